"""The mark that a folder was handed over, by which nothing leaves it any more.

It holds no names.
"""
