"""``sessions/evaluation.yaml``: the coordinator's evaluation form, and the shipped one where there is none.

It is read with all its mistakes at once; what people answered is another room (``storage/evaluation``).
"""
