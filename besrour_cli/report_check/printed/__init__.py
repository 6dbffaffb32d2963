"""The PDF of a report beside what its page ought to say: the same sections in the order of paper.

What the PDF prints comes in as pieces; nothing here reads a file, and nothing knows how it was laid out.
"""
