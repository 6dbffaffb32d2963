"""Statements of attendance: who gets one, the key that signs them, their files, how they are sent.

What they look like is decided in ``publishing/statements``.
"""
