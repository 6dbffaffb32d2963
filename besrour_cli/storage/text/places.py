"""Places that people wrote, resolved into a value, a question or a warning."""

from __future__ import annotations

from typing import NamedTuple

from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.places.resolve import resolve
from besrour_cli.storage.text.scalars import ParseError

_CHOICES = 6
"""Places of one name that are listed at most."""


class PlaceLookup(NamedTuple):
    """A place, or why there is none (``error``); ``doubt`` warns of a place that may not be meant."""

    place: Place | None
    error: ParseError | None = None
    doubt: ParseError | None = None


def place_of(text: str, country: str = "") -> PlaceLookup:
    """The place that a text names; a name that several places have is asked about, never guessed."""
    answer = resolve(text, country)
    remedy = msg("write a city and its country, such as Accra, Ghana")
    if answer.choices:
        remedy = msg("write one of: {choices}", choices=" / ".join(answer.choices[:_CHOICES]))
    if answer.outcome == "ask" and answer.place is None:
        return PlaceLookup(
            None,
            ParseError(
                "place-ambiguous", answer.message or msg("“{text}” can be several places", text=text), remedy
            ),
        )
    if answer.place is None or answer.outcome in ("ask", "reject"):
        return PlaceLookup(
            None,
            ParseError(
                "place-unknown",
                answer.message or msg("“{text}” is not a place besrour knows", text=text),
                remedy,
            ),
        )
    if answer.outcome == "warn":
        what = answer.message or msg("“{text}” is read as {place}", text=text, place=answer.place.names)
        return PlaceLookup(answer.place, doubt=ParseError("place-doubtful", what, remedy))
    return PlaceLookup(answer.place)
