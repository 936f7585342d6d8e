"""What readers take θ and d for, as multiples of v, and what is said of each guess."""

# Usual answers, as multiples of v that are added to y (θ) or taken instead of it (d).
THETAS = [
    (lambda e, b: 0, "That is y, the look-ahead point itself.", "这是 y，前瞻点本身。"),
    (
        lambda e, b: -e * b,
        "The sign is turned: y − ηβv is one more jump ahead.",
        "正负号反了：y − ηβv 是又往前跳了一次。",
    ),
    (lambda e, b: e, "That is y + ηv: β is missing.", "这是 y + ηv：少了 β。"),
    (lambda e, b: b, "That is y + βv: η is missing.", "这是 y + βv：少了 η。"),
    (lambda e, b: e * (1 + b), "That is θ one step earlier.", "这是前一步的 θ。"),
]
DISPLACEMENTS = [
    (
        lambda e, b: 1,
        "That is v: d is a displacement, and η is part of it.",
        "这是 v：d 是位移，η 也在其中。",
    ),
    (lambda e, b: -1, "That is −v: η is missing.", "这是 −v：少了 η。"),
    (
        lambda e, b: e,
        "The sign is turned: d points the way that the point goes, against v.",
        "正负号反了：d 指向点移动的方向，与 v 相反。",
    ),
    (
        lambda e, b: -e * b,
        "That is −ηβv: the next jump, not the last displacement.",
        "这是 −ηβv：是下一次的跳跃，不是刚走过的位移。",
    ),
]
EARLIER = [
    (lambda e, b: 0, "That is y.", "这是 y。"),
    (lambda e, b: e * b, "That is θ after the step.", "这是走完这一步之后的 θ。"),
    (
        lambda e, b: e * b - e,
        "That is θ + d: the way back is θ − d.",
        "这是 θ + d：往回走应是 θ − d。",
    ),
    (
        lambda e, b: e,
        "That is y − d: the way back begins at θ, not at y.",
        "这是 y − d：往回走要从 θ 出发，而不是从 y。",
    ),
]
# What is asked for, its place in the answer, whether y is part of it, and the usual answers.
PARTS = [
    ("θ ｜ θ", 0, 1, THETAS),
    ("The displacement d ｜ 位移 d", 1, 0, DISPLACEMENTS),
    ("θ one step earlier ｜ 前一步的 θ", 2, 1, EARLIER),
]
