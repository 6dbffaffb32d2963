"""What several commands take and give: the workspace, the options, the arguments, the result.

No sentence about one command's work is written here, and no view or workflow is imported.
"""
