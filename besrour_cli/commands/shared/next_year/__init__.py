"""Values of a year that begins from another, which workflows make and views show.

Nothing here prints or reads.
"""
