"""The journals of a folder as lines of JSON, whatever each means: a person taken out of all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from besrour_cli.durable.journal import parse_line
from besrour_cli.model.people.person import Person

JOURNALS = ("caldav.ledger", "sent.ledger", "announced.ledger")
"""The files that are only added to, but for a person who is forgotten; she is found by the last of them."""
_FOLDED = re.compile(r"\r?\n[ \t]")
"""Where a line of a calendar goes on (RFC 5545 section 3.1)."""
_RENAMED = ("rename", "renamed-member")


def lines_about(data: bytes, person: Person) -> Iterator[dict[str, Any]]:
    """Yield the fields of every line that is about a person and nobody else."""
    for line in data.splitlines():
        fields = parse_line(line)
        if fields is not None and _is_hers(fields, person):
            yield fields


def former_ids(data: bytes, ids: frozenset[str]) -> frozenset[str]:
    """The ids that a person has had, by the lines that say that a member has another id."""
    pairs = []
    for line in data.splitlines():
        fields = parse_line(line)
        if fields is not None and fields.get("event") in _RENAMED and not fields.get("about"):
            pairs.append((fields.get("old") or fields.get("member"), fields.get("new")))
    known = set(ids)
    for old, new in reversed(pairs):
        if new in known and isinstance(old, str):
            known.add(old)
    return frozenset(known)


def without_person(data: bytes, person: Person) -> bytes:
    """A journal without the lines that are a person's, and with her pseudonym where others' name her.

    A line that cannot be read, as a crash may leave one, goes where it names her.
    """
    kept = []
    for line in data.splitlines(keepends=True):
        fields = parse_line(line)
        if fields is None:
            if not person.is_named_in(line.decode("utf-8", "replace")):
                kept.append(line)
        elif not _is_hers(fields, person):
            without = _without(fields, person)
            kept.append(line if without == fields else _line(without, like=line))
    return b"".join(kept)


def without_past(data: bytes, before: str, coming: Collection[str]) -> bytes:
    """A journal without the lines of before an instant (as text), but for those about sessions to come.

    How a member is known, and what has another name, stays.
    """
    rest = []
    for line in data.splitlines(keepends=True):
        fields = parse_line(line) or {}
        about = fields.get("session") or fields.get("about")
        is_past = str(fields.get("at") or before) < before and about not in coming
        if not is_past or fields.get("event") in _RENAMED:
            rest.append(line)
    return b"".join(rest)


def _is_hers(fields: Mapping[str, Any], person: Person) -> bool:
    """Whether a line is about her: how she is known, a letter to her, that she left or has another id."""
    if fields.get("event") in _RENAMED and not fields.get("about"):
        return not person.ids.isdisjoint(
            map(str, (fields.get("old"), fields.get("member"), fields.get("new")))
        )
    named = fields.get("member")
    return isinstance(named, str) and (named in person.ids or _is_to(fields, person))


def _is_to(fields: Mapping[str, Any], person: Person) -> bool:
    to = fields.get("to")
    return isinstance(to, str) and bool(to) and to.casefold() in person.addresses


def _without(value: Any, person: Person) -> Any:
    """A value without her: her id gone from lists, her name from texts; a line about another stays."""
    if isinstance(value, dict):
        return value if "member" in value else {key: _without(each, person) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, person) for each in value if not _is_id(each, person)]
    if not isinstance(value, str):
        return value
    plain = _FOLDED.sub("", value)  # a name may be folded within the text of a calendar's entry
    return person.redacted(plain) if person.is_named_in(plain) else value


def _is_id(value: Any, person: Person) -> bool:
    return isinstance(value, str) and value in person.ids


def _line(fields: Mapping[str, Any], *, like: bytes) -> bytes:
    """The line of some fields, its letters written as those of the line that it replaces."""
    data = json.dumps(fields, ensure_ascii=like.isascii(), sort_keys=False)
    return data.encode() + (b"\n" if like.endswith(b"\n") else b"")
