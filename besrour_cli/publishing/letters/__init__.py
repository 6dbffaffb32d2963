"""Letters and the newsletter: their facts, their templates, their MIME messages.

No letter leaves from here, and no sentence of a letter is written in code.
"""
