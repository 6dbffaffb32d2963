"""programme.yaml moved into its next year, every word and remark else as it was.

What cannot be known is not guessed: it is named, to be decided anew.
"""
