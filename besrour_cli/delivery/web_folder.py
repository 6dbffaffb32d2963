"""A folder that a web server shows: our files copied whole or not at all, everybody else's left alone.

``.besrour-files`` in the folder names every file that is ours with its digest. A file that is not in it,
or that someone changed since, is never overwritten or removed. New files are first written beside their
places, all of them; only then are they renamed, one by one. A run that ended in between is finished by
the next: the list is written before the first rename and holds the old digest and the new.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.errors import FileError
from besrour_cli.model.message import Message, msg

MANIFEST = ".besrour-files"
_VERSION = 1
_NEW = ".besrour-new"
_Digests = dict[str, list[str]]


class PublishedFiles(NamedTuple):
    """Relative paths, sorted: written, found unchanged, removed; ``theirs`` are someone else's and stay."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    theirs: tuple[str, ...]


def publish(
    directory: str, files: Mapping[str, bytes], clear: Sequence[str], *, overwrite: bool = False
) -> PublishedFiles:
    """Make a folder hold ``files`` (relative paths with ``/``); ours below ``clear`` and not among them go.

    When someone else's file is in the way nothing is written at all, and ``theirs`` names it;
    ``overwrite`` replaces it. :class:`FileError`, with every old file in place, when a file cannot be
    written.
    """
    ours = _manifest(directory)
    known = {path: _digest(data) for path, data in files.items()}
    stale = [p for p in ours if p not in files and any(p.startswith(f"{sub}/") for sub in clear)]
    found = {path: _found(directory, path) for path in (*files, *stale)}
    theirs = [
        path
        for path, there in found.items()
        if there and there != known.get(path) and there not in ours.get(path, ())
    ]
    if theirs and not overwrite:
        return PublishedFiles((), (), (), tuple(sorted(theirs)))
    changed = sorted(path for path in files if found[path] != known[path])
    if changed or stale or {path: ours.get(path) for path in files} != {p: [d] for p, d in known.items()}:
        _stage(directory, {path: files[path] for path in changed})
        both = {p: sorted({*ours.get(p, ()), *([known[p]] if p in known else ())}) for p in {*ours, *known}}
        try:
            _write_manifest(directory, both)
            for path in changed:
                target = _target(directory, path)
                os.replace(target + _NEW, target)
            for path in stale:
                if found[path]:
                    os.unlink(_target(directory, path))
                _prune(directory, path)
        except OSError as error:
            raise _trouble(error, directory) from error
        kept = {path: digests for path, digests in ours.items() if path not in stale}
        _write_manifest(directory, kept | {path: [digest] for path, digest in known.items()})
    _forget(_target(directory, path) + _NEW for path in files)  # of a run that was killed and not repeated
    gone = tuple(sorted(path for path in stale if found[path]))
    return PublishedFiles(tuple(changed), tuple(sorted(set(files) - set(changed))), gone, ())


def _target(directory: str, path: str) -> str:
    return os.path.join(directory, *path.split("/"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _found(directory: str, path: str) -> str:
    """The digest of what stands at a path; "" for nothing. A link or folder there is never ours."""
    target = _target(directory, path)
    parent = os.path.realpath(os.path.dirname(target))
    root = os.path.realpath(directory)
    if parent != root and not parent.startswith(root.rstrip(os.sep) + os.sep):
        raise FileError(
            msg("“{path}” leads out of {folder} by a symbolic link", path=path, folder=directory),
            msg("replace the link by a folder"),
        )
    if os.path.islink(target) or os.path.isdir(target):
        return "not a file"
    try:
        with open(target, "rb") as file:
            return _digest(file.read())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _trouble(error, target) from error


def _stage(directory: str, files: Mapping[str, bytes]) -> None:
    """Write every new file beside its place; all of them or, when one cannot be written, none."""
    begun: list[str] = []
    try:
        for path, data in files.items():
            target = _target(directory, path)
            if os.path.isdir(target) and not os.path.islink(target):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            begun.append(target + _NEW)
            _force(target + _NEW, data)
    except OSError as error:
        _forget(begun)
        raise _trouble(error, error.filename or directory) from error
    except BaseException:
        _forget(begun)
        raise


def _force(path: str, data: bytes) -> None:
    """Bytes in a file, on the disk."""
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _forget(paths: Iterable[str]) -> None:
    for path in paths:
        try:
            os.unlink(path)
        except OSError:
            continue


def _prune(directory: str, path: str) -> None:
    """Remove folders that became empty, up to the directory itself."""
    folder = os.path.dirname(_target(directory, path))
    while folder != directory.rstrip(os.sep) and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)


def _manifest(directory: str) -> _Digests:
    path = os.path.join(directory, MANIFEST)
    try:
        with open(path, "rb") as file:
            data = json.loads(file.read())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _trouble(error, path) from error
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("version") != _VERSION or not _sound(data.get("files")):
        raise FileError(
            msg("{path} is damaged or from a newer besrour, so which files are ours is unknown", path=path),
            msg("remove it to begin anew; files that differ are then shown and kept"),
        )
    found: _Digests = data["files"]
    return found


def _sound(files: object) -> bool:
    return isinstance(files, dict) and all(
        isinstance(path, str)
        and not {"", ".", ".."} & set(path.split("/"))
        and "\\" not in path
        and ":" not in path
        and isinstance(digests, list)
        for path, digests in files.items()
    )


def _write_manifest(directory: str, files: _Digests) -> None:
    text = json.dumps({"version": _VERSION, "files": files}, indent=1, sort_keys=True) + "\n"
    path = os.path.join(directory, MANIFEST)
    try:
        os.makedirs(directory, exist_ok=True)
        _force(path + _NEW, text.encode())
        os.replace(path + _NEW, path)
    except OSError as error:
        _forget([path + _NEW])
        raise _trouble(error, path) from error


def _trouble(error: OSError, path: str) -> FileError:
    reasons: dict[int | None, Message] = {
        errno.ENOSPC: msg("the disk is full: {path} was not written", path=path),
        errno.EFBIG: msg("the disk is full: {path} was not written", path=path),
        errno.EACCES: msg("you may not write to {path}", path=path),
        errno.EPERM: msg("you may not write to {path}", path=path),
        errno.EROFS: msg("you may not write to {path}", path=path),
    }
    what = reasons.get(error.errno) or msg("{path} cannot be written", path=path)
    return FileError(what, msg("everything there is whole; mend this and run the same command again"))
