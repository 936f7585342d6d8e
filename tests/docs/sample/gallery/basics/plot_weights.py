"""
What a leaky average remembers ｜ 泄漏平均记住了什么
====================================================

The weight of a gradient falls as :math:`\\beta^\\tau` with its age; all sum to :math:`1/(1-\\beta)`.

梯度的权重随其年龄按 :math:`\\beta^\\tau` 衰减；全部权重之和为 :math:`1/(1-\\beta)`。
"""

import matplotlib.pyplot as plt

BETAS = (0.95, 0.9, 0.6, 0)

# %%
# Each curve is one coefficient.
#
# 每条曲线对应一个系数。

fig, ax = plt.subplots()
for beta in BETAS:
    ax.plot([beta**t for t in range(40)], label=rf"$\beta={beta}$")
ax.legend()
print("done", 1)
# sphinx_gallery_alt = "Weights falling with age ｜ 权重随年龄下降"
ax.legend()
