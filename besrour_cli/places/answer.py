"""The outcomes of resolving a text that someone wrote as a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message
from besrour_cli.model.place import Place
from besrour_cli.places.gazetteer import country_of

ACCEPT, NOTE, WARN, ASK, REJECT = "accept", "note", "warn", "ask", "reject"


class PlaceAnswer(NamedTuple):
    """The outcome for a text: a ``place`` if it was accepted, else the ``choices`` of IANA zones."""

    input: str
    outcome: str
    place: Place | None
    choices: tuple[str, ...]
    message: Message | None


def ambiguous(text: str, zones: Iterable[str], message: Message) -> PlaceAnswer:
    """A question: which of these zones is meant."""
    return PlaceAnswer(text, ASK, None, tuple(dict.fromkeys(zones)), message)


def unknown(text: str, message: Message, zones: Iterable[str] = ()) -> PlaceAnswer:
    """No meaning; ``zones`` are what the writer may have wanted."""
    return PlaceAnswer(text, REJECT, None, tuple(dict.fromkeys(zones)), message)


def accepted(text: str, place: Place, message: Message | None = None, *, warn: bool = False) -> PlaceAnswer:
    """A place, with a note or a warning if there is something to say."""
    outcome = ACCEPT if message is None else WARN if warn else NOTE
    return PlaceAnswer(text, outcome, place, (), message)


def place_of(text: str, names: Text, country: str, zone: str) -> Place:
    """A place in a country of the table, with that country's region."""
    area = country_of(country)
    return Place(text, names, country, zone, area.region if area else "")
