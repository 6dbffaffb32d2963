"""Forms that people fill in: as a script that builds one, and as text to paste into another tool.

It returns bytes; what the forms ask is in ``templates/``.
"""
