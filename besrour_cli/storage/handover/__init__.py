"""A programme folder as one archive: what goes into it, its form, and how it is unpacked without harm.

It knows no secrets: they are not in the folder, and what looks like one stops the packing.
"""
