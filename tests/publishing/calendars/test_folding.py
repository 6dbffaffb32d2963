"""Long lines of a calendar are broken as icalendar breaks them, octet for octet."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline, Contentlines

from besrour_cli.publishing.calendars.folding import folded

LETTERS = st.text(st.sampled_from("abé\u202f’€😀\\^;,:"), max_size=400)


@given(LETTERS)
@example("a" * 74)
@example("a" * 75)
@example("a" * 73 + "\\n" + "b" * 90)
@example("a" * 72 + "é^n" + "€" * 60)
def test_a_line_is_broken_as_icalendar_breaks_it(line: str) -> None:
    """Never inside a letter or an escape."""
    theirs: bytes = Contentlines([Contentline(line)]).to_ical() if line else b""  # type: ignore[no-untyped-call]
    assert folded([line]) == theirs


@given(LETTERS)
def test_what_is_read_is_what_was_written(words: str) -> None:
    """And no line has more than 75 octets."""
    calendar = Calendar()
    calendar.add("X-WORDS", words)
    file = folded(calendar.content_lines(sorted=False))
    assert file == calendar.to_ical(sorted=False)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert Calendar.from_ical(file)["X-WORDS"] == calendar["X-WORDS"]
