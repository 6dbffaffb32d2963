"""The public schedule page.

No join link, passcode or member's name reaches it.
"""
