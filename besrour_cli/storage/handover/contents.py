"""What of a programme folder is handed over: people's own files and besrour's memory, no copies."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from besrour_cli.durable.journal import LIMIT
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.privacy.register import record_of
from besrour_cli.storage.text.source_file import file_error, printable_path, read_bytes

BELOW = ("sessions", "templates", "responses")
"""The folders that are handed over; ``out/`` can be made again."""
_LEFT_OUT = frozenset({"copies", "previews", "statements", "published", "handovers", "handed-over"})
"""Kinds of the register that stay where they are."""
_UNFINISHED = re.compile(r"(?:^[.~].*|~|\.tmp|\.bak|\.swp|\.pyc)$")
_PRIVATE_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_NETRC = re.compile(rb"(?m)^\s*machine\s+\S+\s+login\s+\S+\s+password\s")
_SHORTEST = 8
"""Letters of a secret that is looked for: a shorter one may be an honest word."""


class ArchiveContents(NamedTuple):
    """The files that are handed over, by relative path, and the names in the folder that stay."""

    files: dict[str, bytes]
    staying: tuple[str, ...]


def is_packed(path: str) -> bool:
    """Whether a file of this relative path (``/`` between folders) belongs into an archive."""
    kind = record_of(path)
    parts = path.split("/")
    if kind is None or kind.name in _LEFT_OUT or any(_UNFINISHED.search(part) for part in parts):
        return False
    return parts[0] in BELOW if len(parts) > 1 else kind.name not in ("downloads", "own-files")


def contents(folder: str, secrets: Collection[str] = ()) -> ArchiveContents:
    """Read everything that is handed over.

    ``secrets`` are passwords that are known on this machine. Raises :class:`FileError` for a link, a file
    that is too large, and one that holds a password or a private key.
    """
    files, staying = {}, []
    try:
        for name in sorted(os.listdir(folder)):
            if name in BELOW and os.path.isdir(os.path.join(folder, name)):
                continue
            if is_packed(name):
                files[name] = _read(folder, name)
            elif name not in ("out", "handover.yaml") and not _UNFINISHED.search(name):
                staying.append(printable_path(name))
        for path in _below(folder):
            if is_packed(path):
                files[path] = _read(folder, path)
    except OSError as error:
        raise file_error(error, folder) from error
    for path, data in files.items():
        _refuse_secrets(path, data, secrets)
    return ArchiveContents(dict(sorted(files.items())), tuple(staying))


def _below(folder: str) -> Iterator[str]:
    """Yield the relative paths of everything that is no folder below the folders that are handed over."""
    for top in BELOW:
        for here, folders, names in os.walk(os.path.join(folder, top)):
            folders[:] = sorted(each for each in folders if not each.startswith((".", "__")))
            links = [each for each in folders if os.path.islink(os.path.join(here, each))]
            for name in sorted((*names, *links)):
                yield os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")


def _read(folder: str, path: str) -> bytes:
    full = os.path.join(folder, *path.split("/"))
    if os.path.islink(full):
        raise FileError(
            msg("{path} is a link, and what it leads to is not in this folder", path=printable_path(path)),
            msg("put the file itself in its place"),
        )
    data = read_bytes(full, LIMIT)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    return data


def _refuse_secrets(path: str, data: bytes, secrets: Collection[str]) -> None:
    """Raise :class:`FileError` where a file holds what only its owner may have."""
    known = any(len(secret) >= _SHORTEST and secret.encode() in data for secret in secrets)
    if known or _PRIVATE_KEY.search(data) or _NETRC.search(data):
        raise FileError(
            msg("{path} holds a password or a key, and would be handed over", path=printable_path(path)),
            msg("take it out of that file; a successor sets one of their own"),
        )
