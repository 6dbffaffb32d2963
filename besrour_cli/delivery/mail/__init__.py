"""Sending letters exactly once: the decision, the SMTP connection, the delivery log, bounces.

Nothing here writes a letter's words.
"""
