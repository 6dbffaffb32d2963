"""Letters that introduce a mentor and those she mentors to each other: one text for all of them.

Addresses of the group's own people are in it, and of nobody else.
"""
