"""Pure: replies, attendance and forms into figures."""
