"""Locks that the system releases when their process ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from besrour_cli.durable import systems

WAIT = 30.0
"""Seconds to wait for a folder: no run needs as long to write its files, unless it was stopped."""
_PAUSE = 0.02
_LOCKED: set[tuple[int, int]] = set()
"""The folders that this process has locked, by device and number."""


class AlreadyLocked(OSError):
    """Another process has the lock."""


def lock_file(handle: int) -> None:
    """Lock an open file until this process closes it. Raises :class:`AlreadyLocked` without waiting."""
    try:
        systems.lock(handle)
    except OSError as error:
        raise AlreadyLocked(*error.args) from error


@contextmanager
def locked_folder(folder: str, seconds: float = WAIT) -> Iterator[None]:
    """Wait until no other process has this folder's lock, and have it meanwhile; within it, again at once.

    Some network file systems cannot lock a folder; there nothing is locked. Raises :class:`AlreadyLocked`
    when another process has it all the ``seconds`` long.
    """
    handle = systems.open_to_lock(folder)
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
            systems.lock(handle)
        except BlockingIOError as error:
            busy = error
        except OSError:
            return
        else:
            return
    raise AlreadyLocked(*busy.args)
