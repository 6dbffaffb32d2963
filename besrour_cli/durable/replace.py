"""Files replaced whole: whoever reads one finds the old bytes or the new ones, never a part of either."""

from __future__ import annotations

import errno
import os
import stat
import sys

# Windows would change line ends without this flag; other systems do not have it.
if sys.platform == "win32":
    BINARY = os.O_BINARY
else:
    BINARY = 0
_CANNOT_SYNC_FOLDERS = frozenset((errno.EINVAL, errno.ENOTSUP))


def replace_file(path: str, data: bytes, temporary: str = "") -> None:
    """Put a file in place at once, with the rights of the one it replaces.

    The new file is written beside the old one, forced to the disk, and renamed over it (POSIX rename).
    ``temporary`` is the path it has until then; by default one that no other process uses. Raises
    ``OSError``, with nothing left behind, when any of this fails.
    """
    temporary = temporary or f"{path}.{os.getpid()}.tmp"
    try:
        write_synced(temporary, data, _mode(path))
        os.replace(temporary, path)
        sync_folder(os.path.dirname(path))
    except BaseException:
        remove_if_there(temporary)
        raise


def write_synced(path: str, data: bytes, mode: int = 0) -> None:
    """Write a file and force it to the disk; ``mode`` 0 leaves its rights to the system."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o666)
    try:
        write_all(handle, data)
        if mode:
            os.chmod(path, mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of some bytes, however few of them the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


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


def remove_if_there(path: str) -> None:
    """Remove a file if that is possible."""
    try:
        os.unlink(path)
    except OSError:
        return


def _mode(path: str) -> int:
    """The rights of a file (of a link itself, not of what it points to); 0 when there is none."""
    try:
        return stat.S_IMODE(os.lstat(path).st_mode)
    except FileNotFoundError:
        return 0
