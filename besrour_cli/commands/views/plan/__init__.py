"""What `besrour plan` prints: what changed, the year in local hours, what it comes to, the rhythm, notes.

A part makes text or data from values it is given; nothing is chosen or worked out here.
"""
