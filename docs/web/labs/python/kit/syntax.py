"""What is wrong with a text that Python cannot read: a line and a sentence of help."""

from kit.nearest import nearest
from kit.scan import Problem, Scanner, is_word

# Words that may stand beside others.
KEYWORDS = {
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
}
BLOCKS = ("if", "elif", "else", "for", "while", "def", "class", "try", "except", "finally", "with")


def problem(text, line):
    """Return (line, help) for a text that cannot be read; Python has named this line."""
    scanner = Scanner(text)
    try:
        lines = scanner.run()
        for number, here in enumerate(lines):
            heads(here)
            indents(lines[:number], here)
        modern(lines, line or 0, scanner.stars, (text.split("\n") + [""])[(line or 0) - 1])
    except Problem as found:
        return found.line, found.help
    return line, beside(lines, line)


def beside(lines, number):
    """Help for what has no name of its own: two words side by side, or what to look at."""
    here = [line for line in lines if line.number <= (number or 0)][-1:]
    words = here[0].words if here else [""]
    near = "" if words[0] in KEYWORDS else nearest(words[0], KEYWORDS)
    if near and (words[1:2] == [":"] or is_word((words[1:2] + ["="])[0][0])):
        return "Did you mean %s? ｜ 是不是想写 %s？" % (near, near)
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    pairs += [split(word) for word in words if word[0].isdigit()]
    for first, second in pairs:
        if second and not KEYWORDS & {first, second} and is_word(first[0]) and is_word(second[0]):
            return (
                "Between %s and %s something is missing, perhaps a * or a comma."
                " ｜ %s 与 %s 之间少了点什么：是不是漏了 * 或逗号？"
            ) % (first, second, first, second)
    return (
        "Python cannot read this line: is a comma, a bracket, a quotation mark or an operator missing?"
        " ｜ Python 读不懂这一行：是不是少了逗号、括号、引号或运算符？"
    )


def split(word):
    """Return the number at the beginning of a word and the name that follows it, or ""."""
    digits = len(word) - len(word.lstrip("0123456789"))
    name = word[digits:]
    number = name[:1] in ("e", "E", "_", "j") or word[:2] in ("0x", "0b", "0o")
    return word[:digits], "" if number else name


def heads(line):
    """Look for a missing colon, a single =, else if."""
    words = line.words
    first = words[0]
    if first in BLOCKS and words[1:2] != ["="] and words[1:2] != ["."]:
        if words[:2] == ["else", "if"]:
            raise Problem(
                line.number, "Python writes else if as elif.", "Python 里 else if 写作 elif。"
            )
        colons = [at for at, word in enumerate(words) if word == ":"][words.count("lambda") :]
        if not colons:
            raise Problem(
                line.number,
                "A line with %s ends in a colon, and this one has none." % first,
                "%s 这一行要以冒号结尾，这里缺了冒号。" % first,
            )
        if first in ("if", "elif", "while"):
            single_equals(line, words[: colons[0]])
    elif first == "print" and len(words) > 1 and words[1] not in "(=.,":
        raise Problem(
            line.number,
            "What print shows stands in round brackets.",
            "print 的内容要写在圆括号里。",
        )


def single_equals(line, words):
    """In a condition one = is an assignment."""
    for at, word in enumerate(words):
        around = words[at - 1] + "=" + "".join(words[at + 1 : at + 2])
        if word == "=" and around[0] not in "=<>!:" and around[-1:] != "=":
            raise Problem(
                line.number,
                "To compare, write ==; a single = gives a name a value.",
                "比较相等要写 ==；单个 = 是赋值。",
            )
        if word == "=" and around[-1:] == "=":
            return


def indents(before, line):
    """After a colon the next line is indented, and only there; back goes to where one was."""
    last = before[-1] if before else None
    opened = last is not None and last.words[-1] == ":"
    deepest = last.indent if last else 0
    if opened and line.indent <= deepest:
        raise Problem(
            line.number,
            "After the colon in line %d this line must be indented." % last.number,
            "第 %d 行以冒号结尾，下一行要缩进。" % last.number,
        )
    if last is None and line.indent:
        raise Problem(
            line.number,
            "The first line must not be indented.",
            "第一行前面不能有空格。",
        )
    if not opened and line.indent > deepest:
        raise Problem(
            line.number,
            "This line is indented more than the one before, which ends without a colon.",
            "这一行比上一行缩进得多，而上一行并不以冒号结尾。",
        )
    if line.indent < deepest and line.indent not in [one.indent for one in before]:
        raise Problem(
            line.number,
            "This line is indented like no line before it.",
            "这一行的缩进与前面任何一行都对不齐。",
        )


def modern(lines, number, stars, row):
    """Python that this page's small one does not have."""
    here = [line for line in lines if line.number <= number][-1:]
    words = here[0].words if here else []
    if words[:1] == ["match"] or words[:1] == ["case"]:
        what = "match"
    elif here and here[0].number in stars:
        what = "[*a], {**d}"
    elif words[:1] == ["def"] and not set("/[") & set(row):
        raise Problem(
            number,
            "In the brackets of def stand names, with commas between them.",
            "def 的括号里写参数的名字，名字之间用逗号隔开。",
        )
    elif words[:1] == ["def"]:
        what = "def f(a, /), def f[T](a)"
    else:
        return
    raise Problem(
        number,
        "The small Python of this page does not know %s; write it otherwise." % what,
        "本页的小 Python 没有 %s，请换一种写法。" % what,
    )
