"""What the report says, at the terminal.

Nothing is measured here; what is masked stays so.
"""
