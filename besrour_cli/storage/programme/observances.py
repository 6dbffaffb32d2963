"""What people observe: the column ``observes`` of members.csv and ``observances:`` of programme.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import acos, cos, radians, sin
from typing import NamedTuple

from besrour_cli.clock.zone_tab import country_zones, zone_coordinates
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member, ObservanceRule
from besrour_cli.observances.observance_rules import WORDS, is_observed
from besrour_cli.places.gazetteer import cities_named, fold
from besrour_cli.places.names import areas_of
from besrour_cli.storage.programme.common_readers import named_place
from besrour_cli.storage.text.scalars import ParseError, tidy, unknown_choice
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report
from besrour_cli.storage.yaml.readers import flattened, scalar_of

_MEANT = {fold_case(way): known for known, ways in WORDS.items() for way in (known, *ways)}
_EVERYWHERE = frozenset(("everywhere", "everyone", "partout"))
NEAR = 3
"""Places named, at most, when a rule is for a place where nobody is."""
_OPPOSITE = 4.0
"""Radians; farther than any two points of the globe are apart."""


class ObservanceEntry(NamedTuple):
    """What the programme sets for a place, and the node of that place."""

    observances: ObservanceRule
    key: ScalarNode


def with_observances(text: str) -> tuple[str, ...] | ParseError:
    """Words such as ``ramadan; friday prayer``, in English or French; each once, in order of writing."""
    observances = []
    for part in re.split(r"[;,/|+]+", text):
        name = tidy(part)
        if not name:
            continue
        known = _MEANT.get(fold_case(name))
        if known is None:
            return unknown_choice(
                name,
                _MEANT,
                "value-observes",
                msg("“{text}” is not an observance besrour knows", text=name),
            )
        observances.append(known)
    return tuple(dict.fromkeys(observances))


def read_observances(page: SourceFile, node: Node) -> tuple[ObservanceEntry, ...]:
    """What the programme sets for places: each a country, province or town, or ``everywhere``."""
    if not isinstance(node, MappingNode):
        report(
            page,
            node,
            "kind-not-mapping",
            msg("“observances” has no places"),
            msg("write on lines below, indented, a place, a colon and what is kept there: Senegal: ramadan"),
        )
        return ()
    entries = []
    for name, (key, value) in node.pairs.items():
        observances = flattened(scalar_of(with_observances))(page, value)
        rule = _rule_for(page, key, name)
        if rule is not None and observances:
            entries.append(ObservanceEntry(rule._replace(keeps=observances), key))
    return tuple(entries)


def report_unmatched(page: SourceFile, entries: Sequence[ObservanceEntry], members: Sequence[Member]) -> None:
    """Warn of each place where no member is, and name the nearest where somebody is."""
    places = list({(m.place.name("en"), m.place.zone, m.place.input): m.place for m in members}.values())
    for rule, key in entries:
        if any(is_observed(rule, place) for place in places):
            continue
        report(
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


def _nearest(rule: ObservanceRule, places: Sequence[Place]) -> list[str]:
    """The places nearest to a rule's, as members.csv has them: those of its own country, then by distance."""
    zones = (rule.zone,) if rule.zone else country_zones(rule.country)
    rule_points = [point for zone in zones if (point := zone_coordinates(zone))]

    def distance(place: Place) -> tuple[bool, float, str]:
        there = zone_coordinates(place.zone)
        angle = min((_angle(here, there) for here in rule_points), default=0.0) if there else _OPPOSITE
        return place.country != rule.country, angle, place.input

    return list(dict.fromkeys(place.input for place in sorted(places, key=distance)))[:NEAR]


def _angle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two points of the globe (radians), from latitudes and longitudes in degrees."""
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    cosine = sin(north) * sin(north2) + cos(north) * cos(north2) * cos(east - east2)
    return acos(max(-1.0, min(1.0, cosine)))


def _rule_for(page: SourceFile, key: ScalarNode, name: str) -> ObservanceRule | None:
    """A rule for a place by its name, without observances; None when that is no place, as reported."""
    if fold_case(name) in _EVERYWHERE:
        return ObservanceRule("", "", "", "", ())
    areas = areas_of(name)
    if len({(a.country, a.province) for a in areas}) == 1 and not cities_named(fold(name)):
        return ObservanceRule(areas[0].country, areas[0].province, "", "", ())
    if areas and not areas[0].province:
        return ObservanceRule(areas[0].country, "", "", "", ())
    place = named_place(page, key, name)
    return ObservanceRule(place.country, "", place.zone, place.name("en"), ()) if place else None
