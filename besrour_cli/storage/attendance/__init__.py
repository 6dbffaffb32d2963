"""The two tables of attendance that besrour writes and people read: who was there, and whose a name is.

It understands no download: what is to be written is handed in. Only ``besrour attendance`` writes here.
"""
