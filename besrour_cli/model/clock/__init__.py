"""Clock times: the only package that reads zone data, reads local times and prints them.

An instant is an aware UTC ``datetime``; a local reading is an aware ``datetime`` in a zone.
"""
