"""What the columns of a downloaded table hold: by their English or French headings, else by their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from besrour_cli.feedback.attendance.written_times import minutes_of, time_readings
from besrour_cli.model.language import fold_case

DASHES = frozenset(("-", "--", "—", "–", "n/a", "s. o."))
"""Cells by which a program says that there is nothing."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MOST = 0.6
_MOST_ACTIONS = 6
"""Kinds of things that people do in a list of joins and leaves."""


class CellKind(StrEnum):
    """What a cell looks like."""

    EMPTY = "empty"
    EMAIL = "email"
    MOMENT = "moment"
    LENGTH = "length"
    NUMBER = "number"
    WORDS = "words"


class ColumnRole(StrEnum):
    """What a column is for."""

    IGNORED = "ignored"
    TOPIC = "topic"
    WAITING = "waiting"
    ATTENDED = "attended"
    ACTION = "action"
    EMAIL = "email"
    FIRST = "first"
    LAST = "last"
    MINUTES = "minutes"
    LEFT = "left"
    JOINED = "joined"
    NAME = "name"


_HEADINGS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        (
            ColumnRole.TOPIC,
            r"\b(topic|meeting id|webinar id|sujet|objet|id de (la )?reunion|meeting title)\b",
        ),
        (
            ColumnRole.IGNORED,
            r"regist|inscri|record|enregistre|consent|approval|approbation|country|pays|\bid\b|upn|guest|invite",
        ),
        (ColumnRole.WAITING, r"waiting|attente"),
        (ColumnRole.ATTENDED, r"^(attended|present|presente?|a participe|participation)$"),
        (ColumnRole.ACTION, r"\baction"),
        (ColumnRole.EMAIL, r"mail|courriel"),
        (ColumnRole.FIRST, r"\b(first name|given name|prenom)"),
        (ColumnRole.LAST, r"\b(last name|family name|surname|nom de famille)"),
        (ColumnRole.MINUTES, r"duration|duree|minute|\btime in\b|\bmin\b|temps (de|passe)"),
        (ColumnRole.LEFT, r"\b(leav|left|exit|depart|sortie|quitte|end time|last seen|fin\b|heure de fin)"),
        (
            ColumnRole.JOINED,
            r"join|arriv|entree|enter|start time|debut|connexion|first seen|rejoi|timestamp|date et heure"
            r"|horodat",
        ),
        (ColumnRole.IGNORED, r"\brole\b"),
        (
            ColumnRole.NAME,
            r"\b(name|nom|participant|participante|attendee|utilisateur|user|membre|member)s?\b",
        ),
    )
)
_NEEDS = {
    ColumnRole.EMAIL: {CellKind.EMAIL},
    ColumnRole.JOINED: {CellKind.MOMENT},
    ColumnRole.LEFT: {CellKind.MOMENT},
    ColumnRole.MINUTES: {CellKind.LENGTH, CellKind.NUMBER, CellKind.MOMENT},
}
"""What most cells of a column must be; a heading that promises otherwise is not believed."""


def kind_of(cell: str) -> CellKind:
    """What a cell looks like."""
    text = cell.strip()
    if not text or text.casefold() in DASHES:
        return CellKind.EMPTY
    if _EMAIL.fullmatch(text):
        return CellKind.EMAIL
    if time_readings(text):
        return CellKind.MOMENT
    if text.isdigit():
        return CellKind.NUMBER
    return CellKind.WORDS if minutes_of(text) is None else CellKind.LENGTH


def heading_role(heading: str) -> ColumnRole | None:
    """What a heading says its column is for; None where no word of it is known."""
    text = re.sub(r"\(.*?\)", " ", fold_case(heading).replace("'", " ")).strip()
    return next((role for role, words in _HEADINGS if words.search(text)), None)


def column_roles(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[ColumnRole, int]:
    """The index of each column by what it is for; a heading counts where the cells do not contradict it.

    What no known heading names is recognised by its cells: addresses, times (the earlier column is when
    people came), lengths, and the first column of words as the names.
    """
    width = max(map(len, (headings, *rows)), default=0)
    kinds = [_kinds(_column(rows, at)) for at in range(width)]
    roles: dict[ColumnRole, int] = {}
    taken = set()
    for at, heading in enumerate(headings):
        role = heading_role(heading)
        needs = _NEEDS.get(role, set()) if role else set()
        believable = not needs or not kinds[at] or bool(needs & kinds[at].keys())
        if role is not None and role not in roles and believable:
            taken.add(at)
            if role is not ColumnRole.IGNORED:
                roles[role] = at
    _by_cells(roles, kinds, [at for at in range(width) if at not in taken])
    if ColumnRole.LEFT not in roles and ColumnRole.ACTION not in roles and ColumnRole.JOINED in roles:
        _find_actions(roles, rows, kinds)
    return roles


def _by_cells(roles: dict[ColumnRole, int], kinds: Sequence[Counter[CellKind]], free: Iterable[int]) -> None:
    """Add the columns that no heading names, by what most of their cells are."""
    for at in free:
        most, count = kinds[at].most_common(1)[0] if kinds[at] else (CellKind.EMPTY, 0)
        if count < _MOST * kinds[at].total():
            continue
        if most is CellKind.EMAIL:
            roles.setdefault(ColumnRole.EMAIL, at)
        elif most is CellKind.MOMENT:
            free_role = ColumnRole.LEFT if ColumnRole.JOINED in roles else ColumnRole.JOINED
            roles.setdefault(free_role, at)
        elif most in (CellKind.LENGTH, CellKind.NUMBER):
            roles.setdefault(ColumnRole.MINUTES, at)
        elif most is CellKind.WORDS and ColumnRole.FIRST not in roles:
            roles.setdefault(ColumnRole.NAME, at)


def _find_actions(
    roles: dict[ColumnRole, int], rows: Sequence[Sequence[str]], kinds: Sequence[Counter[CellKind]]
) -> None:
    """Add the column of what people do, where every row is one moment and few words come again and again."""
    name = roles.get(ColumnRole.NAME)
    for at, kind in enumerate(kinds):
        values = Counter(_column(rows, at))
        few = 1 < len(values) <= min(_MOST_ACTIONS, len(rows) // 2)
        if at not in roles.values() and at != name and few and set(kind) == {CellKind.WORDS}:
            roles[ColumnRole.ACTION] = at
            return


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at].strip() for row in rows if at < len(row)]


def _kinds(cells: Iterable[str]) -> Counter[CellKind]:
    counts = Counter(map(kind_of, cells))
    counts.pop(CellKind.EMPTY, None)
    return counts
