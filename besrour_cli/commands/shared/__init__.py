"""What several commands take and give: workspace, options, arguments, results, and values of letters and replies.

No sentence about one command's work is written here, and no view or workflow is imported.
"""
