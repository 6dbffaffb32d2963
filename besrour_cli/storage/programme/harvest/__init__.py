"""Notes of tables below ``responses/``: what they say for everybody, and why the rest stays where it is.

They come from many hands, so that nothing in them stops a command: whatever cannot be published is a warning.
"""
