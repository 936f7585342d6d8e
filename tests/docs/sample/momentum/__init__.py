"""The momentum method, small and readable. ｜ 小而可读的动量法。

More English about the module.
"""
