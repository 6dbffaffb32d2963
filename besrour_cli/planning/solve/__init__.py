"""Choosing the starts: lexicographic branch and bound over exact integers, with a certificate.

HiGHS is imported in `highs` alone; the problem comes from `planning.problem` and is never changed here.
"""
