"""A folder that a web server shows: our files copied whole or not at all, everybody else's left alone.

``.besrour-files`` in the folder, the manifest, names every file that is ours with its digest. A file that
is not in it, or that someone changed since, is never overwritten or removed. New files are first written
beside their places, all of them; only then are they renamed, one by one. A run that ended in between is
finished by the next: the manifest is written before the first rename and holds the old digest and the new.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.durable.replace import make_published_folder, remove_if_there, replace_file, write_synced
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import Message, msg

MANIFEST = ".besrour-files"
_VERSION = 1
_NEW = ".besrour-new"
_Digests = dict[str, list[str]]


class PublishedFiles(NamedTuple):
    """Relative paths, sorted: written, found unchanged, removed; ``theirs`` are someone else's and stay."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


def publish(
    directory: str, files: Mapping[str, bytes], clear: Sequence[str], *, overwrite: bool = False
) -> PublishedFiles:
    """Make a folder hold ``files`` (relative paths with ``/`` to bytes).

    Files of ours below the subfolders ``clear`` that are not among them are removed. When someone else's
    file is in the way nothing is written at all, and ``theirs`` names it; ``overwrite`` replaces it.
    Raises :class:`FileError`, with every old file in place, when a file cannot be written.
    """
    ours = _read_manifest(directory)
    digests = {path: _digest(data) for path, data in files.items()}
    stale = [p for p in ours if p not in files and any(p.startswith(f"{sub}/") for sub in clear)]
    present = {path: _present_digest(directory, path) for path in (*files, *stale)}
    theirs = sorted(
        path
        for path, digest in present.items()
        if digest and digest != digests.get(path) and digest not in ours.get(path, ())
    )
    if theirs and not overwrite:
        return PublishedFiles(theirs=tuple(theirs))
    changed = sorted(path for path in files if present[path] != digests[path])
    removed = sorted(path for path in stale if present[path])
    if changed or stale or any(ours.get(path) != [digest] for path, digest in digests.items()):
        # until every rename is done, the old file and the new one are both ours
        both = {p: sorted({*ours.get(p, ()), *digests.get(p, "").split()}) for p in {*ours, *digests}}
        _stage(directory, {path: files[path] for path in changed}, both)
        _put_in_place(directory, changed, removed, stale)
        remaining = {path: known for path, known in ours.items() if path not in stale}
        _write_manifest(directory, remaining | {path: [digest] for path, digest in digests.items()})
    for path in files:  # what a run left that was killed and not repeated
        remove_if_there(_target(directory, path) + _NEW)
    return PublishedFiles(
        written=tuple(changed),
        unchanged=tuple(sorted(set(files) - set(changed))),
        removed=tuple(removed),
    )


def _target(directory: str, path: str) -> str:
    return os.path.join(directory, *path.split("/"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _present_digest(directory: str, path: str) -> str:
    """The digest of the file now at a path; "" for nothing. A link or folder there is never ours."""
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
        raise _failed(error, target) from error


def _stage(directory: str, files: Mapping[str, bytes], manifest: _Digests) -> None:
    """Write every new file beside its place, then the manifest; all or, when one cannot be written, none."""
    begun: list[str] = []
    try:
        for path, data in files.items():
            target = _target(directory, path)
            if os.path.isdir(target) and not os.path.islink(target):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
            _make_folders(os.path.dirname(target))
            begun.append(target + _NEW)
            write_synced(target + _NEW, data, published=True)
        _write_manifest(directory, manifest)
    except BaseException as error:
        for new in begun:
            remove_if_there(new)
        if isinstance(error, OSError):
            raise _failed(error, error.filename or directory) from error
        raise


def _make_folders(folder: str) -> None:
    """Make a folder and those above it that are not there, for everybody to read."""
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for path in reversed(missing):
        make_published_folder(path)


def _put_in_place(
    directory: str, changed: Sequence[str], removed: Sequence[str], stale: Sequence[str]
) -> None:
    """Rename the staged files to their names, and remove the stale ones with the folders they leave empty."""
    try:
        for path in changed:
            target = _target(directory, path)
            os.replace(target + _NEW, target)
        for path in removed:
            os.unlink(_target(directory, path))
        for path in stale:
            _prune(directory, path)
    except OSError as error:
        raise _failed(error, directory) from error


def _prune(directory: str, path: str) -> None:
    """Remove folders that became empty, up to the directory itself."""
    folder = os.path.dirname(_target(directory, path))
    while folder != directory.rstrip(os.sep) and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)


def _read_manifest(directory: str) -> _Digests:
    """The digests of our files by path; none when there is no manifest yet."""
    path = os.path.join(directory, MANIFEST)
    try:
        with open(path, "rb") as file:
            data = json.loads(file.read())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _failed(error, path) from error
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("version") != _VERSION or not _is_sound(data.get("files")):
        raise FileError(
            msg("{path} is damaged or from a newer besrour, so which files are ours is unknown", path=path),
            msg("remove it to begin anew; files that differ are then shown and kept"),
        )
    found: _Digests = data["files"]
    return found


def _is_sound(files: object) -> bool:
    """Whether these are digests by paths, none of which leads out of the folder."""
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
        replace_file(path, text.encode(), path + _NEW)
    except OSError as error:
        raise _failed(error, path) from error


def _failed(error: OSError, path: str) -> FileError:
    reasons: dict[int | None, Message] = {
        errno.ENOSPC: msg("the disk is full: {path} was not written", path=path),
        errno.EFBIG: msg("the disk is full: {path} was not written", path=path),
        errno.EACCES: msg("you may not write to {path}", path=path),
        errno.EPERM: msg("you may not write to {path}", path=path),
        errno.EROFS: msg("you may not write to {path}", path=path),
    }
    what = reasons.get(error.errno) or msg("{path} cannot be written", path=path)
    return FileError(what, msg("everything there is whole; mend this and run the same command again"))
