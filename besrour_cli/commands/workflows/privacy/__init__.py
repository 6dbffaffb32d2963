"""The steps of ``besrour forget``, ``extract`` and ``privacy``: a person found, shown, taken out.

Which files there are, and how a person is taken out of each, is for storage to know.
"""
