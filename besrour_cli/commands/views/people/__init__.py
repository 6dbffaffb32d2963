"""People by name: the members, who comes to a session, and the messages that wait for the coordinator.

Values in, lines or data out; nothing is read or decided here.
"""
