"""Calendars as iCalendar (RFC 5545): feeds, invitations, cancellations.

Only UTC instants are written; local readings appear as text.
"""
