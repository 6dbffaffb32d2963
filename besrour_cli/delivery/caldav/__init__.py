"""Keeping a CalDAV server's calendar in step with the plan.

A resource that someone else changed is never overwritten.
"""
