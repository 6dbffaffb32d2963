"""Towns that the tables lack, or have elsewhere than is written: told, asked about, or on the only clock."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.places.answer import PlaceAnswer, accepted, ambiguous, place_of, unknown
from besrour_cli.places.gazetteer import Area
from besrour_cli.places.names import (
    all_zones,
    areas_of,
    join_names,
    meanings,
    split,
    within_parts,
    zones_of,
)
from besrour_cli.places.similar_towns import similar_name


def contradiction(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer | None:
    """A question when the name is known, but in another country or province than the one given."""
    elsewhere = meanings(typed) or within_parts(typed)
    if not elsewhere:
        return None
    return ambiguous(
        text,
        (*all_zones(elsewhere), *(zone for area in within for zone in zones_of(area))),
        msg(
            "besrour knows “{text}” as {places}, not in {given}: correct one of the two",
            text=typed,
            places=join_names(elsewhere),
            given=within[0].names,
        ),
    )


def unknown_town(text: str, typed: str, within: Sequence[Area]) -> PlaceAnswer:
    """A town the tables lack: fine where its country or province has one clock, else a question."""
    town, around = typed, () if "/" in typed else tuple(within)
    parts = [] if "/" in typed else split(typed)
    if len(parts) > 1:
        for index in range(len(parts) - 1, -1, -1):
            if areas_of(parts[index]):
                town, around = parts[1 if index == 0 else 0], areas_of(parts[index])
                break
        # a known town in a country it does not lie in is a mistake, not an unknown town of that country
        known = contradiction(text, town, around) if around else None
        if known:
            return known
    near = similar_name(town, around[0].country if around else "")
    zones = tuple(dict.fromkeys(zone for area in around for zone in zones_of(area)))
    if near:
        return _with_hint(text, town if around else typed, near, around, zones)
    if not around:
        return unknown(
            text,
            msg(
                "besrour does not know the place “{text}”: add its country, or write the nearest larger city",
                text=typed,
            ),
        )
    if len(zones) == 1:
        return accepted(
            text,
            place_of(text, {"en": town, "fr": town}, around[0].country, zones[0]),
            msg(
                "besrour does not know “{text}”, but all of {place} has one time zone",
                text=town,
                place=around[0].names,
            ),
        )
    return ambiguous(
        text,
        zones,
        msg(
            "besrour does not know “{text}”, and {place} has several time zones: write a larger city nearby",
            text=town,
            place=around[0].names,
        ),
    )


def _with_hint(text: str, town: str, near: Text, around: Sequence[Area], zones: Sequence[str]) -> PlaceAnswer:
    """A town that may be a slip: the hint beside the one clock there can be, or the question which."""
    what = msg("besrour does not know the place “{text}”: is {town} meant?", text=town, town=near)
    if not around:
        return unknown(text, what)
    if len(zones) > 1:
        return ambiguous(text, zones, what)
    place = place_of(text, {"en": town, "fr": town}, around[0].country, zones[0])
    return accepted(text, place, what, warn=True)
