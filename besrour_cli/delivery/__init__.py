"""What reaches the world and what comes from it: mail sent, mailboxes read, calendars published, downloads.

No letter is written here, and nothing leaves without a decision that says why.
"""
