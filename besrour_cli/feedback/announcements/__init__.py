"""Announcements written by others: which dates, hours and zones they name, and whether these agree.

No programme is known here.
"""
