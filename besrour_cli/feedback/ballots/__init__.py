"""Ballots on themes as a form's download has them: which themes stand there, and who ticked which.

Nothing is guessed: a column, a theme or a comma that may mean two things is a mistake with a question.
"""
