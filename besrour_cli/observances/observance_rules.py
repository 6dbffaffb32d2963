"""Words for observances, and which of them a member has: the member's own, and those set for the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member, ObservanceRule
from besrour_cli.places.gazetteer import areas_named, cities_named, fold

RAMADAN, PRAYER, SABBATH, ORTHODOX = "ramadan", "friday-prayer", "sabbath", "orthodox"
IFTAR_ALLOWED, HOLIDAYS_ALLOWED, NONE = "iftar-allowed", "holidays-allowed", "none"

WORDS: Mapping[str, tuple[str, ...]] = {
    RAMADAN: ("ramadan", "ramadhan"),
    PRAYER: ("friday prayer", "friday prayers", "jumua", "priere du vendredi", "vendredi"),
    SABBATH: ("sabbath", "shabbat", "sabbat", "chabbat"),
    ORTHODOX: ("orthodox", "orthodox feasts", "orthodoxe", "fetes orthodoxes"),
    IFTAR_ALLOWED: ("iftar allowed", "iftar ok", "iftar permis"),
    HOLIDAYS_ALLOWED: ("holidays allowed", "holidays ok", "feries permis", "jours feries permis"),
    NONE: ("none", "nothing", "aucune", "rien"),
}
"""Each word of the files to the ways of writing it, folded (no case, accents or hyphens)."""


def observances_of(member: Member, rules: Sequence[ObservanceRule]) -> frozenset[str]:
    """A member's observances: the member's own, and those set for the place unless one of them is “none”."""
    own = frozenset(member.observes)
    if NONE in own:
        return own - {NONE}
    return own.union(*(rule.keeps for rule in rules if is_observed(rule, member.place)))


def is_observed(rule: ObservanceRule, place: Place) -> bool:
    """Whether a rule applies to a place."""
    if rule.town:
        return (rule.zone, rule.country) == (place.zone, place.country) and (
            fold(rule.town) == fold(place.name("en"))
        )
    if rule.province:
        return (rule.country, rule.province) == (place.country, province_of(place))
    return rule.country in ("", place.country)


def province_of(place: Place) -> str:
    """The code of the province a place lies in, by what was written, else by the table; "" if unknown."""
    return _province(place.input, place.name("en"), place.country, place.zone)


@lru_cache(maxsize=4096)
def _province(written: str, name: str, country: str, zone: str) -> str:
    for part in (*(p for p in written.replace("(", ",").replace(")", ",").split(",")[1:]), name):
        found = [a.province for a in areas_named(fold(part)) if a.country == country and a.province]
        if found and part != name:
            return found[0]
    towns = [city for city, _ in cities_named(fold(name)) if city.country == country and city.zone == zone]
    if towns and towns[0].province:
        return towns[0].province
    areas = [a.province for a in areas_named(fold(name)) if a.country == country and a.province]
    return areas[0] if areas else _OF_ZONE.get(zone, "")


_OF_ZONE = {
    "America/St_Johns": "NL",
    "America/Goose_Bay": "NL",
    "America/Moncton": "NB",
    "America/Winnipeg": "MB",
    "America/Regina": "SK",
    "America/Edmonton": "AB",
    "America/Vancouver": "BC",
    "America/Whitehorse": "YT",
    "America/Dawson": "YT",
    "America/Yellowknife": "NT",
    "America/Inuvik": "NT",
    "America/Iqaluit": "NU",
    "America/Rankin_Inlet": "NU",
    "America/Cambridge_Bay": "NU",
    "America/Resolute": "NU",
}
"""Zones that lie in one province, for towns the table lacks."""
