"""What goes out to the world and comes in from it: mail, mailboxes, published calendars, downloads.

No letter is written here, and nothing goes out without a decision that gives its reason.
"""
