"""Small tables in the coordinator's files: how many people sit at one, and who would host.

Who sits where is decided elsewhere.
"""
