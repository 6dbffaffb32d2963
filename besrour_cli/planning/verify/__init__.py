"""The independent checker of a plan and its certificate, from the programme's own values.

It imports nothing from the rest of `planning`: its independence is its only worth.
"""
