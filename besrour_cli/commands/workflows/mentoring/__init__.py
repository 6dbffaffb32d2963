"""Steps of mentoring: hours of the people, groups of the term, letters that introduce them.

Who may meet whom is decided in :mod:`besrour_cli.mentoring`, which knows neither files nor clocks.
"""
