"""What is said of the errors that beginners meet, by their type and a part of their message."""

SMALL = "The small torch of this page does not have it.", "本页的小 torch 没有这个功能。"
OTHERWISE = (
    " If not: the small torch of this page does not have it.",
    "如果不是：本页的小 torch 没有这个功能。",
)
# (type or "", part of the message, help in English, in Chinese); the first that fits.
KNOWN = (
    ("RecursionError", "", "A function calls itself without end.", "函数无止境地调用自己。"),
    (
        "MemoryError",
        "",
        "More memory than this page has: does a list grow without end?",
        "内存用尽了：是不是有列表无限增长？",
    ),
    (
        "UnboundLocalError",
        "",
        "A name that a function gives a value is its own there, and has none before.",
        "函数里赋过值的名字是局部变量，赋值之前不能使用。",
    ),
    ("ZeroDivisionError", "", "The divisor is zero here.", "这里的除数是零。"),
    ("KeyError", "", "The dictionary has no such key.", "字典里没有这个键。"),
    (
        "AttributeError",
        "'NoneType' object has no attribute 'append'",
        "append changes the list itself and returns None: write a.append(x), not a = a.append(x).",
        "append 直接修改列表，返回的是 None：写 a.append(x)，不要写 a = a.append(x)。",
    ),
    (
        "AttributeError",
        "'NoneType' object has no attribute 'zero_'",
        "This gradient is None. Has p = … bound the name to a new tensor, which has no gradient?",
        "这个梯度是 None。是不是写了 p = …，让名字指向了一个没有梯度的新张量？",
    ),
    (
        "AttributeError",
        "'NoneType'",
        "It is None: perhaps a function without return, or a gradient that is not there yet.",
        "它是 None：可能是函数没有 return，也可能还没有梯度。",
    ),
    ("AttributeError", "'Tensor'") + SMALL,
    ("AttributeError", "module 'torch") + SMALL,
    (
        "AttributeError",
        "'bool' object",
        "Between tensors, == asks here whether they are one object; torch.eq and torch.equal compare numbers.",
        "在这里，两个张量之间的 == 只看是不是同一个对象；比较数值请用 torch.eq 或 torch.equal。",
    ),
    (
        "",
        "the small torch of this page",
        "What this page offers is only a small part of torch.",
        "本页的 torch 只有一小部分功能。",
    ),
    ("ModuleNotFoundError", "'torch") + SMALL,
    (
        "ModuleNotFoundError",
        "",
        "The small Python of this page does not have this module.",
        "本页的小 Python 没有这个模块。",
    ),
    (
        "ValueError",
        "of type 'Tensor'",
        "Write x.item() to format the number in a tensor.",
        "要按格式显示张量里的数，请写 x.item()。",
    ),
    (
        "TypeError",
        "convert Tensor",
        "Write x.item() for the number in a tensor.",
        "要取出张量里的数，请写 x.item()。",
    ),
    (
        "TypeError",
        "and 'Tensor'",
        "Write the tensor first: x > 0, not 0 < x.",
        "请把张量写在前面：写 x > 0，不写 0 < x。",
    ),
    (
        "TypeError",
        "NoneType",
        "One of them is None: perhaps a function without return, or a gradient that is not there yet.",
        "其中一个是 None：可能是函数没有 return，也可能还没有梯度。",
    ),
    (
        "TypeError",
        "positional argument",
        "The call and the def do not have the same number of arguments; in a method self is one of them.",
        "调用与 def 的参数个数不一致；方法的 self 也算一个参数。",
    ),
    (
        "TypeError",
        "keyword argument",
        "The function has no argument of this name.",
        "函数没有这个名字的参数。",
    ),
    (
        "TypeError",
        "'list' object is not callable",
        "An item of a list is taken with square brackets: a[i], not a(i).",
        "取列表里的一项要用方括号：写 a[i]，不写 a(i)。",
    ),
    (
        "TypeError",
        "'Tensor' object is not callable",
        "A tensor is no function: p.grad needs no brackets, an item is x[i], a product needs its *.",
        "张量不是函数：p.grad 后面不加括号，取一项写 x[i]，相乘要写 *。",
    ),
    (
        "TypeError",
        "not callable",
        "Round brackets call a function, and this is none: is an operator missing, or has a name been used twice?",
        "圆括号表示调用函数，而它不是函数：是漏写了运算符，还是名字重复使用了？",
    ),
    (
        "TypeError",
        "method' object is not subscriptable",
        "A function is called with round brackets: a.append(x), not a.append[x].",
        "调用函数要用圆括号：写 a.append(x)，不写 a.append[x]。",
    ),
    (
        "TypeError",
        "not subscriptable",
        "Square brackets need a list, a dictionary or a tensor.",
        "方括号前面要是列表、字典或张量。",
    ),
    (
        "TypeError",
        "not iterable",
        "A loop needs a list or a range, not a number.",
        "循环要用列表或 range，不能直接用数。",
    ),
    (
        "TypeError",
        "for ^",
        "A power is written **: x**2, not x^2.",
        "乘方写作 **：写 x**2，不写 x^2。",
    ),
    (
        "TypeError",
        "unsupported operand",
        "These two kinds of things do not go together in this operation.",
        "这两种类型的东西不能这样运算。",
    ),
    (
        "IndexError",
        "",
        "Counting begins at 0, so the last index is the length minus 1.",
        "下标从 0 开始，最后一个是长度减 1。",
    ),
    (
        "ValueError",
        "unpack",
        "Left of = stand more or fewer names than there are values.",
        "= 左边的名字个数与右边的值的个数不一致。",
    ),
    (
        "RuntimeError",
        "in-place operation",
        "Parameters are changed inside `with torch.no_grad():` or under `@torch.no_grad()`.",
        "修改参数要写在 with torch.no_grad(): 里面，或给函数加上 @torch.no_grad()。",
    ),
    (
        "RuntimeError",
        "The size of tensor",
        "The two tensors have shapes that do not fit.",
        "两个张量的形状对不上。",
    ),
    (
        "RuntimeError",
        "Boolean value of Tensor",
        "An if wants one yes or no, and the tensor has several: write .all() or .any().",
        "if 只要一个真假值，张量里却有好几个：请写 .all() 或 .any()。",
    ),
    (
        "RuntimeError",
        "does not require grad",
        "No tensor here was made with requires_grad=True.",
        "这里没有哪个张量带有 requires_grad=True。",
    ),
)
