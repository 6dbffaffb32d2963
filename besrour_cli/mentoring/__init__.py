"""Mentors and early-career people brought together for a term: who may meet, who had best, and why.

Pure: people, their hours and what went before are handed in. HiGHS chooses.
"""
