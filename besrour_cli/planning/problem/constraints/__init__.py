"""The constraints on a session's start, one module each; ``registry`` lists them.

Nothing here knows of other sessions' starts: constraints between sessions are ``problem.spacing``'s.
"""
