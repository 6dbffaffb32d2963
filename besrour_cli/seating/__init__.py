"""Small tables for those who come to a session, so that nobody is without a language; pure.

No file, no clock and no terminal; people, past company and the time allowed are handed in.
"""
