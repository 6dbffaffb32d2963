"""Values on personal data that views and workflows share.

No step is taken here, and nothing is printed.
"""
