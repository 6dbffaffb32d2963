"""``busy.yaml``: hours that members' own calendars have taken, as instants and nothing else.

Written by ``besrour busy`` alone. A file beside plan.yaml rather than a column of the roster: these are
hundreds of dated hours, and the roster is the coordinator's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    as_text,
    format_span,
    items_at,
    parse_document,
    parse_span,
    quote,
    text_at,
)

NAME = "busy.yaml"
SCHEMA = 1
Spans: TypeAlias = tuple[tuple[datetime, datetime], ...]
_HEAD = (
    "# Written by besrour busy: hours members cannot come. Please do not edit.\n"
    "# Écrit par besrour busy\u00a0: heures où des membres ne peuvent venir. Ne pas modifier.\n"
)


def read(folder: str) -> dict[str, Spans]:
    """Member ids to the spans their calendars have taken; empty when there is no file.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without a person's hours."""
    return _emitted({member: spans for member, spans in _parsed(data).items() if member not in person.ids})


def without_past(data: bytes, before: datetime) -> bytes:
    """The bytes of the file without hours that were over at an instant."""
    busy = {member: tuple(s for s in spans if s[1] >= before) for member, spans in _parsed(data).items()}
    return _emitted(busy)


def _parsed(data: bytes | None) -> dict[str, Spans]:
    if data is None:
        return {}
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        members = as_mapping(root.pairs["members"][1])
        return {
            member: tuple(parse_span(as_text(item)) for item in items_at(members, member))
            for member in members.pairs
        }
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("remove it, then read the members' calendars again with besrour busy"),
        ) from error


def update(folder: str, change: Callable[[dict[str, Spans]], Mapping[str, Spans]]) -> None:
    """Change the hours that the file holds at this moment, alone: what another terminal wrote stays."""

    def changed(data: bytes | None) -> bytes | None:
        busy = change(_parsed(data))
        return None if data is None and not any(busy.values()) else _emitted(busy)

    update_state(folder, NAME, changed)


def _emitted(busy: Mapping[str, Spans]) -> bytes:
    lines = [f"{_HEAD}schema: {SCHEMA}", "members:" if any(busy.values()) else "members: {}"]
    for member in sorted(busy):
        if busy[member]:
            lines.append(f"  {quote(member)}:")
            lines += [f"    - {quote(format_span(span))}" for span in sorted(busy[member])]
    return ("\n".join(lines) + "\n").encode()
