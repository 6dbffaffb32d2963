"""What besrour remembers of a calendar server: for each resource what it put there and the ETag it got.

``caldav.ledger`` in the programme folder: a line of JSON for each thing that happened, forced to the disk
before the program goes on, the last line of a resource counting. A line that a crash cut short is passed
over; when a run is through the file is written anew with one line a resource.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from besrour_cli.durable.journal import Journal, is_torn, parse_line, read_lines
from besrour_cli.durable.lock import AlreadyLocked, locked_folder
from besrour_cli.durable.replace import replace_file
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
    """The resources of one collection by name (``known``), on the disk at every step.

    Raises :class:`PlanFileError` when a line is damaged, :class:`FileError` when the file cannot be read.
    """

    def __init__(self, folder: str, collection: str) -> None:
        self._path = os.path.join(folder, NAME)
        self._collection = collection
        self._others: dict[tuple[str, str], SyncedResource] = {}
        self.known: dict[str, SyncedResource] = {}
        self._read()

    def note(self, name: str, known: SyncedResource | None) -> None:
        """Remember a resource on the disk (None: forget it). Raises :class:`FileError`."""
        with self._alone(), Journal(self._path) as journal:
            journal.append(_line(self._collection, name, known))
        self._set(self._collection, name, known)

    def settle(self) -> None:
        """Write the file anew with one line a resource, if that changes it. Raises :class:`FileError`.

        It is read again first: what another run put into it meanwhile stays.
        """
        with self._alone():
            self.known.clear()
            self._others.clear()
            self._read()
            mine = {(self._collection, name): known for name, known in self.known.items()}
            lines = [_line(*key, known) for key, known in sorted({**self._others, **mine}.items())]
            if list(read_lines(self._path)) != lines:
                replace_file(self._path, b"".join(lines), f"{self._path}.new", private=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Have the folder alone, the way the program's own files there are written."""
        with _errors_in_words(), locked_folder(os.path.dirname(self._path) or "."):
            yield

    def _read(self) -> None:
        try:
            lines = list(read_lines(self._path))
        except OSError as error:
            raise FileError(msg("{path} cannot be read", path=NAME)) from error
        if lines and is_torn(lines[-1]):  # what it announced had not begun
            with self._alone(), Journal(self._path) as journal:
                journal.cut_torn_line()
            lines.pop()
        for number, line in enumerate(lines, 1):
            if line == b"\n":
                continue
            found = _parsed(line)
            if found is None:
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


_TYPES: Mapping[str, type] = {
    "v": int,
    "collection": str,
    "name": str,
    "text": str,
    "etag": str,
    "withdrawn": bool,
    "before": str,
}


def _parsed(line: bytes) -> tuple[str, str, SyncedResource] | None:
    """The collection, name and resource of a line; None when it is no line of this version."""
    fields: dict[str, Any] = parse_line(line) or {}
    if fields.get("v") != VERSION or not all(
        isinstance(fields.get(key), kind) for key, kind in _TYPES.items()
    ):
        return None
    known = SyncedResource(fields["text"], fields["etag"], fields["withdrawn"], fields["before"])
    return fields["collection"], fields["name"], known


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """Raise :class:`FileError` for what the system refuses."""
    try:
        yield
    except AlreadyLocked as error:
        raise FileError(
            msg("another run of besrour is writing in this folder and does not end; nothing was written"),
            msg("end it, then run this again"),
        ) from error
    except OSError as error:
        raise FileError(
            msg("{path} cannot be written", path=NAME), msg("mend this and run the same command again")
        ) from error
