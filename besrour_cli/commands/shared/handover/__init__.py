"""Values of a handover that workflows make and views show.

Nothing here prints.
"""
