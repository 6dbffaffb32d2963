"""One file a command: it reads the workspace, computes, stores, and shows; nothing else lives here.

Helpers live in `shared`, `terminal`, `views` and `workflows`. A command never imports another command.
"""
