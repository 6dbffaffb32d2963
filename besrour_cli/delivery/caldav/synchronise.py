"""Sessions on a calendar server (CalDAV, RFC 4791): one resource each, and nobody's own edit overwritten.

What is put is remembered with the ETag it got; a PUT names the ETag it replaces (RFC 9110 section 13), so
the server itself refuses to lose another's edit. Nothing is put when nothing changed. A session that is
gone from the programme stays on the server, marked cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from besrour_cli.delivery.caldav.state import SyncedResource, SyncState
from besrour_cli.delivery.caldav.webdav import Collection

CREATED, UPDATED, CANCELLED, UNCHANGED = "created", "updated", "cancelled", "unchanged"
EDITED, DELETED, TAKEN = "edited", "deleted", "taken"
THEIRS = frozenset((EDITED, DELETED, TAKEN))
"""Left alone: someone edited or deleted our resource, or one that is not ours has its name."""
_FOLD = re.compile(r"\r?\n[ \t]")
# Servers write these anew; a line that only they changed is no one's edit.
_THEIRS = ("PRODID", "CALSCALE", "CREATED", "LAST-MODIFIED", "X-RADICALE-NAME", "VERSION")


class SyncResult(NamedTuple):
    """What became of one session's resource."""

    session: str
    state: str


def publish(
    collection: Collection,
    memory: SyncState,
    objects: Mapping[str, bytes],
    now: datetime,
    *,
    overwrite: bool = False,
    told: Callable[[SyncResult], None] = lambda fate: None,
) -> list[SyncResult]:
    """Bring a collection to what the programme says (``objects``: session id to its calendar).

    ``overwrite`` replaces what someone else edited, deleted or put there. ``told`` hears each fate as soon
    as it is certain. A run that was killed is finished by the next.
    """
    there = collection.etags()
    desk = _Synchroniser(collection, memory, there, overwrite)
    log = []
    for session in sorted({*objects, *map(_session, memory.known)}):
        name = f"{session}.ics"
        known = memory.known.get(name)
        if session in objects:
            state = desk.put(name, objects[session].decode())
        elif known is None or (known.withdrawn and known.etag and there.get(name, "") in ("", known.etag)):
            continue
        else:
            state = desk.withdraw(name, known, now)
        log.append(SyncResult(session, state))
        told(log[-1])
    memory.settle()
    return log


class _Synchroniser:
    def __init__(
        self, collection: Collection, memory: SyncState, there: Mapping[str, str], overwrite: bool
    ) -> None:
        self.collection, self.memory = collection, memory
        self.there, self.overwrite = there, overwrite

    def put(self, name: str, text: str, withdrawn: bool = False) -> str:
        """Bring one resource to a text."""
        known, etag = self.memory.known.get(name), self.there.get(name, "")
        if known is not None and known.etag and known.etag == etag:
            if known.text == text:
                return UNCHANGED
            return self._write(name, text, etag, known, withdrawn)
        if etag:
            return self._found(name, text, etag, known, withdrawn)
        if known is not None and (known.etag or known.before) and not self.overwrite:
            return DELETED
        return self._write(name, text, "", known, withdrawn)

    def _found(self, name: str, text: str, etag: str, known: SyncedResource | None, withdrawn: bool) -> str:
        """A resource stands there that is not as we remember: ours after all, or someone else's."""
        answer = self.collection.get(name)
        shown = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        etag = answer.etag or etag
        if equivalent(shown, text):
            self.memory.note(name, SyncedResource(text, etag, withdrawn))
            return UNCHANGED
        ours = known is not None and (etag == known.before or equivalent(shown, known.text))
        if ours or self.overwrite:
            return self._write(name, text, etag, known, withdrawn)
        return EDITED if known is not None else TAKEN

    def _write(self, name: str, text: str, etag: str, known: SyncedResource | None, withdrawn: bool) -> str:
        """PUT on the condition that nothing changed since; the intent is on the disk before."""
        self.memory.note(name, SyncedResource(text, "", withdrawn, etag))
        answer = self.collection.put(name, text.encode(), etag)
        if answer.status == 412:
            self.memory.note(name, known)
            return EDITED if known is not None else TAKEN
        self.memory.note(name, SyncedResource(text, answer.etag or self._etag(name, text), withdrawn))
        if withdrawn:
            return CANCELLED
        return UPDATED if etag else CREATED

    def _etag(self, name: str, text: str) -> str:
        """The ETag of what was just put, for a server that did not say (RFC 4791 section 5.3.4)."""
        answer = self.collection.get(name)
        if answer.status == 200 and equivalent(answer.body.decode("utf-8", "replace"), text):
            return answer.etag
        return ""  # someone was faster: the next run looks at the resource itself

    def withdraw(self, name: str, known: SyncedResource, now: datetime) -> str:
        """Mark the resource of a session that is no more as cancelled; one that someone deleted stays so."""
        if name not in self.there and (known.etag or known.before):
            self.memory.note(name, None)
            return UNCHANGED
        text = known.text if known.withdrawn else as_cancelled(known.text, now)
        state = self.put(name, text, withdrawn=True)
        return CANCELLED if state in (CREATED, UPDATED) else state


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
    """Whether two calendars say the same, however a server folded and ordered their lines."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    lines = _FOLD.sub("", text).replace("\r\n", "\n").split("\n")
    return sorted(line for line in lines if line and not line.upper().startswith(_THEIRS))


def _session(name: str) -> str:
    return name.removesuffix(".ics")
