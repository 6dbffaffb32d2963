"""What people observe, as it is written: the column ``observes`` of the roster, the key ``observances``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.model.language import folded
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Kept, Member
from besrour_cli.observances.observance_rules import WORDS, holds
from besrour_cli.places.gazetteer import cities_named, fold
from besrour_cli.places.names import areas_of
from besrour_cli.storage.text.page import Page
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.text.scalars import Wrong, choice, tidy
from besrour_cli.storage.yaml.fields import flattened, note, word
from besrour_cli.storage.yaml.nodes import Node, Pairs, Scalar

_MEANT = {folded(way): known for known, ways in WORDS.items() for way in (known, *ways)}
_EVERYWHERE = frozenset(("everywhere", "everyone", "partout"))
NEAR = 3
"""Places named, at most, when a rule is for a place where nobody is."""


class Rule(NamedTuple):
    """What the programme sets for a place, and where that place is written."""

    kept: Kept
    key: Scalar


def observed(text: str) -> tuple[str, ...] | Wrong:
    """Words such as ``ramadan; friday prayer``, in English or French; each once, in order of writing."""
    found = []
    for part in re.split(r"[;,/|+]+", text):
        name = tidy(part)
        if not name:
            continue
        known = _MEANT.get(folded(name))
        if known is None:
            return choice(
                name,
                _MEANT,
                "value-observes",
                msg("“{text}” is not an observance besrour knows", text=name),
            )
        found.append(known)
    return tuple(dict.fromkeys(found))


def read_observances(page: Page, node: Node) -> tuple[Rule, ...]:
    """What the programme sets for places: each a country, province or town, or ``everywhere``."""
    if not isinstance(node, Pairs):
        note(
            page,
            node,
            "kind-not-mapping",
            msg("“observances” has no places"),
            msg("write on lines below, indented, a place, a colon and what is kept there: Senegal: ramadan"),
        )
        return ()
    found = []
    for name, (key, value) in node.pairs.items():
        kept = flattened(word(observed))(page, value)
        rule = _where(page, key, name)
        if rule is not None and kept:
            found.append(Rule(rule._replace(keeps=kept), key))
    return tuple(found)


def note_unmatched(page: Page, rules: Sequence[Rule], members: Sequence[Member]) -> None:
    """Warn of each place where no member is, and name the nearest where somebody is."""
    places = list({(m.place.name("en"), m.place.zone, m.place.input): m.place for m in members}.values())
    for rule, key in rules:
        if any(holds(rule, place) for place in places):
            continue
        note(
            page,
            key,
            "observances-unmatched",
            msg("no one in members.csv is at “{place}”, so this line changes nothing", place=key.text),
            msg(
                "correct it or remove it; the nearest members are at {places}",
                places=" / ".join(_nearest(rule, places)),
            ),
            warning=True,
        )


def _nearest(rule: Kept, places: Sequence[Place]) -> list[str]:
    """Where people are, as members.csv writes it: the rule's own country first, then by distance."""
    from besrour_cli.clock.zone_tab import country_zones, zone_coordinates

    zones = (rule.zone,) if rule.zone else country_zones(rule.country)
    from_here = [where for zone in zones if (where := zone_coordinates(zone))]

    def far(place: Place) -> tuple[bool, float, str]:
        there = zone_coordinates(place.zone)
        angle = min((_angle(here, there) for here in from_here), default=0.0) if there else 9.0
        return place.country != rule.country, angle, place.input

    return list(dict.fromkeys(place.input for place in sorted(places, key=far)))[:NEAR]


def _angle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two points of the globe (radians), from latitudes and longitudes in degrees."""
    from math import acos, cos, radians, sin

    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    cosine = sin(north) * sin(north2) + cos(north) * cos(north2) * cos(east - east2)
    return acos(max(-1.0, min(1.0, cosine)))


def _where(page: Page, key: Scalar, name: str) -> Kept | None:
    """The place a rule holds for; None when it is none."""
    if folded(name) in _EVERYWHERE:
        return Kept("", "", "", "", ())
    areas = areas_of(name)
    if len({(a.country, a.province) for a in areas}) == 1 and not cities_named(fold(name)):
        return Kept(areas[0].country, areas[0].province, "", "", ())
    if areas and not areas[0].province:
        return Kept(areas[0].country, "", "", "", ())
    found = place_of(name)
    if found.wrong:
        note(page, key, *found.wrong)
    elif found.doubt:
        note(page, key, *found.doubt, warning=True)
    if found.place is None:
        return None
    return Kept(found.place.country, "", found.place.zone, found.place.name("en"), ())
