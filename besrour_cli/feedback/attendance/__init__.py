"""Who was at a session, by the download of a meeting program: its tables, its hours, the names in it.

What may not: open a file, know a programme's folder, or credit anybody on a likeness.
"""
