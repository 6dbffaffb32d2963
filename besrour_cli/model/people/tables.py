"""Small tables of a session, and what the programme says of them, as values every room shares."""

from __future__ import annotations

from typing import NamedTuple


class CafeTable(NamedTuple):
    """One table: ids of its people in order of the alphabet, the language all of them speak, and its host."""

    people: tuple[str, ...]
    language: str
    host: str


class TableSettings(NamedTuple):
    """How many people sit at a table, and who would host one: groups and ids (none: everybody would)."""

    least: int = 4
    most: int = 6
    hosts: tuple[str, ...] = ()


class SessionTables(NamedTuple):
    """Who sits with whom in one session, and who was expected there but is missing."""

    tables: tuple[CafeTable, ...] = ()
    missing: tuple[str, ...] = ()
