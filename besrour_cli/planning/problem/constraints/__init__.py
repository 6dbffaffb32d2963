"""The constraints on a session's start, of the files and of the members; ``registry`` lists them.

Nothing here knows of other sessions' starts: constraints between sessions are ``problem.spacing``'s.
"""
