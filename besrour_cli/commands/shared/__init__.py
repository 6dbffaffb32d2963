"""What several commands take and give: workspace, options, arguments, results, letters and replies as values.

No sentence about one command's work is written here, and no view or workflow is imported.
"""
