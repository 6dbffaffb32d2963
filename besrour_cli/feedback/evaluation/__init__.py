"""Downloads of the evaluation form, of any tool and in either language, as answers and comments.

Names, addresses and hours are dropped here, before anything is stored; what a column or a word means is
asked where it is not sure. Nothing here opens a file.
"""
