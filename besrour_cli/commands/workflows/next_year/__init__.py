"""The steps of beginning a second year from the first.

The old folder is read and never written.
"""
