"""Text as values: a page with its lines, tables, and the scalars and clock times written in them.

It knows neither YAML nor what a programme is.
"""
