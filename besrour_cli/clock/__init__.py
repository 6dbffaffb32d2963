"""The only room that touches zone data: instants, local readings, their texts, transitions of the clocks.

Instants are UTC; the newest tzdata wins, never the machine's stale copy.
"""
