"""The messages of an mbox file (RFC 4155), one after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

SEPARATOR = b"From "
"""What an mbox begins with, and every line that begins a message."""
_LINE = 1_000_000
"""Bytes of a line that are read at a time."""


def split_mbox(file: BinaryIO, limit: int, *, strict: bool) -> Iterator[tuple[bytes, int]]:
    """Yield the messages of an mbox as they are stored, each with its whole size in bytes.

    A message begins after a line with ``From ``, which is not part of it; with ``strict`` only where that
    line follows an empty one, since people write such lines too. Of a message longer than ``limit`` bytes
    only the beginning is read.
    """
    lines: list[bytes] = []
    size = 0
    is_inside = False  # nothing before the first separator is a message
    is_after_empty = True
    while line := file.readline(_LINE):
        if (is_after_empty or not strict) and line.startswith(SEPARATOR):
            if is_inside:
                yield b"".join(lines), size
            is_inside, lines, size = True, [], 0
        else:
            size += len(line)
            if size <= limit or not lines:
                lines.append(line)
        is_after_empty = not line.strip()
    if is_inside:
        yield b"".join(lines), size
