"""Announcements made from the kinds seen in public: right ones and damaged ones, English and French."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple


class MadeAnnouncement(NamedTuple):
    """A text, whether it is right, and the instant it is about (that of the right one)."""

    text: str
    right: bool
    utc: str


_DATES = {
    "en": ("Tuesday 6 July 2027", "Tuesday, July 6, 2027", "Tue 6-Jul-2027", "2027-07-06"),
    "fr": ("mardi 6 juillet 2027", "Le mardi 6 juillet 2027", "2027-07-06"),
}
_WRONG_DATES = {"en": ("Monday 6 July 2027", "6/7/2027"), "fr": ("lundi 6 juillet 2027", "6/7/2027")}
_HOURS = {
    "en": (
        "15:00-16:30",
        "3:00-4:30pm",
        "3 to 4pm",
        "3:00 p.m.",
        "15.00-16.30 hrs",
        "15.00",
        "1500-1630 hrs",
    ),
    "fr": (
        "15 h",
        "15h00-16h30",
        "de 15 h à 16 h 30",
        "3 h de l'après-midi",
        "entre 3 h et 4 h de l’après-midi",
    ),
}
_PLACES = {"en": ("Accra", "Africa/Accra", "Ghana"), "fr": ("Dakar", "Côte d’Ivoire", "Sénégal")}
_OTHERS = {"en": ("Nairobi", "6:00 p.m.", "7:00 p.m."), "fr": ("Nairobi", "18 h", "19 h")}


def made() -> Iterator[MadeAnnouncement]:
    """Yield every combination, each as plain text and as a page."""
    for spoken in ("en", "fr"):
        town, same, other = _OTHERS[spoken]
        for day, hour, place in product(_DATES[spoken], _HOURS[spoken], _PLACES[spoken]):
            first = f"{hour} ({place})"
            for second, right in ((same, True), (other, False)):
                yield from _forms([day, first, f"{second} ({town})"], right=right)
        for day, hour in product(_WRONG_DATES[spoken], _HOURS[spoken]):
            yield from _forms([day, f"{hour} ({_PLACES[spoken][0]})"], right=False)


def _forms(lines: list[str], *, right: bool) -> Iterator[MadeAnnouncement]:
    page = "".join(f"<p>{line}</p>" for line in lines)
    for text in ("\n".join(lines) + "\n", page):
        yield MadeAnnouncement(text, right, "2027-07-06T15:00Z")
