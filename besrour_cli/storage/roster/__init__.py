"""members.csv as besrour writes it when asked: rows added or changed, all else to the byte as it was.

It knows rows and cells; what they should say is decided elsewhere.
"""
