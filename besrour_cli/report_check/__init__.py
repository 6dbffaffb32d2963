"""A report checked: every figure and word of its pages worked out anew from the rows of the files; pure.

Nothing here imports what measures or prints a report (``evaluation``, ``publishing``), nor the mask: the
independence of this room is its only worth. Pages come as texts, rows as values.
"""
