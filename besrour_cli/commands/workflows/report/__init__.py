"""From a programme folder to a report: what is gathered, measured, masked, put together and written.

Commands print it; nothing here decides what a figure means.
"""
