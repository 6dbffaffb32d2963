"""The constraints on the start of a session: the starts each excludes, and its sentence.

No code is shared with the planner's constraints, `planning.problem.constraints`.
"""
