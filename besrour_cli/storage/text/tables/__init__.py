"""Tables as people keep and download them: rows and cells with their places, from CSV and workbooks.

What a column means is not known here.
"""
