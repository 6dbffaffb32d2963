"""The first stage: hours, days, clocks, places and ways in that a text names, each where it is.

Nothing here compares one with another.
"""
