"""The steps of handing a programme over and of receiving it.

What they print is in the views.
"""
