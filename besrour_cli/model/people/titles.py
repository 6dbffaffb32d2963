"""The titles that people have before and after their names, which tell nobody apart."""

TITLES = frozenset(
    "dr dre dra dres drs docteur docteure doctor pr pre prof profe professor professeur professeure "
    "m mr mrs ms mx miss me mme mlle monsieur madame sir sister sr pasteur rev md phd msc mph bsc ccfp "
    "fcfp".split()
)
"""Folded words of English and French: courtesy, church, school and practice."""
