"""What becomes of a text that someone wrote as a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.model.language import Text
from besrour_cli.model.message import Message
from besrour_cli.model.place import Place
from besrour_cli.places.gazetteer import country_of

ACCEPT, NOTE, WARN, ASK, REJECT = "accept", "note", "warn", "ask", "reject"


class Answer(NamedTuple):
    """``place`` for accept, note and warn; ``choices``: the IANA zones a text may mean."""

    input: str
    outcome: str
    place: Place | None
    choices: tuple[str, ...]
    message: Message | None


def ask(text: str, zones: Iterable[str], message: Message) -> Answer:
    """A question: which of these zones is meant."""
    return Answer(text, ASK, None, tuple(dict.fromkeys(zones)), message)


def reject(text: str, message: Message, zones: Iterable[str] = ()) -> Answer:
    """No meaning; ``zones`` are what the writer may have wanted."""
    return Answer(text, REJECT, None, tuple(dict.fromkeys(zones)), message)


def taken(text: str, place: Place, message: Message | None = None, *, warn: bool = False) -> Answer:
    """A place, with a note or a warning if there is something to say."""
    outcome = ACCEPT if message is None else WARN if warn else NOTE
    return Answer(text, outcome, place, (), message)


def place_of(text: str, names: Text, country: str, zone: str) -> Place:
    """A place in a country of the table, with that country's region."""
    area = country_of(country)
    return Place(text, names, country, zone, area.region if area else "")
