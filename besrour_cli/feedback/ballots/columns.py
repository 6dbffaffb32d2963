"""Which columns of a form's download say who somebody is, and which hold the ticks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.language import fold_case
from besrour_cli.model.people.sheet import SheetRow

PERSON: Mapping[str, frozenset[str]] = {
    kind: frozenset(ways.split(", "))
    for kind, ways in {
        "id": "member, membre, id of the member, identifiant du membre",
        "email": "email, e mail, email address, e mail address, your email, your e mail, courriel, "
        "adresse courriel, adresse de courriel, adresse e mail, adresse electronique, votre courriel",
        "name": "name, nom, full name, nom complet, your name, votre nom, nom et prenom, prenom et nom",
        "region": "region, your region, votre region",
        "language": "language, languages, langue, langues, your language, votre langue, preferred language, "
        "langue preferee",
        "career_stage": "career stage, stage, etape, etape de carriere, your career stage, "
        "votre etape de carriere",
    }.items()
}
"""What is read of a person, and the headers that may stand above it, folded."""
_THEME = re.compile(r"\b(?:themes?|thematiques?|topics?|sujets?)\b")
_GRID = re.compile(r"(.*?)\s*\[(.+)\]\s*")


class TickColumns(NamedTuple):
    """The columns of the ticks: the one named, those with themes of a list, or those that speak of themes.

    ``choices`` are the headers among which it cannot be told; both others are empty then.
    """

    listed: int | None = None
    grid: Mapping[int, str] = {}
    choices: tuple[str, ...] = ()


def person_columns(header: SheetRow) -> dict[str, int]:
    """The index of each column that says something of the person; the first one of a kind counts."""
    columns: dict[str, int] = {}
    for index in range(len(header.cells)):
        halves = {fold_case(half).strip(" :?*") for half in header.text(index).split("/")}
        for kind, ways in PERSON.items():
            if halves & ways:
                columns.setdefault(kind, index)
    return columns


def tick_columns(
    header: SheetRow,
    rows: Sequence[SheetRow],
    person: Mapping[str, int],
    named: str | None,
    holds_theme: Callable[[str], bool] | None,
) -> TickColumns:
    """The columns of the ticks: the one named, those with themes of a list, or those that speak of themes.

    ``holds_theme`` says of a cell whether a theme of the list stands in it (None: there is no list).
    """
    headers = [header.text(index) for index in range(len(header.cells))]
    others = [index for index in range(len(headers)) if index not in person.values() and headers[index]]
    grids: dict[str, dict[int, str]] = {}
    for index in others:
        if match := _GRID.fullmatch(headers[index]):
            grids.setdefault(match[1], {})[index] = match[2]
    if named is not None:
        wanted = fold_case(named)
        grid = next((g for prefix, g in grids.items() if fold_case(prefix) == wanted), {})
        one = next((index for index in others if fold_case(headers[index]) == wanted), None)
        return TickColumns(one, grid, () if grid or one is not None else tuple(headers[i] for i in others))
    single = [index for index in others if not _GRID.fullmatch(headers[index])]
    if holds_theme is not None:
        found = [index for index in single if any(holds_theme(row.text(index)) for row in rows)]
        fitting = [grid for grid in grids.values() if any(map(holds_theme, grid.values()))]
    else:
        found = [index for index in single if _THEME.search(fold_case(headers[index]))]
        fitting = [grid for prefix, grid in grids.items() if _THEME.search(fold_case(prefix))]
    if len(found) + len(fitting) == 1:
        return TickColumns(found[0] if found else None, fitting[0] if fitting else {})
    return TickColumns(choices=tuple(headers[index] for index in found) or tuple(headers[i] for i in others))
