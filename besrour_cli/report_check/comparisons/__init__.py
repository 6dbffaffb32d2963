"""Groups beside each other in a report, checked: who answered, weights, languages of the form, rejoins.

Worked out from the rows and from the definitions of the tests; nothing here has seen how the report does it.
"""
