"""Steps that several commands share: writing a batch of letters, sending it, publishing, recording a reply.

A workflow asks and stores; the command that calls it decides what is shown last.
"""
