"""Who is in the roster for now, the sheets that people sign up on, and who sits with whom.

Values and rules on them; where they are read from is none of their business.
"""
