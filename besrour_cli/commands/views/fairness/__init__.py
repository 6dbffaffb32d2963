"""What ``besrour fairness`` shows, in sentences and one small picture, and as data.

Nothing is worked out here.
"""
