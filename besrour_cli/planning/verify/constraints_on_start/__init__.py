"""The constraints on the start of a session, one a module: the starts it excludes, and its sentence.

To add one, write a module beside the others and name it in `registry`. No code is shared with the planner's
constraints, `planning.problem.constraints`.
"""
