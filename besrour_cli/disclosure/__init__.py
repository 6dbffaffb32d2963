"""Nobody can be found in what was published: which counts of a report are hidden, and the attack on it; pure.

Counts, and everything published before, are handed in; nothing here knows forms, sentences, files or a clock.
"""
