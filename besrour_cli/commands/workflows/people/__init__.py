"""Steps about people: reading what they write, and gathering what is known of each member.

They decide nothing about the plan, and send nothing.
"""
