"""The planning problem as values: candidates, burdens, constraints, objectives, built from a programme.

Nothing is optimised here, and nothing here knows the solver.
"""
