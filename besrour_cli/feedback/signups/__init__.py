"""Sheets on which people signed up: columns, cells and people understood, or asked about.

It guesses nothing: what may be meant in two ways becomes a question with choices.
"""
