"""Property values: whatever people write survives icalendar, and every physical line keeps RFC 5545."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from besrour_cli.publishing.calendars.events import CleanText, as_bytes
from besrour_cli.publishing.calendars.property_values import clean, mailto, parameter, uri, utc
from support.publishing.calendar_rules import logical_lines

ANY_TEXT = st.text(st.characters(), max_size=400) | st.text('é \u00a0,;\\\n"^🌍中\u0301\u202fa', max_size=400)


@given(ANY_TEXT)
@example("a" * 63 + "🌍" * 40)
@example(" " * 300)
@example("\\" * 200 + "\n" * 100)
@example("e\u0301" * 90)
@example("line\n\u0303accent")
@example("a\r\nb\rc\x0bd\u2028e\x85f\u2029g\x00\x1fh\x7f\ufeff\ud800")
@example(r"C:\Notes, \\N, \n and \\")
def test_any_text_survives_escaping_and_folding(text: str) -> None:
    """Unicode, quotes, backslashes, line ends, long text: the cleaned text is read back, whole."""
    calendar = icalendar.Calendar()
    calendar.add("DESCRIPTION", CleanText(text))
    data = as_bytes(calendar)
    assert len(logical_lines(data)) == 3
    assert str(icalendar.Calendar.from_ical(data)["DESCRIPTION"]) == clean(text)


@given(ANY_TEXT)
def test_cleaning_keeps_all_that_can_be_kept(text: str) -> None:
    """Only what no calendar file may hold goes; cleaning twice changes nothing; the text is NFC."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    if text.isprintable():
        assert cleaned == unicodedata.normalize("NFC", text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in cleaned)


def test_folds_do_not_part_an_escape() -> None:
    """``\\n`` stays on one physical line, however the text falls."""
    for length in range(60, 80):
        calendar = icalendar.Calendar()
        calendar.add("DESCRIPTION", CleanText("a" * length + "\n" * 30))
        assert b"\\\r\n" not in as_bytes(calendar)


@given(st.text(max_size=120))
def test_a_parameter_value_is_one_line(text: str) -> None:
    """No name can end its quotes early, add a line, or be decoded into another (RFC 6868)."""
    assert not any(char in parameter(text) for char in '"^\n\r\t')


def test_names_keep_their_quotes_as_curly_ones() -> None:
    """A nickname stays readable."""
    assert parameter('Kofi "K." Mensah') == "Kofi “K.” Mensah"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@example.org", "mailto:a@example.org"),
        ("mona+cafe@example.org", "mailto:mona+cafe@example.org"),
        (
            "a@example.org\r\nATTENDEE:mailto:b@example.org",
            "mailto:a@example.org%0AATTENDEE%3Amailto%3Ab@example.org",
        ),
        ("rené@example.org", "mailto:ren%C3%A9@example.org"),
        ("a?subject=x@example.org", "mailto:a%3Fsubject%3Dx@example.org"),
    ],
)
def test_an_address_cannot_smuggle_anything(address: str, expected: str) -> None:
    """Plus signs stay; line ends, headers and non-ASCII letters are percent-encoded (RFC 6068)."""
    assert mailto(address) == expected


def test_a_uri_is_not_escaped_as_text() -> None:
    """Commas and semicolons stay bare, what was encoded stays so, the rest is encoded once."""
    assert uri(" https://e.org/a,b;c?d=%C3%A9&e=é \n") == "https://e.org/a,b;c?d=%C3%A9&e=%C3%A9"


@given(
    seconds=st.floats(0, 4e9, allow_nan=False),
    zone=st.builds(lambda m: timezone(timedelta(minutes=m)), st.integers(-840, 840)),
)
def test_instants_are_utc_to_the_second(seconds: float, zone: timezone) -> None:
    """Whatever zone an instant is held in, the file says it in UTC."""
    moment = datetime.fromtimestamp(seconds, zone)
    read = datetime.strptime(utc(moment), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert read == moment.replace(microsecond=0)
