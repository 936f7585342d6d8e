"""The momentum method, small enough to read in an evening. ｜ 动量法：一个晚上就能读完的实现。"""
