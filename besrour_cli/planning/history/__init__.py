"""What earlier sessions cost each member: what took place, the burden ledger, the review of hours.

Nothing here chooses a start.
"""
