"""The run of a session: a sheet for whoever facilitates it, and a page with a large clock for the screen.

Bytes alone. The sheet has the ways into the meeting and is for those with a part; the page has none of them.
"""
