"""Data of further languages, from ``templates/language.<code>.toml``: read and checked, each slip placed.

What a language can do with its data is in ``model/language_data.py``; nothing here writes a text.
"""
