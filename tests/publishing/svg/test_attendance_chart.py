"""The picture of who came: groups, never people; XML whatever the names; the same bytes twice."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from besrour_cli.publishing.svg.attendance_chart import MARK, TurnoutCell, TurnoutRow, attendance_chart

ROWS = [
    TurnoutRow("West & Central <Africa>", (TurnoutCell("jan", 3, 4, 10), None)),
    TurnoutRow("Canada", (TurnoutCell("jan", 0, 5), TurnoutCell("feb", 5, 5))),
]


def test_every_session_of_every_group_is_told_in_words() -> None:
    """A screen reader hears the numbers that the bars show."""
    svg = attendance_chart("Café <1>", [ROWS], "en")
    titles = [node.text for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}title")]
    assert "jan: 3 of 4, and 10 more in shared rooms" in titles and "feb: 5 of 5" in titles
    assert MARK in svg[:1000] and svg == attendance_chart("Café <1>", [ROWS], "en")


def test_a_year_without_sessions_says_so_in_french() -> None:
    """And has room enough for the sentence."""
    assert "On ne sait pas encore" in attendance_chart("Café", [[], []], "fr").decode()
