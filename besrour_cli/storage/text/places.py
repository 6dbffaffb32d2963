"""Places that people wrote, resolved by the model's rules into a value, a question or a warning."""

from __future__ import annotations

from typing import NamedTuple

from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.places.resolve import resolve
from besrour_cli.storage.text.scalars import ParseError


class PlaceLookup(NamedTuple):
    """The place, or why there is none; ``doubt`` is a place that is taken but worth a look."""

    place: Place | None
    wrong: ParseError | None = None
    doubt: ParseError | None = None


def place_of(text: str, country: str = "") -> PlaceLookup:
    """The place a text names. Never guessed: one that can be several is asked about."""
    answer = resolve(text, country)
    said = answer.message
    remedy = msg("write a city and its country, such as Accra, Ghana")
    if answer.choices:
        remedy = msg("write one of: {choices}", choices=" / ".join(answer.choices[:6]))
    if answer.outcome == "ask" and answer.place is None:
        return PlaceLookup(
            None,
            ParseError("place-ambiguous", said or msg("“{text}” can be several places", text=text), remedy),
        )
    if answer.place is None or answer.outcome in ("ask", "reject"):
        return PlaceLookup(
            None,
            ParseError(
                "place-unknown", said or msg("“{text}” is not a place besrour knows", text=text), remedy
            ),
        )
    if answer.outcome == "warn":
        what = said or msg("“{text}” is read as {place}", text=text, place=answer.place.names)
        return PlaceLookup(answer.place, doubt=ParseError("place-doubtful", what, remedy))
    return PlaceLookup(answer.place)
