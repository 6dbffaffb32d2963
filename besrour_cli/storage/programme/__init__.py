"""The coordinator's files, `sessions/` and `templates/`, read into a `Programme` with every mistake named.

Nothing here writes: those files are the coordinator's.
"""
