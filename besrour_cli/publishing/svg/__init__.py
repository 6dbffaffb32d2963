"""Charts as SVG.

They show what a plan says; nothing is computed anew.
"""
