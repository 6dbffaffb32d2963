"""Steps of the commands: choosing starts, writing a batch of letters, sending it, recording a reply.

A workflow asks and stores; the command that calls it decides what is shown last.
"""
