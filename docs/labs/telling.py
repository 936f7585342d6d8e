"""How numbers and sentences are said in both languages: `English ｜ 中文`."""


def shown(number, digits=4):
    """Return a number as text, with the sign that the pages print."""
    return ("%." + str(digits) + "g") % float(number) if number == number else "NaN"


def apart(yours, right):
    """Return two numbers with as many digits as it takes to see that they differ."""
    for digits in range(4, 13):
        a, b = shown(yours, digits), shown(right, digits)
        if a != b:
            break
    return minus(a), minus(b)


def minus(text):
    """Return a number with a minus sign in the place of its hyphen."""
    return text.replace("-", "−")


def say(*sentences):
    """Join sentences, each a pair of English and Chinese; None among them is left out."""
    told = [one for one in sentences if one]
    return " ".join(one[0] for one in told) + " ｜ " + "".join(one[1] for one in told)


def near(a, b, tolerance=1e-9):
    """Whether two numbers agree to rounding; NaN and infinities never do."""
    return abs(a - b) <= tolerance * max(abs(a), abs(b)) + 1e-12


def known(number, values):
    """Return the sentence (a pair) that belongs to the value that the number has, or None.

    `values` lists a value and its sentence, most likely first.
    """
    for value, sentence in values:
        if near(number, value):
            return sentence
    return None
