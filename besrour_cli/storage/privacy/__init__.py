"""What a programme folder keeps of people: the register of its files, and a person looked for in them.

It decides nothing: what is written comes as changes of files, which the commands show first.
"""
