"""What libraries and papers have of the momentum method, and in which form. ｜ 各个库与论文的写法一览。"""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["LIBRARIES", "Form", "Library"]


class Form(StrEnum):
    """Where the learning rate stands. ｜ 学习率写在哪里。"""

    A = "learning rate outside the velocity"
    B = "learning rate inside the velocity"
    C = "average of gradients"


class Library(NamedTuple):
    """How one library, or one paper, writes momentum. ｜ 一个库或一篇论文怎样写动量法。

    Examples
    --------
    >>> LIBRARIES["keras"].form, LIBRARIES["keras"].dampening
    (<Form.B: 'learning rate inside the velocity'>, False)
    """

    form: Form
    """The form of its update. ｜ 更新式的写法。"""
    nesterov: bool = True
    """Whether it has a Nesterov option. ｜ 是否可带 Nesterov 前瞻。"""
    dampening: bool = False
    """Whether it has a dampening option. ｜ 是否有阻尼选项。"""
    ahead: bool = True
    """Whether Nesterov stores the point ahead, where the gradient is taken. ｜ 存的是否为前瞻点。"""
    coupled: bool = False
    """Whether it can add weight decay to the gradient. ｜ 权重衰减能否加到梯度上（耦合）。"""
    decoupled: bool = False
    """Whether weight decay can bypass the velocity. ｜ 权重衰减能否绕过速度（解耦）。"""


LIBRARIES = {
    "torch": Library(Form.A, dampening=True, coupled=True),
    "optax": Library(Form.A, coupled=True, decoupled=True),
    "tf1": Library(Form.A),
    "keras": Library(Form.B, decoupled=True),
    "mxnet": Library(Form.B, coupled=True),
    "sutskever": Library(Form.B, ahead=False),
    "polyak": Library(Form.B, nesterov=False),
    "optax.ema": Library(Form.C, nesterov=False, coupled=True, decoupled=True),
}
"""Conventions by name. ｜ 各家的写法。

``mxnet`` is `SGD`, and with ``nesterov`` its `NAG`; ``optax.ema`` means ``debias=False``. In optax
the place of ``add_decayed_weights`` in a chain decides which kind of weight decay it is.
"""
