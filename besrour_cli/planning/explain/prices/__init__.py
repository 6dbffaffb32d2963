"""What things cost the year: a person's never-hours, one answer that is not known yet.

Each is worked out by planning again under one change; how long that may take is handed in.
"""
