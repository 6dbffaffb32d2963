"""What an evaluation is made of: the form, the answers without names, and rules of decision.

Values only. Nothing here names a person: who came is another stream (``model/people``) and never meets it.
"""
