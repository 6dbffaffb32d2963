"""Mentoring as the coordinator writes it: the term and its topics in ``programme.yaml``, people in a sheet.

Who was brought together is none of hers, and stands in :mod:`besrour_cli.storage.state.mentoring`.
"""
