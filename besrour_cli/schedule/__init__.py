"""What people were told: announcing, what files, roster and clocks have changed since, one group a clock.

Nothing here chooses a start.
"""
