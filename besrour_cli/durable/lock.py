"""Locks that the system releases when their process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT = 30.0
"""Seconds to wait for a folder: no run needs as long to write its files, unless it was stopped."""
_PAUSE = 0.02
_LOCKED: set[tuple[int, int]] = set()
"""The folders that this process has locked, by device and number."""
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
def locked_folder(folder: str, seconds: float = WAIT) -> Iterator[None]:
    """Wait until no other process has this folder's lock, and have it meanwhile; within it, again at once.

    Windows cannot lock a folder, nor can some network file systems; there nothing is locked. Raises
    :class:`AlreadyLocked` when another process has it all the ``seconds`` long.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        status = os.fstat(handle)
        key = (status.st_dev, status.st_ino)
        if key in _LOCKED:  # this process would wait for itself
            yield
            return
        _wait_for(handle, seconds)
        _LOCKED.add(key)
        try:
            yield
        finally:
            _LOCKED.discard(key)
    finally:
        os.close(handle)


def _wait_for(handle: int, seconds: float) -> None:
    """Lock an open folder, asking again until it is free; where nothing can be locked, go on without."""
    for attempt in range(int(seconds / _PAUSE) + 1):
        if attempt:
            sleep(_PAUSE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            busy = error
        except OSError:
            return
        else:
            return
    raise AlreadyLocked(*busy.args)
