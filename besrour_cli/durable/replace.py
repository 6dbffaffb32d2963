"""Files replaced whole: whoever reads one finds the old bytes or the new ones, never a part of either."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from besrour_cli.durable.systems import BINARY, OTHERS, set_rights, sync_folder

PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
"""The rights of a file and of a folder that name people."""
READABLE, READABLE_FOLDER = 0o444, 0o555
"""The bits that a published file and its folders need for a web server to show them."""


def replace_file(path: str, data: bytes, temporary: str = "", *, private: bool = False) -> None:
    """Put a file in place at once, with the rights of the one it replaces; nobody else's if ``private``.

    The new file is written beside the old one, forced to the disk, and renamed over it (POSIX rename).
    ``temporary`` is the path it has until then; by default one that no other process uses. Raises
    ``OSError``, with nothing left behind, when any of this fails.
    """
    temporary = temporary or f"{path}.{os.getpid()}.tmp"
    try:
        write_synced(temporary, data, PRIVATE if private else _mode(path))
        os.replace(temporary, path)
        sync_folder(os.path.dirname(path))
    except BaseException:
        remove_if_there(temporary)
        raise


def write_synced(path: str, data: bytes, mode: int = 0, *, published: bool = False) -> None:
    """Write a new file and force it to the disk; ``mode`` 0 leaves its rights to the system.

    A ``published`` one can be read by everybody, whatever the umask. What has this name, as a run that was
    killed left it, is removed; a link there is never followed.
    """
    handle = _create(path, mode or 0o666)
    try:
        if published:
            mode = stat.S_IMODE(os.fstat(handle).st_mode) | READABLE
        if mode:
            set_rights(handle, path, mode)
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: str, mode: int) -> int:
    """Open a file that was not there until now."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY  # O_EXCL follows no link either (POSIX open)
    try:
        return os.open(path, flags, mode)
    except FileExistsError:
        os.unlink(path)
        return os.open(path, flags, mode)


def close_to_others(path: str) -> None:
    """Leave a file or folder of ours to its owner alone, if that is not so already; never through a link.

    Where it is somebody else's, or the file system knows no rights, it stays as it is.
    """
    with suppress(OSError):
        status = os.lstat(path)
        if not stat.S_ISLNK(status.st_mode) and status.st_mode & OTHERS:
            os.chmod(path, PRIVATE_FOLDER if stat.S_ISDIR(status.st_mode) else PRIVATE)


def make_published_folder(path: str) -> None:
    """Make a folder that everybody can read, whatever the umask."""
    os.mkdir(path)
    os.chmod(path, stat.S_IMODE(os.lstat(path).st_mode) | READABLE_FOLDER)


def write_all(handle: int, data: bytes) -> None:
    """Write all of some bytes, however few of them the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def remove_if_there(path: str) -> None:
    """Remove a file if that is possible."""
    try:
        os.unlink(path)
    except OSError:
        return


def _mode(path: str) -> int:
    """The rights of a file; 0 when there is none, or a link, whose own rights are those of everybody."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return 0
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else 0
