"""Steps that make session files: what a month or a sheet says, what is missing, the files to write.

They never touch a file that is there, and plan nothing.
"""
