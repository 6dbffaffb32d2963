"""What besrour remembers of mentoring: who was brought together, term by term.

Who offers and who asks stands in the coordinator's own sheet, and not here.
"""
