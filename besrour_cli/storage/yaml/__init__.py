"""YAML read as nodes with line and column, and diagnoses of what its grammar refuses.

It knows nothing of programmes, sessions or members.
"""
