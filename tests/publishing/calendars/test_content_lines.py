"""Content lines: whatever people write survives, and every physical line keeps RFC 5545."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from besrour_cli.publishing.calendars.content_lines import (
    clean,
    escaped,
    fold,
    mailto,
    quoted,
    serialise,
    uri,
    utc,
)
from support.publishing.calendar_rules import logical_lines

ANY_TEXT = st.text(st.characters(), max_size=400) | st.text('é \u00a0,;\\\n"^🌍中\u0301\u202fa', max_size=400)


@given(ANY_TEXT)
@example("a" * 63 + "🌍" * 40)
@example(" " * 300)
@example("\\" * 200 + "\n" * 100)
@example("e\u0301" * 90)
@example("line\n\u0303accent")
@example("a\r\nb\rc\x0bd\u2028e\x85f\u2029g\x00\x1fh\x7f\ufeff\ud800")
def test_any_text_survives_escaping_and_folding(text: str) -> None:
    """Unicode, quotes, line ends, long text: the library's parser reads back the cleaned text, whole."""
    import icalendar

    data = serialise(["BEGIN:VCALENDAR", f"DESCRIPTION:{escaped(text)}", "END:VCALENDAR"])
    assert len(logical_lines(data)) == 3
    read = icalendar.Calendar.from_ical(data)
    assert str(read["DESCRIPTION"]) == clean(text)


@given(ANY_TEXT)
def test_cleaning_keeps_all_that_can_be_kept(text: str) -> None:
    """Only what no calendar file may hold goes; cleaning twice changes nothing; the text is NFC."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    if text.isprintable():
        assert cleaned == unicodedata.normalize("NFC", text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in cleaned)


@given(st.text("é a—🌍b,c;", max_size=500))
def test_folds_fall_between_words_where_they_can(text: str) -> None:
    """Readers that trim lines before joining them lose nothing, where blanks do not come in runs."""
    line = f"X:{text}"
    physical = fold(line)[:-2].split(b"\r\n ")
    assert b"".join(physical).decode() == line
    if "  " not in text and "\u00a0" not in text:
        assert not any(piece.endswith(b" ") for piece in physical[:-1])
        assert not any(piece.startswith(b" ") for piece in physical[1:])


def test_folds_do_not_part_an_escape() -> None:
    """``\\n`` stays on one physical line, however the text falls."""
    for length in range(60, 80):
        assert b"\\\r\n" not in fold("X:" + "a" * length + escaped("\n" * 30))


@given(st.text(max_size=120))
def test_a_parameter_value_is_one_quoted_line(text: str) -> None:
    """No name can end its quotes early, add a line, or be decoded into another (RFC 6868)."""
    value = quoted(text)
    assert value[0] == value[-1] == '"'
    assert not any(char in value[1:-1] for char in '"^\n\r\t')


def test_names_keep_their_quotes_as_curly_ones() -> None:
    """A nickname stays readable."""
    assert quoted('Kofi "K." Mensah') == '"Kofi “K.” Mensah"'


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
