"""The reviewed tables of places: countries, provinces and towns, in English and French, read late.

The files beside this module are plain: columns by ``;``, aliases by ``|``; an empty French name is the
English one; a name that starts with ``~`` counts only together with its country or province. Names are
compared folded: no case, accents, apostrophes or full stops, hyphens as spaces, Saint as St. Each file is
folded in one go and rows become values only when asked for, since ``check`` has milliseconds.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from besrour_cli.model.language import Text

_LETTERS = tuple(
    zip(
        "øØłŁđĐßæœŒı’‘ʼʻ‐‑–—",
        ("o", "O", "l", "L", "d", "D", "ss", "ae", "oe", "OE", "i", *"''''----"),
        strict=True,
    )
)
_SPACES = bytes.maketrans(b"-,()/_\t", b"       ")
_WORDS = ((b"sainte ", b"ste "), (b"saint ", b"st "), (b"&", b" and "))


class Area(NamedTuple):
    """A country, or a province or state of one (``province`` is its code).

    Without ``zones``, those of the zone data count. ``noted`` marks a province that is read as one zone
    though its borders keep another.
    """

    names: Text
    country: str
    region: str
    province: str = ""
    zones: tuple[str, ...] = ()
    noted: bool = False


class City(NamedTuple):
    """A town of the table. ``first``: its bare name means the town, not a province of that name."""

    names: Text
    country: str
    zone: str
    province: str
    first: bool


class _Table(NamedTuple):
    """Rows as written, and which of them go by each folded name."""

    rows: list[str]
    named: dict[str, list[int]]


def fold(text: str) -> str:
    """A name as it is compared; "" when it holds letters that no name of the tables has."""
    if text.isascii():
        return _folded_block(text).decode("ascii").strip()
    # a name in another script would fold to "" or to its few Latin letters, and mean another place
    decomposed = _decomposed(text)
    if not decomposed.isascii() and not all(c.isascii() or unicodedata.combining(c) for c in decomposed):
        return ""
    return _folded_block(text).decode("ascii").strip()


def _decomposed(text: str) -> str:
    if not text.isascii():
        for letter, plain in _LETTERS:
            text = text.replace(letter, plain)
    return unicodedata.normalize("NFKD", text)


def _folded_block(text: str) -> bytes:
    """A text of one or many lines, folded; the separators ``; | ~`` and line ends stay."""
    block = _decomposed(text).encode("ascii", "ignore").lower()
    block = block.translate(_SPACES, b"'.`\"")
    for word, short in _WORDS:
        block = block.replace(word, short)
    while b"  " in block:
        block = block.replace(b"  ", b" ")
    for mark in (b";", b"|", b"\n"):
        block = block.replace(b" " + mark, mark)
    return block


@lru_cache(maxsize=8)
def _table(file: str, columns: tuple[int, ...]) -> _Table:
    """A file and the index of its names: the columns given, and the aliases in the last column."""
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as lines:
        text = lines.read()
    index: dict[str, list[int]] = {}
    folded = _folded_block(text).decode("ascii").split("\n")
    for number, line in enumerate(folded[1:-1], 1):
        cells = line.split(";")
        names = [cells[column] for column in columns]
        if cells[-1]:
            names += cells[-1].split("|")
        for name in dict.fromkeys(names):
            if name in index:
                index[name].append(number)
            elif name:
                index[name] = [number]
    return _Table(text.split("\n"), index)


def _countries() -> _Table:
    return _table("countries.csv", (0, 1, 2))


def _provinces() -> _Table:
    return _table("provinces.csv", (1, 2, 3))


def _towns() -> _Table:
    return _table("places.csv", (0, 1))


def _names(en: str, fr: str) -> Text:
    return {"en": en.lstrip("~"), "fr": (fr or en).lstrip("~")}


@lru_cache(maxsize=512)
def country_of(code: str) -> Area | None:
    """The country of an alpha-2 code."""
    table = _countries()
    for number in table.named.get(code.lower(), ()):
        found, en, fr, region, _ = table.rows[number].split(";")
        if found == code.upper():
            return Area(names=_names(en, fr), country=found, region=region)
    return None


def country_names() -> frozenset[str]:
    """Every name of every country, in English and French, as the table spells it."""
    rows = (row.split(";") for row in _countries().rows if row.count(";") > 1)
    return frozenset(n.lstrip("~") for row in rows for n in (row[1], row[2], *row[-1].split("|")) if n)


@lru_cache(maxsize=512)
def areas_named(name: str) -> tuple[Area, ...]:
    """Countries, then provinces, of a folded name or code."""
    if not name:
        return ()
    countries, provinces = _countries(), _provinces()
    codes = [countries.rows[number][:2] for number in countries.named.get(name, ())]
    found = [area for area in map(country_of, codes) if area]
    for number in provinces.named.get(name, ()):
        country, code, en, fr, zones, mark, _ = provinces.rows[number].split(";")
        outer = country_of(country)
        region = outer.region if outer else ""
        found.append(
            Area(
                names=_names(en, fr),
                country=country,
                region=region,
                province=code,
                zones=tuple(zones.split()),
                noted=mark == "note",
            )
        )
    return tuple(found)


def cities_named(name: str) -> tuple[tuple[City, bool], ...]:
    """Towns of a folded name, each with whether that name is enough without its country."""
    named = _towns().named
    if not name:
        return ()
    bare = [(_city(number), True) for number in named.get(name, ())]
    return (*bare, *((_city(number), False) for number in named.get(f"~{name}", ())))


@cache
def _city(number: int) -> City:
    en, fr, country, zone, province, first, _ = _towns().rows[number].split(";")
    return City(_names(en, fr), country, zone, province, first == "first")


def city_list() -> tuple[City, ...]:
    """Every town once, in the table's order."""
    return tuple(_city(number) for number in range(1, len(_towns().rows) - 1))


def area_list() -> tuple[Area, ...]:
    """Every country and province once."""
    names = [row.split(";")[0] for row in _countries().rows[1:-1]]
    provinces = dict.fromkeys(row.split(";")[2].lstrip("~") for row in _provinces().rows[1:-1])
    countries = [area for area in map(country_of, names) if area]
    return (*countries, *(area for name in provinces for area in areas_named(fold(name)) if area.province))
