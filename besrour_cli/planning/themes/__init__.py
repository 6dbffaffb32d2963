"""Themes chosen in proportion: ballots, the rule, the check of what it promises, what each group got.

It knows nothing of starts and of burdens, nor does the rest of planning know of it. The check shares nothing
with the rule but the ballots.
"""
