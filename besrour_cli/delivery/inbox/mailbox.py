"""Messages from a folder of .eml files, a Maildir, one file, or an mbox: read, never changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from besrour_cli.delivery.mbox import SEPARATOR, split_mbox
from besrour_cli.model.errors import FileError, NotFoundError, system_reason
from besrour_cli.model.message import msg

LARGEST = 10_000_000
"""Bytes of one message that are read; of a larger one only the beginning is."""
MESSAGES = 20_000
"""Messages of a mailbox; one of answers has fewer."""
MBOX = 1_000_000_000
"""Bytes of an mbox."""
HEAD = 65_536
"""Bytes of a message past that limit that are read: enough for its header."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class InboxMessage(NamedTuple):
    """One message: a name to show, its bytes, and its whole size if only the beginning was read (else 0)."""

    name: str
    data: bytes
    size: int = 0


def messages(path: str) -> Iterator[InboxMessage]:
    """Every message at a path, by name.

    Raises :class:`NotFoundError` when nothing is there, :class:`FileError` when it cannot be read or holds
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
        is_mbox = file.read(len(SEPARATOR)) == SEPARATOR
    if is_mbox:
        yield from _mbox(path)
    else:
        yield _read(path, os.path.basename(path))


def _folder(path: str) -> Iterator[InboxMessage]:
    """The messages of a folder of .eml files or a Maildir, sorted by name."""
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
    """The message that a file is."""
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            return InboxMessage(_printable(name), file.read(HEAD), size)
        return InboxMessage(_printable(name), file.read(LARGEST))


def _mbox(path: str) -> Iterator[InboxMessage]:
    """The messages of an mbox, each named by its number; quoted ``From`` lines as they were (mboxrd)."""
    advice = msg("move the answers into a mailbox of their own")
    if os.path.getsize(path) > MBOX:
        raise FileError(msg("{path} is too large to be read", path=path), advice)
    with _opened(path) as file:
        for number, (stored, size) in enumerate(split_mbox(file, LARGEST, strict=True), 1):
            if number > MESSAGES:
                raise FileError(msg("{path} holds more than {n} messages", path=path, n=MESSAGES), advice)
            name = _printable(f"{os.path.basename(path)}#{number}")
            data = _QUOTED_FROM.sub(rb"\1", stored)
            yield InboxMessage(name, data[:HEAD], size) if size > LARGEST else InboxMessage(name, data)


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise FileError(
            msg("{path} cannot be opened ({reason})", path=path, reason=system_reason(error))
        ) from error


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in os.fsencode(name).decode("utf-8", "replace"))
