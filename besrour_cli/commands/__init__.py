"""The terminal: the only room that knows the reader, her language and the clock."""
