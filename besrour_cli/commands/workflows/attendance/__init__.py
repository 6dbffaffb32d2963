"""The steps of ``besrour attendance``: read downloads, settle clock and session, ask who is who, write.

Wording of the result stands in the views; what a download means in feedback.
"""
