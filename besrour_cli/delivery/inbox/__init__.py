"""Reading a mailbox, over IMAP or from files.

Messages come out as bytes; nothing here understands an answer.
"""
