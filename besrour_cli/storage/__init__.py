"""Files: the programme's YAML and CSV read with line and column, the program's own state, atomic writes.

No terminal, no network, no zone data; nothing is decided here.
"""
