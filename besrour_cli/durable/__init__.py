"""Bytes that must survive a crash: journals that are only appended to, files that are replaced whole, locks.

It knows bytes and paths, not what they mean, and raises ``OSError``; the rooms above put that into words.
"""
