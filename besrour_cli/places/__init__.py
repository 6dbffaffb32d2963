"""Places and their time zones: towns, countries, labels, days of rest.

A name is resolved exactly, or the writer is asked which place is meant; nothing is guessed.
"""
