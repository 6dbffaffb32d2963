"""What comes of the tables of a session: the host's sheet, rooms, lines for reminders, a sheet for notes.

Texts and bytes alone; where they are written, and that only the coordinator reads them, is decided elsewhere.
"""
