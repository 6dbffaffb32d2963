"""The values that rooms hand to each other: programme, plan, message, diagnostic.

Values only: no file, no socket, no terminal, no clock.
"""
