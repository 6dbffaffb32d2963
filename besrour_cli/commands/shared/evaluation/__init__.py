"""Values of the evaluation that workflows make and views print.

They hold numbers and sentences; nothing is computed here.
"""
