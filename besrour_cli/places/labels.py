"""Words for time zones that are not places: abbreviations, labels, offsets, Windows ids, POSIX and old names.

An abbreviation hides which law holds (BST is London's summer or Dhaka's year), so none is ever taken for a
zone. Windows ids follow CLDR's windowsZones table; the old IANA names here are those whose link in the zone
data leads out of their country.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.places.gazetteer import fold

UNIVERSAL = frozenset("UTC UCT ZULU UNIVERSAL Z ETC/UTC ETC/UCT ETC/ZULU ETC/UNIVERSAL TU".split())
"""Names of UTC itself: the world's reference, where nobody lives."""


class ZoneLabel(NamedTuple):
    """A word people write for a zone, and the zones it may mean.

    Among the values of ``kind``, “windows!” marks a Windows id of one zone and “old” an old IANA name.
    """

    text: str
    kind: str
    zones: tuple[str, ...]


@lru_cache(maxsize=1)
def _labels() -> dict[str, ZoneLabel]:
    path = os.path.join(os.path.dirname(__file__), "zone_labels.csv")
    with open(path, encoding="utf-8") as lines:
        rows = [line.split(";") for line in lines.read().splitlines()[1:]]
    return {
        _key(text): ZoneLabel(text, kind, tuple(filter(None, zones.split("|")))) for text, kind, zones in rows
    }


def _key(text: str) -> str:
    return text.lower() if "/" in text else fold(text)


def zone_label(text: str) -> ZoneLabel | None:
    """The label a text is, in any case; None when it is none of them."""
    return _labels().get(_key(text))


def offset_minutes_of(text: str) -> int | None:
    """Minutes east of UTC when the text is a bare offset (``UTC+1``, ``GMT-5``, ``+01:00``); else None."""
    plain = text.replace("\u2212", "-").replace("\u2013", "-").lower()
    if not plain[-1:].isdigit() and plain[-1:] != "h":
        return None
    match = re.fullmatch(r"(?:utc|gmt|tu|z)?\s*([+\-])\s*(\d{1,2})(?:[:h.]?\s?(\d{2}))?\s?h?", plain)
    if not match:
        return None
    sign, hours, minutes = match.groups()
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes or 0))


def etc_offset_minutes(text: str) -> int | None:
    """Minutes east of UTC of an ``Etc/GMT+1``: its sign is reversed (POSIX); else None."""
    if not text[-1:].isdigit() or text[:4].lower() != "etc/":
        return None
    match = re.fullmatch(r"etc/(?:gmt|utc)\s?([+\-])(\d{1,2})", text.lower())
    return (-60 if match[1] == "+" else 60) * int(match[2]) if match else None


def is_posix_rule(text: str) -> bool:
    """Whether the text is a POSIX TZ rule (``WAT-1``, ``EST5EDT,M3.2.0,M11.1.0``), or names a file."""
    low = text.lower()
    if low.startswith((":", "<", "posix/", "right/")):
        return True
    if low.isalpha() or not any(c.isdigit() for c in low):
        return False
    return bool(re.fullmatch(r"[a-z]{3,5}[+\-]?\d{1,2}(?::\d{2})?(?:[a-z]{3,5})?(?:,.*)?", low))
