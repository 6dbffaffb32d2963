"""Steps that announce, write and send letters: who gets which, what is asked, what left.

Whatever tells people of a session goes through here; how the letters read is up to ``publishing``.
"""
