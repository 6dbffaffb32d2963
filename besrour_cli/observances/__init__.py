"""Holidays, fasts and sabbaths: which rules a place or a member observes, and the times they block.

Nothing here plans; sources stand beside each rule.
"""
