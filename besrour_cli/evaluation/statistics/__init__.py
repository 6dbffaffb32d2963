"""Statistics of small samples, exact wherever it is possible.

They know numbers, and nothing of sessions or answers.
"""
