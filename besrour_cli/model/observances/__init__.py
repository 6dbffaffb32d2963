"""Days and hours that people keep: public holidays, Ramadan, prayer and rest, as plain facts.

Holidays are law and follow from a country and its province. Belief is not: a member states what she keeps, or
the programme sets it for a place; nothing here infers it from a person.
"""
