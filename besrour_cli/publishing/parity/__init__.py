"""Whether the two halves of a letter carry the same facts.

It reads finished halves; it never repairs one.
"""
