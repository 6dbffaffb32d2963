"""What differs between Linux, macOS and Windows, in the only module that asks which one this is.

Windows has no rights of files in this sense, opens no folders, has no SIGHUP, and locks bytes of a file where
the others lock the file; a folder is locked there by a file in it.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OTHERS = 0o077
"""The bits of a file that name people may not have set: rights of its group and of everybody."""
NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""For opening a file: a pipe in its place would wait for ever."""
BINARY = getattr(os, "O_BINARY", 0)
"""For opening a file: Windows would change line ends without it."""
KNOWS_RIGHTS = sys.platform != "win32"
"""Whether a file has rights that say who may read it."""
_FAR = 1 << 30
"""Windows locks bytes: one far behind what anybody writes."""
_FOLDER_LOCK = ".besrour.lock"
_CANNOT_SYNC_FOLDERS = frozenset((errno.EINVAL, errno.ENOTSUP))


def lock(handle: int) -> None:
    """Lock what is open until it is closed. Raises ``BlockingIOError`` when another process has it."""
    if sys.platform == "win32":
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                raise BlockingIOError(*error.args) from error
            raise
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_to_lock(folder: str) -> int:
    """Open what stands for a folder when it is locked: itself, on Windows a hidden file in it."""
    if sys.platform == "win32":
        return os.open(os.path.join(folder, _FOLDER_LOCK), os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def set_rights(handle: int, path: str, mode: int) -> None:
    """Give an open file its rights; Windows knows files by their names only."""
    if sys.platform == "win32":
        os.chmod(path, mode)
    else:
        os.fchmod(handle, mode)


def is_open_to_others(status: os.stat_result) -> bool:
    """Whether somebody but the owner may read a file, or it is neither ours nor the administrator's."""
    if sys.platform == "win32":
        return False
    return status.st_uid not in (os.geteuid(), 0) or bool(status.st_mode & OTHERS)


def force_to_disk(handle: int) -> None:
    """Force what was written to the disk itself: after fsync alone macOS leaves it in the drive's cache."""
    if sys.platform == "darwin":
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sync_folder(folder: str) -> None:
    """Force the names in a folder, such as that of a file just renamed, to the disk."""
    if sys.platform == "win32":  # it opens no folders
        return
    handle = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # some network file systems cannot do this for a folder; the file itself is on the disk
        if error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(handle)


def signals(names: Iterable[str]) -> list[int]:
    """The numbers of signals that this system has."""
    return [number for name in names if (number := getattr(signal, name, None)) is not None]


def usual_shell() -> str:
    """The shell that people have where none is named; "" where there are several."""
    return "powershell" if sys.platform == "win32" else ""
