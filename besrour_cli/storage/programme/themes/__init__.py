"""Themes in the coordinator's files: the call for them, lists of proposals, sessions proposed.

Which themes are chosen is decided elsewhere; a file of hers is never written over here.
"""
