"""What a coordinator sees of letters: what is announced, what goes to whom and why, what came of it.

Views print and give JSON; they decide nothing.
"""
