"""What the commands of the evaluation print: files taken in, questions, codes, agreement, and the report.

Nothing here computes; a value comes in, lines go out, and what is masked stays so.
"""
