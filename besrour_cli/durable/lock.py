"""Locks that the system releases when their process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Windows locks bytes, not files: one far behind what anybody writes."""


class AlreadyLocked(OSError):
    """Another process has the lock."""


def lock_file(handle: int) -> None:
    """Lock an open file until this process closes it. Raises :class:`AlreadyLocked` without waiting."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise AlreadyLocked(*error.args) from error


@contextmanager
def locked_folder(folder: str) -> Iterator[None]:
    """Wait until no other process has this folder's lock, and have it meanwhile.

    Windows cannot lock a folder, nor can some network file systems; there nothing is locked.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
