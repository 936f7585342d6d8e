"""What is said of a path that is one of the methods, or one of the usual mistakes."""

import mistakes as m
import recurrences as r

# Each with what is said of it; of two that fit, the first is named.
KNOWN = [
    (m.still, "Nothing moves.", "点一步也没有动。"),
    (
        r.heavy,
        "That is exactly the path of the momentum method: v ← βv + g, then x ← x − ηv.",
        "这恰好是动量法的轨迹：v ← βv + g，再 x ← x − ηv。",
    ),
    (
        r.nesterov,
        "That is exactly the path of Nesterov’s momentum.",
        "这恰好是 Nesterov 动量的轨迹。",
    ),
    (
        r.descent,
        "That is exactly the path of gradient descent: each step starts from velocity zero.",
        "这恰好是梯度下降的轨迹：每一步的速度都从零算起。",
    ),
    (
        r.shrinking,
        "That is the path with a decay that shrinks x directly, past the velocity.",
        "这是衰减不经过速度、直接缩小 x 的轨迹。",
    ),
    (m.undecayed, "That is the path without weight decay.", "这是没有权重衰减的轨迹。"),
    (
        m.twice_decayed,
        "That is the path with the weight decay counted twice.",
        "这是权重衰减算了两次的轨迹。",
    ),
    (
        m.twice_shrunk,
        "That is the path that shrinks x twice in each step.",
        "这是每一步把 x 缩小两次的轨迹。",
    ),
    (
        m.shrunk_and_decayed,
        "That is the path whose decay acts twice: on x directly, and through the gradient.",
        "这是衰减起了两次作用的轨迹：一次直接缩小 x，一次通过梯度。",
    ),
    (
        m.bare_decay,
        "That is the path whose decay is not multiplied by η.",
        "这是衰减没有乘 η 的轨迹。",
    ),
    (
        m.grown,
        "That is the path with the weight decay subtracted from the gradient.",
        "这是从梯度中减去权重衰减的轨迹。",
    ),
    (
        m.uphill,
        "That is the path with the sign of the step turned: it climbs.",
        "这是步子正负号相反的轨迹：在上坡。",
    ),
    (
        r.averaging,
        "That is the path of an average, v ← βv + (1−β)g: its steps are shorter by the factor 1−β.",
        "这是平均形式 v ← βv + (1−β)g 的轨迹：步长多乘了 1−β。",
    ),
    (
        m.twice_averaged,
        "That is the path with the factor 1−β twice.",
        "这是因子 1−β 乘了两次的轨迹。",
    ),
    (
        m.undamped,
        "That is the path of an average whose first gradient enters in full.",
        "这是第一个梯度不打折扣的平均形式的轨迹。",
    ),
    (
        m.piled,
        "That is the path of v += βv + g: it keeps the old v and adds βv to it, which makes 1+β."
        " First multiply the old v by β, then add g.",
        "这是 v += βv + g 的轨迹：旧的 v 原样留着，又加上 βv，等于乘了 1+β。要先把旧的 v 乘以 β，再加 g。",
    ),
    (
        m.unfading,
        "That is the path of v ← v + g: β is nowhere, and the past never fades.",
        "这是 v ← v + g 的轨迹：没有用到 β，过去永不淡去。",
    ),
    (
        m.endless,
        "That is the path of v ← v + βg: β stands on the gradient, and the past never fades.",
        "这是 v ← v + βg 的轨迹：β 乘在梯度上，过去永不淡去。",
    ),
    (
        m.both,
        "That is the path of v ← β(v + g), and of the step βv: β stands on the newest gradient too.",
        "这是 v ← β(v + g) 的轨迹，步子取 βv 时也一样：最新的梯度也乘上了 β。",
    ),
    (
        m.swapped,
        "That is the path with 1−β in the place of β.",
        "这是把 β 写成 1−β 的轨迹。",
    ),
    (
        m.swapped_average,
        "That is the path of v ← (1−β)v + βg: the two weights are exchanged.",
        "这是 v ← (1−β)v + βg 的轨迹：两个权重对调了。",
    ),
    (
        m.hasty,
        "That is the path of the step v + g with the old v: β has not reached it yet.",
        "这是步子取 v + g、其中 v 还是旧速度的轨迹：旧速度没有乘 β。",
    ),
    (
        m.long_descent,
        "That is gradient descent with η/(1−β): the right pace in the long run, and no memory.",
        "这是学习率取 η/(1−β) 的梯度下降：长远的步长对了，却没有记忆。",
    ),
    (
        m.stale,
        "That is the path that follows the old velocity: the first step does nothing.",
        "这是跟着旧速度走的轨迹：第一步原地不动。",
    ),
    (
        m.buffered,
        "That is the path with η inside the velocity: v ← βv + ηg, x ← x − v.",
        "这是把 η 放进速度的轨迹：v ← βv + ηg，x ← x − v。",
    ),
    (
        m.unrated,
        "That is the path without η: it stands in neither line.",
        "这是没有 η 的轨迹：两行里都没有它。",
    ),
    (
        m.twice_rated,
        "That is the path with η twice, in the velocity and in the step.",
        "这是 η 乘了两次的轨迹：速度里一次，步子里一次。",
    ),
    (
        m.minus,
        "That is the path of the step g − βv.",
        "这是步子取 g − βv 的轨迹。",
    ),
    (
        m.doubled,
        "That is the path of the step g + v: β is missing before v.",
        "这是步子取 g + v 的轨迹：v 前面少了 β。",
    ),
    (
        m.jumped,
        "That is the path that jumps by ηβv first, with a gradient taken before the jump.",
        "这是先跳 ηβv、梯度却取自跳之前那一点的轨迹。",
    ),
    (
        m.unbracketed,
        "That is the path of the step ηg + βv: brackets are missing, η must multiply both.",
        "这是步子取 ηg + βv 的轨迹：少了括号，两项都该乘 η。",
    ),
    (
        m.crossed,
        "That is the path of the step v + βg: β stands on the gradient, not on the velocity.",
        "这是步子取 v + βg 的轨迹：β 乘在了梯度上，而不是速度上。",
    ),
    (
        m.scaled,
        "That is the path of the step (1+β)v: all is longer, not only the newest gradient.",
        "这是步子取 (1+β)v 的轨迹：不只最新的梯度，全都放大了。",
    ),
    (
        m.undecayed_ahead,
        "That is the path whose g in g + βv lacks the weight decay.",
        "这是 g + βv 中的 g 漏掉权重衰减的轨迹。",
    ),
    (
        m.fixed,
        "That is the path with β = 0.9, which was not asked for here.",
        "这是 β = 0.9 的轨迹，而这里要的不是 0.9。",
    ),
    (
        m.first_rate,
        "That is the path that keeps the learning rate of its first step.",
        "这是一直沿用第一步学习率的轨迹。",
    ),
    (
        m.from_gradient,
        "That is the path whose velocity starts from the first gradient, which then counts twice.",
        "这是速度从第一个梯度开始的轨迹：第一个梯度就算了两次。",
    ),
    (
        m.from_point,
        "That is the path whose velocity starts from x and not from zero.",
        "这是速度从 x 而不是从零开始的轨迹。",
    ),
]
