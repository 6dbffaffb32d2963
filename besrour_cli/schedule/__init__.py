"""A programme's announced times: announcing, drift of the clocks since, groups of places with one clock.

Nothing here chooses a start.
"""
