"""What people observe, as it is written: the column ``observes`` of the roster, the key ``observances``."""

from __future__ import annotations

import re

from besrour_cli.model.language import folded
from besrour_cli.model.message import msg
from besrour_cli.model.observances.keeps import WORDS
from besrour_cli.model.places_meaning import areas_of
from besrour_cli.model.places_table import cities_named, fold
from besrour_cli.model.programme import Kept
from besrour_cli.storage.fields import flattened, note, word
from besrour_cli.storage.nodes import Node, Pairs, Scalar
from besrour_cli.storage.place_of import place_of
from besrour_cli.storage.text import Page
from besrour_cli.storage.words import Wrong, choice, tidy

_MEANT = {folded(way): known for known, ways in WORDS.items() for way in (known, *ways)}
_EVERYWHERE = frozenset(("everywhere", "everyone", "partout"))


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


def read_observances(page: Page, node: Node) -> tuple[Kept, ...]:
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
            found.append(rule._replace(keeps=kept))
    return tuple(found)


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
