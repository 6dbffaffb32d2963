"""What is said of a handover: the page for the successor, and the lines on the terminal.

Nothing here reads a file.
"""
