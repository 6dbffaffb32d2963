"""The errands of ``dev.py``: setting up, showing, testing, locking. Not part of the installed program."""
