"""Texts sign by sign: which of them no reader sees.

Values only; nothing here knows a file, a language or the terminal.
"""
