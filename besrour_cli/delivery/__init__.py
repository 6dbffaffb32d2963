"""To and from the network: sending letters, publishing calendars, reading mailboxes."""
