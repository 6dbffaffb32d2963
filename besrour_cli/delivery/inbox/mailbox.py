"""Messages from a folder of .eml files, a Maildir, one file, or an mbox: read, never changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import msg

LARGEST = 10_000_000
"""Bytes of one message that are read; of a larger one only the beginning is."""
MESSAGES = 20_000
MBOX = 1_000_000_000
_HEAD = 65_536
_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class InboxMessage(NamedTuple):
    """One message: the name it is shown by, its bytes, and its whole size where that was too large."""

    name: str
    data: bytes
    size: int = 0


def messages(path: str) -> Iterator[InboxMessage]:
    """Every message at a path, by name.

    :class:`NotFoundError` when nothing is there, :class:`FileError` when it cannot be read or holds
    more than any mailbox of answers does.
    """
    if os.path.isdir(path):
        yield from _folder(path)
        return
    if not os.path.exists(path):
        raise NotFoundError(
            msg("{path} is not there", path=path), msg("name a folder, an .eml file or an mbox")
        )
    if not os.path.isfile(path):
        raise FileError(msg("{path} is not a file", path=path))
    with _opened(path) as file:
        start = file.read(5)
    if start == b"From ":
        yield from _mbox(path)
    else:
        yield _read(path, os.path.basename(path))


def _folder(path: str) -> Iterator[InboxMessage]:
    names: list[tuple[str, str]] = []
    for here, folders, files in os.walk(path):
        folders.sort()
        delivered = os.path.basename(here) in ("cur", "new")  # a Maildir's messages have no ending
        for name in files:
            full = os.path.join(here, name)
            if (delivered or name.lower().endswith((".eml", ".msg"))) and os.path.isfile(full):
                names.append((os.path.relpath(full, path).replace(os.sep, "/"), full))
        if len(names) > MESSAGES:
            raise FileError(
                msg("{path} holds more than {n} messages", path=path, n=MESSAGES),
                msg("move the answers into a folder of their own"),
            )
    for name, full in sorted(names):
        yield _read(full, name)


def _read(path: str, name: str) -> InboxMessage:
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            return InboxMessage(_shown(name), file.read(_HEAD), size)
        return InboxMessage(_shown(name), file.read(LARGEST))


def _mbox(path: str) -> Iterator[InboxMessage]:
    """The messages of an mbox, told apart by lines that begin with ``From `` after an empty one (mboxrd)."""
    if os.path.getsize(path) > MBOX:
        raise FileError(
            msg("{path} is too large to be read", path=path),
            msg("move the answers into a mailbox of their own"),
        )
    lines: list[bytes] = []
    size = number = 0
    empty = True
    with _opened(path) as file:
        while line := file.readline(1_000_000):
            if empty and line.startswith(b"From "):
                if number:
                    yield _letter(path, number, lines, size)
                number += 1
                if number > MESSAGES:
                    raise FileError(
                        msg("{path} holds more than {n} messages", path=path, n=MESSAGES),
                        msg("move the answers into a mailbox of their own"),
                    )
                lines, size = [], 0
            else:
                size += len(line)
                if size <= LARGEST or not lines:
                    lines.append(line)
            empty = not line.strip()
    if number:
        yield _letter(path, number, lines, size)


def _letter(path: str, number: int, lines: list[bytes], size: int) -> InboxMessage:
    data = _FROM.sub(rb"\1", b"".join(lines))
    name = f"{os.path.basename(path)}#{number}"
    return (
        InboxMessage(_shown(name), data[:_HEAD], size) if size > LARGEST else InboxMessage(_shown(name), data)
    )


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise FileError(
            msg("{path} cannot be opened ({reason})", path=path, reason=error.strerror or str(error))
        ) from error


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in os.fsencode(name).decode("utf-8", "replace"))
