"""Answers by mail: which session and member a message is about, and what it says.

It guesses nothing: what is not understood is named for the coordinator.
"""
