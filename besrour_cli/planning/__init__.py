"""Fair starts for a year of sessions: the problem, its history, the solver, explanations, the checker.

Pure: no file, no socket, no terminal; the moment and the time allowed are handed in.
"""
