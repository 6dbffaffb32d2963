"""What the commands of the evaluation print: files taken in, questions, codes and agreement.

Nothing here computes; a value comes in, lines go out.
"""
