"""Sessions on a calendar server (CalDAV, RFC 4791): one resource each, and nobody's own edit overwritten.

What is put is remembered with the ETag it got; a PUT names the ETag it replaces (RFC 9110 section 13), so
the server itself refuses to lose someone else's edit. Nothing is put when nothing changed. A session that is
gone from the programme stays on the server, marked cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple

from besrour_cli.delivery.caldav.state import SyncedResource, SyncState
from besrour_cli.delivery.caldav.webdav import Collection


class SyncOutcome(StrEnum):
    """What became of one session's resource."""

    CREATED = "created"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    """It is marked cancelled now."""
    UNCHANGED = "unchanged"
    EDITED = "edited"
    """Left alone: someone edited our resource."""
    DELETED = "deleted"
    """Left alone: someone deleted our resource."""
    TAKEN = "taken"
    """Left alone: a resource that is not ours has its name."""


THEIRS = frozenset((SyncOutcome.EDITED, SyncOutcome.DELETED, SyncOutcome.TAKEN))
"""The outcomes where something of someone else was left alone."""
_FOLD = re.compile(r"\r?\n[ \t]")
# Servers write these anew; a line that only they changed is no one's edit.
_OF_SERVERS = ("PRODID", "CALSCALE", "CREATED", "LAST-MODIFIED", "X-RADICALE-NAME", "VERSION")


class SyncResult(NamedTuple):
    """What became of one session's resource."""

    session: str
    state: SyncOutcome


def publish(
    collection: Collection,
    memory: SyncState,
    objects: Mapping[str, bytes],
    now: datetime,
    *,
    overwrite: bool = False,
    watch: Callable[[SyncResult], None] = lambda result: None,
) -> list[SyncResult]:
    """Bring a collection to what the programme contains (``objects``: session id to its calendar).

    ``overwrite`` replaces what someone else edited, deleted or put there. ``watch`` is called with each
    result as soon as it is certain. A run that was killed is finished by the next. Raises
    :class:`NetworkError` or :class:`FileError`.
    """
    etags = collection.etags()
    synchroniser = Synchroniser(collection, memory, etags, overwrite)
    results = []
    for session in sorted({*objects, *map(_session, memory.known)}):
        name = f"{session}.ics"
        known = memory.known.get(name)
        if session in objects:
            outcome = synchroniser.put(name, objects[session].decode())
        elif known is None or _is_settled(known, etags.get(name, "")):
            continue
        else:
            outcome = synchroniser.withdraw(name, known, now)
        results.append(SyncResult(session, outcome))
        watch(results[-1])
    memory.settle()
    return results


def _is_settled(known: SyncedResource, etag: str) -> bool:
    """Whether a session that is gone is marked cancelled already, or was deleted after that."""
    return known.withdrawn and bool(known.etag) and etag in ("", known.etag)


