"""A file that besrour alone writes: read whole within a limit, replaced at once, and only when it changes."""

from __future__ import annotations

import os

from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.text.source_file import printable_path, read_bytes

LIMIT = 20_000_000
"""Bytes; answers and busy hours of any programme are far fewer."""
LARGE_LIMIT = 50_000_000
"""Bytes of a plan or a certificate."""


def read_state(folder: str, name: str, limit: int = LIMIT) -> bytes | None:
    """The bytes of a file in a programme folder; None when there is none (an empty one is ``b""``).

    Raises :class:`FileError` when it cannot be read or is larger than ``limit``.
    """
    path = os.path.join(folder, name)
    if not os.path.lexists(path):
        return None
    data = read_bytes(path, limit)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    return data


def write_state(folder: str, name: str, data: bytes, *, is_empty: bool) -> bool:
    """Replace a file at once; False when it held these very bytes, or when there is none and nothing to hold.

    ``is_empty``: the bytes hold nothing but the form of the file. Raises :class:`FileError`.
    """
    former = read_state(folder, name)
    if former == data or (former is None and is_empty):
        return False
    replace_file(os.path.realpath(os.path.join(folder, name)), data)
    return True
