"""Candidate rules of fairness as data, planned over the same instances and compared in one table."""
