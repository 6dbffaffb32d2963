"""Short texts about one session to paste elsewhere, and a poster: made of the same facts as its letters.

They are public: no link, number or passcode to join stands in them. The words are in ``templates/posts/``.
"""
