"""What a year has shown: figures of attendance and of answers, tests that are exact, rules of decision.

Pure: no file, no clock, no name of a person. What may be shown of it is decided elsewhere, before sentences.
"""
