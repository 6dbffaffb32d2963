"""Where in a file a mistake is shown: the words themselves, also in a value of several lines."""

from __future__ import annotations

from besrour_cli.model.diagnostic import SourceLocation, SourceText

LINES = ("description:", "  en: |", "    A café for all", "    who teach.", "  fr: |", "    Un café.")


def test_words_of_a_long_value_are_found_on_their_line() -> None:
    """The value ends where the next key begins, or with the file; words of another value are not in it."""
    english = SourceText(SourceLocation("sessions/s.yaml", 3, 5), 1, 4, LINES)
    french = SourceText(SourceLocation("sessions/s.yaml", 6, 5), 1, 4, LINES)
    teach, cafe = english.find("who teach"), french.find("café")
    assert (teach.spot.line, teach.spot.column, teach.line, teach.width) == (4, 5, LINES[3], 9)
    assert (cafe.spot.line, cafe.spot.column, cafe.line, cafe.width) == (6, 8, LINES[5], 4)
    across = english.find("all who teach")
    assert (across.spot.line, across.spot.column, across.width) == (3, 16, 3)
    assert english.find("Un café").spot == english.spot, "not its own words: the whole value is shown"
