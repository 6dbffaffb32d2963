"""Answers about a plan: alternatives, what-if, violations, the price of each step of the rule.

Nothing here changes a plan.
"""
