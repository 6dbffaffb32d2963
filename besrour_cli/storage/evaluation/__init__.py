"""What was collected for the evaluation: answers and comments as tables that a spreadsheet opens.

Answers and comments are two files that nothing joins; neither has a name, an address or an hour.
"""
