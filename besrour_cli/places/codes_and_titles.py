"""A place written as a code of ISO 3166, or with the word for what it is: its name, and what it lies in."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from besrour_cli.places.gazetteer import country_of

_SUBDIVISION = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")
_TITLES = (
    "province|region|région|state|état|county|comté|district|department|département|governorate|"
    "gouvernorat|prefecture|préfecture|wilaya"
)
_TITLED = re.compile(
    rf"(?:{_TITLES}) (?:de la |de l['’]|du |des |de |d['’]|of )(.+)|(.+?) (?:{_TITLES})", re.IGNORECASE
)


def spelt_out(code: str) -> tuple[str, str] | None:
    """Return the name and the country a code stands for (``SEN``, ``CA-ON``), in capitals as codes are."""
    if country := country_of(_alpha_3().get(code, "")):
        return country.names["en"], ""
    match = _SUBDIVISION.fullmatch(code)
    return (match[2], match[1]) if match else None


def without_title(name: str) -> str:
    """Return ``Thiès`` of ``Région de Thiès``, ``Kisumu`` of ``Kisumu County``; "" without a title."""
    match = _TITLED.fullmatch(name)
    return (match[1] or match[2]).strip() if match else ""


@lru_cache(maxsize=1)
def _alpha_3() -> dict[str, str]:
    with open(os.path.join(os.path.dirname(__file__), "country_codes.csv"), encoding="ascii") as lines:
        return dict(line.split(";") for line in lines.read().splitlines()[1:])
