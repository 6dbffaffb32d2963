"""Announcements that somebody wrote by hand: the dates, hours and clocks they name, and what is wrong."""
