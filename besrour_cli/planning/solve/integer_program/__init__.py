"""The steps of the rule as integer programs (columns, constraints, objectives), and HiGHS, the solver.

No search and no certificate; what a row means to a certificate is in `docs/en/reference/proof.md`.
"""
