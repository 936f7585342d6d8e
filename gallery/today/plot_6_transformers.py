r"""
What the ends decide ｜ 两端决定的
==================================

Test loss of small transformers, ten seeds each (points), and their mean (bars). What steps the hidden matrices, F: nothing, they are frozen; S: SGD with momentum; A: Adam; N, G and M: a normalised velocity, its sign, its polar factor. Blue dots: Adam at both ends; orange squares: SGD there. **a**: words. **b**: characters. The runs are those of the study on the page “The valley of words”, which offers the file.

小型 Transformer 的测试损失，每种十个随机种子（点）及其均值（短横）。隐藏矩阵怎样更新，F：冻结不动；S：带动量的 SGD；A：Adam；N、G、M：归一化的速度、速度的符号、速度的极因子。蓝色圆点：两端用 Adam；橙色方块：两端用 SGD。**a**：词。**b**：字符。数据取自“词的峡谷”一页的研究，那一页提供文件下载。
"""

import json
from pathlib import Path

import matplotlib.pyplot as plt

from momentum import plotting

RULES = {"frozen": "F", "sgd": "S", "adam": "A", "normalised": "N", "sign": "G", "muon": "M"}
ENDS = {"adam": ("o", 0), "sgd": ("s", 1)}
REGIMES = ("words", "characters")

# Beside you, or where the project keeps it.
above = [Path.cwd(), *Path.cwd().parents]
places = [Path("transformers.json"), *(up / "docs/studies/transformers.json" for up in above)]
stored = next(filter(Path.exists, places), places[0])
losses = {
    (run["regime"], run["arm"]): run["loss"] for run in json.loads(stored.read_text())["runs"]
}

# sphinx_gallery_alt = "a: with dots, F, S and A lie near 3.0 and M below; with squares, F, S and A lie some 0.2 higher. b: the dots fall from F to S, then to A, N and G, which are alike, and far down to M; the squares F and S lie at the dots F and above ｜ a：圆点中 F、S、A 都在 3.0 附近，M 更低；方块 F、S、A 高出约 0.2。b：圆点从 F 降到 S，再降到彼此相当的 A、N、G，M 则远在其下；方块 F、S 在圆点 F 处或更高"
fig, axes = plotting.figure(8, 3.8, columns=2)
for ax, regime in zip(axes, REGIMES, strict=True):
    there = [rule for rule in RULES if (regime, f"{rule}-adam") in losses]
    for ends, (shape, colour) in ENDS.items():
        for place, rule in enumerate(there):
            loss = losses.get((regime, f"{rule}-{ends}"))
            if loss:
                spread = [place + 0.03 * (k - 4.5) for k in range(len(loss))]
                ax.plot(spread, loss, shape, color=f"C{colour}", markersize=4, alpha=0.7)
                mean = sum(loss) / len(loss)
                ax.hlines(mean, place - 0.25, place + 0.25, color="grey", linewidth=1.5)
    ax.set_xticks(range(len(there)), [rf"$\mathrm{{{RULES[rule]}}}$" for rule in there])
    ax.grid(axis="x", visible=False)
axes[0].set(ylabel=r"$\ell$")
plt.show()
