"""Names of holidays in both languages, from a reviewed glossary; marks such as “(estimated)” become flags."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.language import Text

_MARKS = (
    (" (observed, estimated)", True, True),
    (" (estimated)", True, False),
    (" (observed)", False, True),
    (" (in lieu)", False, True),
)
_FREED = "Day off for "
_SUBSTITUTED = "Day off (substituted from "
_EXTRA = " Holiday"


class HolidayName(NamedTuple):
    """A holiday's name: whether its date is an estimate, and whether it stands in for another day."""

    names: Text
    estimated: bool
    observed: bool


def holiday_name(raw: str, country: str = "") -> HolidayName | None:
    """A name as the library of holidays gives it in English, read; None when the glossary lacks it.

    A row of the glossary may be for one country alone (``CA:``).
    """
    base, estimated, observed = raw.strip(), False, False
    for mark, uncertain, moved in _MARKS:
        if base.endswith(mark):
            base, estimated, observed = base.removesuffix(mark), uncertain, moved
            break
    if base.startswith(_SUBSTITUTED):
        base = "Day off"
    elif base.startswith(_FREED):
        base, observed = base.removeprefix(_FREED), True
    table = _glossary()
    names = table.get(f"{country}:{base}") or table.get(base) or table.get(base.removesuffix(_EXTRA))
    return HolidayName(names, estimated, observed) if names else None


@lru_cache(maxsize=1)
def _glossary() -> dict[str, Text]:
    """English name as the library has it to the names we print; an empty English one is the same."""
    path = os.path.join(os.path.dirname(__file__), "holiday_names.csv")
    with open(path, encoding="utf-8") as lines:
        rows = [line.split(";") for line in lines.read().splitlines()[1:]]
    return {
        name: {"en": (en or name.rpartition(":")[2]).replace("'", "’"), "fr": fr} for name, en, fr in rows
    }
