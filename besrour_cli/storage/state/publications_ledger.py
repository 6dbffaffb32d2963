"""The ledger of publications: what each report that was given out said of people, as counts of groups.

``publications.ledger`` lies at the top of the programme folder: one JSON object a line, only ever appended
to. It names nobody. Hidden counts are in it as well, since later reports are masked so that they stay hidden;
so its owner alone may read it. A draft is not in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, NamedTuple

from besrour_cli.durable.journal import Journal, is_torn, parse_line, read_lines
from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.evaluation.publication import Group, GroupCount, LinearFact, Publication
from besrour_cli.model.message import msg
from besrour_cli.storage.state.handover.mark import refuse_if_handed_over
from besrour_cli.storage.state.state_file import ledger_errors, locked_state
from besrour_cli.storage.state.yaml_values import format_instant, parse_instant

NAME = "publications.ledger"
VERSION = 1
_TORN = {"event": "torn"}


class NotedPublication(NamedTuple):
    """A report that was given out: when, the digest of each of its files, and what it said."""

    at: datetime
    files: Mapping[str, str]
    publication: Publication


def read(folder: str) -> tuple[NotedPublication, ...]:
    """Every publication in order; none when there is no ledger yet.

    Raises :class:`PlanFileError` for a line that cannot be read: without it, a report could give people away.
    """
    with _errors_in_words():
        lines = list(read_lines(os.path.join(folder, NAME)))
    noted = []
    for number, fields in _numbered(lines):
        try:
            if fields is None or (number == 1 and fields["ledger"] != VERSION):
                raise ValueError(number)
            if fields.get("event") == "published":
                noted.append(_noted(fields))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise PlanFileError(
                msg(
                    "line {n} of {path} cannot be read: it was changed by hand or damaged",
                    n=number,
                    path=NAME,
                ),
                msg("bring {path} back from a backup: it says what reports have published", path=NAME),
            ) from error
    return tuple(noted)


def _numbered(lines: list[bytes]) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """Yield the fields of each line, None where it cannot be read; one that a crash cut short is left out."""
    every = [parse_line(line) for line in lines]
    for number, (line, fields) in enumerate(zip(lines, every, strict=True), 1):
        is_last = number == len(lines)
        if fields is None and (is_torn(line) if is_last else every[number] == _TORN):
            continue
        yield number, fields


def note(folder: str, published: NotedPublication) -> None:
    """Append a report that is given out now; one that says what the last one said is not noted again."""
    with locked_state(folder):
        refuse_if_handed_over(folder)
        before = read(folder)
        if before and before[-1].publication == published.publication:
            return
        with _errors_in_words(), Journal(os.path.join(folder, NAME), lock=True) as journal:
            journal.end_torn_line(_line(_TORN))
            head = _line({"ledger": VERSION}) if journal.is_empty else b""
            journal.append(head + _line(_fields(published)))


def _fields(noted: NotedPublication) -> dict[str, object]:
    said = noted.publication
    return {
        "event": "published",
        "at": format_instant(noted.at),
        "report": said.name,
        "files": dict(noted.files),
        "dimensions": [[population, name, list(keys)] for population, name, keys in said.dimensions],
        "counts": [
            [_group_fields(each.group), each.count, each.shown, each.weight, each.people]
            for each in said.counts
        ],
        "facts": [_fact_fields(fact) for fact in said.facts],
        "relations": [_fact_fields(fact) for fact in said.relations],
        "partial": sorted(map(list, said.partial)),
        "apart": sorted(said.apart),
    }


def _group_fields(each: Group) -> list[object]:
    return [each.population, {name: list(keys) for name, keys in each.selection}]


def _fact_fields(fact: LinearFact) -> dict[str, object]:
    terms = [[factor, _group_fields(each)] for factor, each in fact.terms]
    bounds = [None if abs(bound) == float("inf") else bound for bound in (fact.low, fact.high)]
    return {"id": fact.id, "terms": terms, "low": bounds[0], "high": bounds[1]}


def _noted(fields: Mapping[str, Any]) -> NotedPublication:
    counts = (
        GroupCount(_group(one), int(count), shown=bool(shown), weight=float(weight), people=people)
        for one, count, shown, weight, people in fields["counts"]
    )
    publication = Publication(
        name=str(fields["report"]),
        dimensions=tuple((str(p), str(d), tuple(map(str, keys))) for p, d, keys in fields["dimensions"]),
        counts=tuple(counts),
        facts=tuple(map(_fact, fields["facts"])),
        relations=tuple(map(_fact, fields["relations"])),
        partial=frozenset((str(p), str(d)) for p, d in fields["partial"]),
        apart=frozenset(map(str, fields["apart"])),
    )
    return NotedPublication(parse_instant(fields["at"]), dict(fields["files"]), publication)


def _group(fields: Any) -> Group:
    population, selection = fields
    chosen = tuple(sorted((str(name), tuple(map(str, keys))) for name, keys in selection.items()))
    return Group(str(population), chosen)


def _fact(fields: Mapping[str, Any]) -> LinearFact:
    low, high = fields["low"], fields["high"]
    return LinearFact(
        id=str(fields["id"]),
        terms=tuple((float(factor), _group(one)) for factor, one in fields["terms"]),
        low=float("-inf") if low is None else float(low),
        high=float("inf") if high is None else float(high),
    )


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _errors_in_words() -> AbstractContextManager[None]:
    return ledger_errors(
        NAME,
        msg("another run of besrour is publishing from this folder"),
        msg("nothing is published before it can be written to"),
    )
