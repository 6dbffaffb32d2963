"""The terminal itself: the console, the coordinator's language, and diagnostics as they are printed.

The only folder that knows rich and gettext from inside; it knows no command and no workflow.
"""
