"""A text with its markup, set in a language's typography and rendered as HTML, plain text or Markdown.

It knows no session and no member.
"""