class Synchroniser:
    """One run: what the server has (``etags`` by name) against what besrour remembers."""

    def __init__(
        self, collection: Collection, memory: SyncState, etags: Mapping[str, str], overwrite: bool
    ) -> None:
        self.collection, self.memory = collection, memory
        self.etags, self.overwrite = etags, overwrite

    def put(self, name: str, text: str, withdrawn: bool = False) -> SyncOutcome:
        """Bring one resource to a text."""
        known, etag = self.memory.known.get(name), self.etags.get(name, "")
        if known is not None and known.etag and known.etag == etag:
            if known.text == text:
                return SyncOutcome.UNCHANGED
            return self._write(name, text, etag, known, withdrawn)
        if etag:
            return self._put_over(name, text, etag, known, withdrawn)
        if known is not None and (known.etag or known.before) and not self.overwrite:
            return SyncOutcome.DELETED
        return self._write(name, text, "", known, withdrawn)

    def _put_over(
        self, name: str, text: str, etag: str, known: SyncedResource | None, withdrawn: bool
    ) -> SyncOutcome:
        """Bring a resource that is not as remembered to a text, if it turns out to be ours after all."""
        answer = self.collection.get(name)
        present = answer.body.decode("utf-8", "replace") if answer.status == HTTPStatus.OK else ""
        etag = answer.etag or etag
        if equivalent(present, text):
            self.memory.note(name, SyncedResource(text, etag, withdrawn))
            return SyncOutcome.UNCHANGED
        # a PUT of ours whose answer was lost, or a server that changed nothing but the ETag
        is_ours = known is not None and (etag == known.before or equivalent(present, known.text))
        if is_ours or self.overwrite:
            return self._write(name, text, etag, known, withdrawn)
        return _someone_elses(known)

    def _write(
        self, name: str, text: str, etag: str, known: SyncedResource | None, withdrawn: bool
    ) -> SyncOutcome:
        """PUT on the condition that nothing changed since; the intent is on the disk before."""
        self.memory.note(name, SyncedResource(text, "", withdrawn, etag))
        answer = self.collection.put(name, text.encode(), etag)
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            self.memory.note(name, known)
            return _someone_elses(known)
        self.memory.note(name, SyncedResource(text, answer.etag or self._etag(name, text), withdrawn))
        if withdrawn:
            return SyncOutcome.CANCELLED
        return SyncOutcome.UPDATED if etag else SyncOutcome.CREATED

    def _etag(self, name: str, text: str) -> str:
        """The ETag of what was just put, for a server that did not send it (RFC 4791 section 5.3.4)."""
        answer = self.collection.get(name)
        if answer.status == HTTPStatus.OK and equivalent(answer.body.decode("utf-8", "replace"), text):
            return answer.etag
        return ""  # someone was faster: the next run looks at the resource itself

    def withdraw(self, name: str, known: SyncedResource, now: datetime) -> SyncOutcome:
        """Mark the resource of a session that is gone as cancelled, unless someone deleted it."""
        if name not in self.etags and (known.etag or known.before):
            self.memory.note(name, None)
            return SyncOutcome.UNCHANGED
        text = known.text if known.withdrawn else as_cancelled(known.text, now)
        outcome = self.put(name, text, withdrawn=True)
        written = (SyncOutcome.CREATED, SyncOutcome.UPDATED)
        return SyncOutcome.CANCELLED if outcome in written else outcome


def _someone_elses(known: SyncedResource | None) -> SyncOutcome:
    """The outcome for a resource that is someone else's, or that someone changed."""
    return SyncOutcome.EDITED if known is not None else SyncOutcome.TAKEN


def as_cancelled(text: str, now: datetime) -> str:
    """Return an event's calendar with STATUS:CANCELLED, a higher SEQUENCE and new time stamps (RFC 5546).

    Its lines are changed, not a parsed event: icalendar 7.3 does not write every text back as it read it,
    and a line that only it changed would look like somebody's edit.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    values = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "DTSTAMP": stamp, "LAST-MODIFIED": stamp}
    lines = text.split("\r\n")
    for number, line in enumerate(lines):
        # a folded line goes on behind a blank (RFC 5545 section 3.1), so that no name is found in a text
        name, _, value = line.partition(":")
        if name == "SEQUENCE":
            lines[number] = f"SEQUENCE:{int(value) + 1}"
        elif name in values:
            lines[number] = f"{name}:{values[name]}"
    return "\r\n".join(lines)


def equivalent(one: str, other: str) -> bool:
    """Whether two calendars have the same lines, however a server folded and ordered their lines."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    """The unfolded lines of a calendar (RFC 5545 section 3.1), sorted, without those that servers write."""
    lines = _FOLD.sub("", text).replace("\r\n", "\n").split("\n")
    return sorted(line for line in lines if line and not line.upper().startswith(_OF_SERVERS))


def _session(name: str) -> str:
    return name.removesuffix(".ics")
