"""The program's own files: the plan, the certificate, answers, busy times; written and read back.

Only commands' workflows change them, and always whole.
"""
