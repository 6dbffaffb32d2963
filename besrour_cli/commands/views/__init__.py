"""What a command prints, for people and as JSON; each view makes text from values it is given.

A view writes no file, sends nothing, and reads no clock.
"""
