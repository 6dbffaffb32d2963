"""What is said of a year that begins from another.

Nothing here reads a file.
"""
