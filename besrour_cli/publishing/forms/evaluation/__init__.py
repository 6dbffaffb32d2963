"""The evaluation form as each tool takes it: a script, a dictionary, a text, a page to print.

Ids and order are the same in every language; what comes back is read elsewhere (``feedback/evaluation``).
"""
