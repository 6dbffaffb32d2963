"""The invariants of a year have teeth: each finds what was planted, and nothing in what is right."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from support.stories.invariants.both_languages import BothLanguages
from support.stories.invariants.nothing_private import NothingPrivate
from support.stories.invariants.nothing_twice import NothingTwice
from support.stories.invariants.one_hour import OneHour
from support.stories.invariants.reading import Invariant
from support.stories.law import as_installed
from support.stories.written import Delivered, Moment, Written

CAFE, AWA = "2027-01-cafe", "awa@mail.example.org"
SPAN = (datetime(2027, 1, 20, 15, 30, tzinfo=UTC), datetime(2027, 1, 20, 17, tzinfo=UTC))
NOW = datetime(2026, 12, 20, 15, tzinfo=UTC)
MOMENT = Moment(NOW, as_installed(), {CAFE: SPAN}, {CAFE: frozenset({SPAN})})
WORDS = """\
    Your local time (Dakar, UTC)
    Wednesday, January\u00a020, 2027
    3:30\u00a0p.m. to 5:00\u00a0p.m.

Toronto      10:30\u00a0a.m.  UTC\u22125
Addis Ababa  6:30\u00a0p.m. (12:30\u00a0at\u00a0night)  UTC+3

* * *
    Votre heure locale (Dakar, UTC)
    Mercredi 20\u00a0janvier\u00a02027
    de 15\u00a0h\u00a030 à 17\u00a0h

Toronto      10\u00a0h\u00a030  UTC\u22125\u00a0h
Addis-Abeba  18\u00a0h\u00a030 (12\u00a0h\u00a030\u00a0de\u00a0nuit)  UTC+3\u00a0h
"""
ENTRY = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:2027-01-cafe.besrour-cafe-2027@besrour
DTSTAMP:20261220T150000Z
SEQUENCE:1
DTSTART:20270120T153000Z
DTEND:20270120T170000Z
SUMMARY:Café
DESCRIPTION:Accra: Wednesday\\, January 20\\, 2027\\, 3:30\u00a0p.m. (UTC)\\n—————\\nAccra\u00a0: le
  mercredi 20\u00a0janvier\u00a02027\\, 15\u00a0h\u00a030 (UTC)
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""
PLACES = {
    "Toronto": "America/Toronto",
    "Dakar": "Africa/Dakar",
    "Accra": "Africa/Accra",
    "Addis Ababa": "Africa/Addis_Ababa",
    "Addis-Abeba": "Africa/Addis_Ababa",
}


def written(old: str = "", new: str = "", *, page: str = "") -> Written:
    """A year of one letter, with a text in it replaced; and a page."""
    assert not old or f"{WORDS}{ENTRY}".count(old) >= 1, old
    letter = EmailMessage()
    letter["To"] = AWA
    letter["Message-ID"] = "<1@example.org>"
    letter["Subject"] = "Café: Jan.\u00a020, 3:30\u00a0p.m. / 20\u00a0janv., 15\u00a0h\u00a030 (Dakar)"
    letter.set_content(WORDS.replace(old, new, 1) if old else WORDS)
    letter.add_alternative(ENTRY.replace(old, new, 1) if old else ENTRY, subtype="calendar")
    year = Written(letters=[Delivered(AWA, letter, MOMENT, f"send {CAFE}", CAFE)])
    year.keep("web/page/index.html", page.encode(), MOMENT)
    return year


def every(year: Written) -> list[Invariant]:
    """All four, of one year."""
    people = {"Awa Diopel": AWA, "Kofi Mensarel": "kofi@mail.example.org"}
    return [
        OneHour(year, PLACES, [as_installed()]),
        BothLanguages(year),
        NothingPrivate(year, ["cafe27"], people),
        NothingTwice(year),
    ]


def test_a_right_letter_has_no_mistake() -> None:
    """No false alarm: hours in both languages, an entry, Ethiopia's clock."""
    assert [list(each.mistakes()) for each in every(written())] == [[], [], [], []]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3:30\u00a0p.m. to", "3:00\u00a0p.m. to"),
        ("10\u00a0h\u00a030  UTC", "9\u00a0h\u00a030  UTC"),
        ("UTC\u22125\u00a0h", "UTC\u22124\u00a0h"),
        ("12:30\u00a0at\u00a0night", "11:30\u00a0at\u00a0night"),
        ("Mercredi 20", "Jeudi 20"),
        ("Wednesday, January\u00a020", "Thursday, January\u00a021"),
        ("DTSTART:20270120T153000Z", "DTSTART:20270120T143000Z"),
        ("3:30\u00a0p.m. (UTC)", "4:30\u00a0p.m. (UTC)"),
    ],
)
def test_an_hour_that_is_not_the_instants_is_found(old: str, new: str) -> None:
    """One sign in one place, in a letter or its entry."""
    assert list(every(written(old, new))[0].mistakes())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("17\u00a0h\n", "18\u00a0h\n"),
        ("Toronto      10\u00a0h", "https://example.org/fr\n10\u00a0h"),
        ("Votre heure", "Salle 7\n    Votre heure"),
        ("20\u00a0janvier", "21\u00a0janvier"),
    ],
)
def test_what_one_language_alone_says_is_found(old: str, new: str) -> None:
    """An hour, an address, a number, a day."""
    assert list(every(written(old, new))[1].mistakes())


@pytest.mark.parametrize("words", ["cafe27", "Kofi Mensarel", "kofi@mail.example.org", AWA])
def test_what_is_private_is_found_on_a_page(words: str) -> None:
    """A passcode, a name, an address; and another's address in a letter."""
    assert list(every(written(page=f"<p>{words}</p>"))[2].mistakes())
    assert list(every(written("Votre heure", "kofi@mail.example.org"))[2].mistakes())


def test_a_letter_that_comes_again_and_a_number_that_goes_back_are_found() -> None:
    """The same letter twice; a session that moves under the same number, or under a lower one."""
    year = written()
    year.letters *= 2
    assert list(NothingTwice(year).mistakes())
    for entry in (
        ENTRY.replace("SEQUENCE:1", "SEQUENCE:0"),
        ENTRY.replace("T153000Z", "T143000Z"),
        ENTRY.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"),
    ):
        year = written()
        for text in (ENTRY, entry):
            year.keep("web/calendar/all.ics", text.encode(), MOMENT)
        assert list(NothingTwice(year).mistakes()), entry
