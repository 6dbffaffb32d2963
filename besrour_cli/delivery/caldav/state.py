"""What besrour remembers of a calendar server: for each resource what it put there and the ETag it got.

``caldav.ledger`` in the programme folder: a line of JSON for each thing that happened, forced to the disk
before the program goes on, the last line of a resource counting. A line that a crash cut short is passed
over; when a run is through the file is written anew with one line a resource.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.message import msg

NAME = "caldav.ledger"
VERSION = 1


class SyncedResource(NamedTuple):
    """One resource: the text last put there, its ETag ("" while a PUT is under way), whether it is withdrawn.

    ``before`` is the ETag that the PUT under way was to replace.
    """

    text: str
    etag: str = ""
    withdrawn: bool = False
    before: str = ""


class SyncState:
    """The resources of one collection, kept on the disk at every step."""

    def __init__(self, folder: str, collection: str) -> None:
        self._path = os.path.join(folder, NAME)
        self._collection = collection
        self._others: dict[tuple[str, str], SyncedResource] = {}
        self.known: dict[str, SyncedResource] = {}
        self._read()

    def note(self, name: str, known: SyncedResource | None) -> None:
        """Remember a resource (None: forget it), on the disk before this returns."""
        line = _line(self._collection, name, known)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                os.write(handle, line)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise _unwritable() from error
        self._set(self._collection, name, known)

    def settle(self) -> None:
        """Write the file anew, a line a resource, if that changes it."""
        mine = {(self._collection, name): known for name, known in self.known.items()}
        lines = [_line(*key, known) for key, known in sorted({**self._others, **mine}.items())]
        data = b"".join(lines)
        try:
            with open(self._path, "rb") as file:
                if file.read() == data:
                    return
        except FileNotFoundError:
            if not data:
                return
        fresh = f"{self._path}.new"
        try:
            with open(fresh, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self._path)
        except OSError as error:
            raise _unwritable() from error

    def _read(self) -> None:
        try:
            with open(self._path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileError(msg("{path} cannot be read", path=NAME)) from error
        lines = data.split(b"\n")
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            found = _parsed(line)
            if found is None:
                if number == len(lines):  # cut short by a crash: what it announced had not begun
                    _cut(self._path, len(line))
                    return
                raise PlanFileError(
                    msg("line {n} of {path} is damaged or from a newer besrour", n=number, path=NAME),
                    msg("move the file away: resources on the server that differ are then shown and kept"),
                )
            collection, name, known = found
            self._set(collection, name, known if known.text else None)

    def _set(self, collection: str, name: str, known: SyncedResource | None) -> None:
        if collection != self._collection:
            if known is None:
                self._others.pop((collection, name), None)
            else:
                self._others[collection, name] = known
        elif known is None:
            self.known.pop(name, None)
        else:
            self.known[name] = known


def _line(collection: str, name: str, known: SyncedResource | None) -> bytes:
    fields = {"v": VERSION, "collection": collection, "name": name, **(known or SyncedResource(""))._asdict()}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode() + b"\n"


_KINDS: Mapping[str, type] = {
    "v": int,
    "collection": str,
    "name": str,
    "text": str,
    "etag": str,
    "withdrawn": bool,
    "before": str,
}


def _parsed(line: bytes) -> tuple[str, str, SyncedResource] | None:
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    if not isinstance(fields, dict) or fields.get("v") != VERSION:
        return None
    if not all(isinstance(fields.get(key), kind) for key, kind in _KINDS.items()):
        return None
    known = SyncedResource(fields["text"], fields["etag"], fields["withdrawn"], fields["before"])
    return fields["collection"], fields["name"], known


def _cut(path: str, length: int) -> None:
    """Take a torn last line away, so that the next one does not grow onto it."""
    try:
        with open(path, "rb+") as file:
            file.truncate(os.path.getsize(path) - length)
    except OSError as error:
        raise _unwritable() from error


def _unwritable() -> FileError:
    return FileError(
        msg("{path} cannot be written", path=NAME), msg("mend this and run the same command again")
    )
