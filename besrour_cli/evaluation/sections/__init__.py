"""The sections of a report, each a function from figures, some of them masked by now, to sentences.

What a sentence says of more or less comes from figures that are shown; nothing is worked out here.
"""
