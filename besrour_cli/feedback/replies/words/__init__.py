"""Answers in people's own words: a mail's new lines, and the one answer that they surely give.

Texts in, a value out: nothing here knows sessions, members or calendars.
"""
