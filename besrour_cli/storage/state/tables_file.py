"""``tables.yaml``: who sat with whom in each session, so that company is repeated as little as possible."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    as_text,
    items_at,
    mapping_at,
    parse_document,
    quote,
    text_at,
)
from besrour_cli.storage.yaml.nodes import Node

NAME = "tables.yaml"
SCHEMA = 1
_HEAD = (
    "# Written by besrour tables: who sits with whom. Please do not edit.\n"
    "# Écrit par besrour tables\u00a0: qui est à la table de qui. Ne pas modifier.\n"
)


def read(folder: str) -> dict[str, SessionTables]:
    """The tables of each session by its id; none where there is no file.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def update(folder: str, change: Callable[[dict[str, SessionTables]], Mapping[str, SessionTables]]) -> None:
    """Change what the file holds at this moment, alone: what another terminal wrote stays."""

    def changed(data: bytes | None) -> bytes | None:
        sessions = change(_parsed(data))
        return None if data is None and not sessions else _emitted(sessions)

    update_state(folder, NAME, changed)


def rename_session(folder: str, old: str, new: str) -> None:
    """Keep the tables of a session under its new id."""
    update(folder, lambda stored: {new if name == old else name: each for name, each in stored.items()})


def rename_member(folder: str, old: str, new: str) -> None:
    """Name somebody at a table by the new id."""

    def renamed(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(new if each == old else each for each in ids))

    def changed(session: SessionTables) -> SessionTables:
        tables = (
            CafeTable(renamed(table.people), table.language, new if table.host == old else table.host)
            for table in session.tables
        )
        return SessionTables(tuple(tables), renamed(session.missing))

    update(folder, lambda stored: {name: changed(session) for name, session in stored.items()})


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without a person; a table that she hosted has the first of the others instead."""
    sessions = {}
    for name, session in _parsed(data).items():
        tables = []
        for table in session.tables:
            rest = tuple(one for one in table.people if one not in person.ids)
            if rest:
                tables.append(CafeTable(rest, table.language, table.host if table.host in rest else rest[0]))
        missing = tuple(one for one in session.missing if one not in person.ids)
        sessions[name] = SessionTables(tuple(tables), missing)
    return _emitted(sessions)


def without_sessions(data: bytes, sessions: Collection[str]) -> bytes:
    """The bytes of the file without what it says of some sessions."""
    return _emitted({name: each for name, each in _parsed(data).items() if name not in sessions})


def _parsed(data: bytes | None) -> dict[str, SessionTables]:
    if data is None:
        return {}
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return {name: _session(node) for name, node in mapping_at(root, "sessions").items()}
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("move it away, then run besrour tables again"),
        ) from error


def _session(node: Node) -> SessionTables:
    pairs = as_mapping(node)
    tables = tuple(_table(item) for item in items_at(pairs, "tables"))
    return SessionTables(tables, tuple(map(as_text, items_at(pairs, "missing", optional=True))))


def _table(node: Node) -> CafeTable:
    pairs = as_mapping(node)
    people = tuple(map(as_text, items_at(pairs, "people")))
    table = CafeTable(people, text_at(pairs, "language"), text_at(pairs, "host"))
    if table.host not in people:
        raise ValueError(NAME)
    return table


def _emitted(sessions: Mapping[str, SessionTables]) -> bytes:
    lines = [f"{_HEAD}schema: {SCHEMA}", "sessions:" if sessions else "sessions: {}"]
    for name, session in sorted(sessions.items()):
        lines += [f"  {quote(name)}:", "    tables:" if session.tables else "    tables: []"]
        for table in session.tables:
            people = ", ".join(map(quote, table.people))
            head = f"language: {quote(table.language)}, host: {quote(table.host)}"
            lines.append(f"      - {{{head}, people: [{people}]}}")
        if session.missing:
            lines.append(f"    missing: [{', '.join(map(quote, session.missing))}]")
    return ("\n".join(lines) + "\n").encode()
