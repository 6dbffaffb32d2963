"""Who is in the roster for now, sheets people sign up on, who sits with whom, what a statement says.

Values and rules on them; where they are read from is none of their business.
"""
