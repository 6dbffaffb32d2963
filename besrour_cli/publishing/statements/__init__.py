"""Statements of attendance: a page of PDF a person, signed, with the letter, the register and the page for checking.

No key is kept here and none is made: it is handed in.
"""
