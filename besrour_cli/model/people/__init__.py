"""Who is in the roster for now, and the sheets that people sign up on.

Values and rules on them; where they are read from is none of their business.
"""
