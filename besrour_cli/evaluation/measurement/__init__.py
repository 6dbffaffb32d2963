"""From attendance and answers to figures, each with its formula and its rows.

Nothing is hidden here and nothing is said: masks and sentences come after.
"""
