"""Steps of the evaluation: forms written, downloads read into answers and comments, comments given codes.

They open files by ``storage`` and show nothing.
"""
