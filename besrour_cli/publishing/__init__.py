"""Outputs as bytes: letters, newsletter, calendars, the schedule page, statements, the chart of the year.

Pure: values in, bytes out; no file, no socket, no terminal, no clock of the machine.
"""
