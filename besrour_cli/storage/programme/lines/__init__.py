"""Lines of people's own files looked at again: pointed at, searched for an id, or one row taken out.

Nothing here understands what a file means; the modules beside this folder do.
"""
