"""Who is in the roster for now, the sheets that people sign up on, what a statement of attendance says.

Values and rules on them; where they are read from is none of their business.
"""
