"""Places and their time zones: towns, countries, labels, days of rest.

A name is resolved exactly or asked about, never guessed.
"""
