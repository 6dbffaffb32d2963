"""Statements of attendance: a signed PDF a person, its letter, the register, and the page that checks them.

No key is kept here and none is made: it is handed in.
"""
