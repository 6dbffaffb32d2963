"""What may not be written where it is written: ways into a meeting in texts that everybody reads.

Found in the files themselves, with line and column; nothing here shows a secret.
"""
