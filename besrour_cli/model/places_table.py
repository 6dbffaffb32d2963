"""The reviewed tables of places: countries, provinces and cities, in English and French, read when first asked for.

The files beside this module are plain: columns by ``;``, aliases by ``|``. An alias that starts with ``~``
counts only together with its country or province. Names are compared folded: no case, accents, apostrophes
or full stops, hyphens as spaces, Saint as St. Each file is folded in one go, since reading must stay below a
few milliseconds.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from besrour_cli.model.language import Text

_HERE = os.path.dirname(__file__)
_LETTERS = (("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"),
            ("ı", "i"), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", "-"))
_SPACES = bytes.maketrans(b"-,()/_\t", b"       ")
_SAINTS = ((b"sainte ", b"ste "), (b"saint ", b"st "), (b"&", b" and "))


class Area(NamedTuple):
    """A country, or a province or state of one (``province`` its code); ``zones`` empty: as the zone data says."""

    names: Text
    country: str
    region: str
    province: str = ""
    zones: tuple[str, ...] = ()
    noted: bool = False


class City(NamedTuple):
    """A town of the table; ``alone`` is "no" if its bare name is not enough, "first" if it beats a province's."""

    names: Text
    country: str
    zone: str
    province: str
    alone: str


Areas: TypeAlias = dict[str, tuple[Area, ...]]
Cities: TypeAlias = dict[str, tuple[tuple[City, bool], ...]]


def fold(text: str) -> str:
    """A name as it is compared; "" when it holds letters that no name of the tables has."""
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    decomposed = unicodedata.normalize("NFKD", text)
    if not all(c.isascii() or unicodedata.combining(c) for c in decomposed):
        return ""
    return _folded_block(text).strip().decode("ascii")


def _folded_block(text: str) -> bytes:
    """A text of one or many lines, folded; the separators ``; | ~`` and line ends stay."""
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    block = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower()
    block = block.translate(_SPACES, b"'.`\"")
    for word, short in _SAINTS:
        block = block.replace(word, short)
    while b"  " in block:
        block = block.replace(b"  ", b" ")
    for mark in (b";", b"|", b"\n"):
        block = block.replace(b" " + mark, mark)
    return block


def _rows(file: str) -> zip[tuple[list[str], list[str]]]:
    """Each row twice: its columns as written, and folded."""
    with open(os.path.join(_HERE, file), encoding="utf-8") as lines:
        text = lines.read()
    plain = _folded_block(text).decode("ascii").splitlines()[1:]
    return zip(
        (line.split(";") for line in text.splitlines()[1:]), (line.split(";") for line in plain), strict=True
    )


def _names(columns: list[str]) -> Text:
    return {"en": columns[0], "fr": columns[1] or columns[0]}


@lru_cache(maxsize=1)
def countries() -> dict[str, Area]:
    """Every country by its alpha-2 code."""
    return _countries()[0]


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, Area], Areas]:
    by_code: dict[str, Area] = {}
    by_name: Areas = {}
    for (code, en, fr, region, _), (low, *keys, _region, aliases) in _rows("countries.csv"):
        area = by_code[code] = Area(_names([en, fr]), code, region)
        for key in {low, *keys, *aliases.split("|")} - {""}:
            by_name[key] = (*by_name.get(key, ()), area)
    return by_code, by_name


@lru_cache(maxsize=1)
def areas() -> Areas:
    """Countries and provinces by every folded name and code they go by."""
    by_code, found = _countries()
    found = dict(found)
    for (country, code, en, fr, zones, mark, _), (_c, low, *keys, _z, _m, aliases) in _rows("provinces.csv"):
        area = Area(
            _names([en, fr]), country, by_code[country].region, code, tuple(zones.split()), mark == "note"
        )
        for key in {low, *keys, *aliases.split("|")} - {""}:
            found[key] = (*found.get(key, ()), area)
    return found


@lru_cache(maxsize=1)
def cities() -> Cities:
    """Towns by every folded name; each with whether that name is enough without its country."""
    found: Cities = {}
    for (en, fr, country, zone, province, alone, _), keys in _rows("places.csv"):
        city = City({"en": en, "fr": fr or en}, country, zone, province, alone)
        for key in dict.fromkeys((keys[0], keys[1], *keys[6].split("|"))):
            if key:
                bare = alone != "no" and key[0] != "~"
                found[key.lstrip("~")] = (*found.get(key.lstrip("~"), ()), (city, bare))
    return found


@lru_cache(maxsize=1)
def city_list() -> tuple[City, ...]:
    """Every town once, in the table's order."""
    return tuple(
        City(_names(row), row[2], row[3], row[4], row[5]) for row, _ in _rows("places.csv")
    )
