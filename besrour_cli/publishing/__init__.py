"""Pure: from model and templates to the bytes of letters, newsletters and calendars."""
