"""What comes back from people: replies, busy times, and announcements that others wrote.

Pure: bytes and rows in, values out; no file, no socket, no clock of the machine.
"""
