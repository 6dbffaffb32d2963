"""Generated files: each written whole or not at all, unchanged ones left alone, stale ones removed.

besrour writes below ``out/`` only; ``write_new`` is for a folder that ``init`` has just begun.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from besrour_cli.durable import replace
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import file_error, printable_path

OUT = "out"
_TEMPORARY = re.compile(r"\.\d+\.tmp$")
"""What the name of a file ends with until it is whole (``replace_file``)."""


class WriteResult(NamedTuple):
    """Relative paths, sorted: written anew, found unchanged, removed."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def replace_file(path: str, data: bytes, *, private: bool = False) -> None:
    """Put a file in place at once: readers see the old bytes or the new ones, never a part of either.

    A ``private`` one names people: its owner alone may read it. Raises :class:`FileError`, with nothing left
    behind, when the system refuses.
    """
    try:
        replace.replace_file(path, data, private=private)
    except OSError as error:
        raise file_error(error, path) from error


def write_all(folder: str, files: Mapping[str, bytes], clear: Sequence[str] = ()) -> WriteResult:
    """Write files (relative paths with ``/`` to bytes) below ``out/`` of a programme folder.

    Files below the ``clear`` subfolders that are not among ``files`` are removed, and folders left
    empty with them. Every path is checked before the first byte is written. Raises :class:`FileError`.
    """
    for path in (*files, *clear):
        check_inside(folder, path)
    return write_each(folder, sorted(files.items()), clear)


def write_each(
    folder: str, files: Iterable[tuple[str, bytes]], clear: Sequence[str] = (), *, private: str = ""
) -> WriteResult:
    """Like :func:`write_all` for files that come one by one, so that few are in memory at a time.

    What is below the subfolder ``private`` names people: the owner of the folder alone may read it.
    """
    for path in clear:
        check_inside(folder, path)
    written, unchanged = [], []
    tidy: set[str] = set()
    for path, data in files:
        check_inside(folder, path)
        target = os.path.join(folder, *path.split("/"))
        is_private = bool(private) and path.startswith(f"{private}/")
        _make_folder(os.path.dirname(target))
        if os.path.dirname(target) not in tidy:
            tidy.add(os.path.dirname(target))
            _remove_leftovers(os.path.dirname(target))
        if is_private:
            _close_folders(folder, private, path)
        if _holds(target, data):
            unchanged.append(path)
            if is_private:
                replace.close_to_others(target)
            continue
        replace_file(target, data, private=is_private)
        written.append(path)
    keep = {*written, *unchanged}
    removed = sorted(stale for sub in set(clear) for stale in _remove_stale(folder, sub, keep))
    return WriteResult(tuple(sorted(written)), tuple(sorted(unchanged)), tuple(removed))


def write_new(folder: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write new files into a folder, all of them or none; one that exists already is never touched.

    Raises :class:`FileError`, before anything is written, when a file is there already.
    """
    for path in files:
        _parts(path)
        if os.path.lexists(os.path.join(folder, *path.split("/"))):
            raise FileError(
                msg("{path} is there already, and is not overwritten", path=path), msg("choose a new folder")
            )
    written: list[str] = []
    try:
        for path in sorted(files):
            target = os.path.join(folder, *path.split("/"))
            _make_folder(os.path.dirname(target))
            replace_file(target, files[path])
            written.append(target)
    except FileError:
        for target in written:
            with suppress(OSError):
                os.unlink(target)
        raise
    return tuple(sorted(files))


def _parts(path: str) -> list[str]:
    """The parts of a relative path; one that could lead elsewhere is refused."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts):
        raise FileError(
            msg("“{path}” is not a path besrour writes to", path=printable_path(path.replace("\0", "?")))
        )
    return parts


def check_inside(folder: str, path: str) -> None:
    """Refuse a path that is not below ``out/``, that a link leads out of it, or that lies below a file."""
    parts = _parts(path)
    if parts[0] != OUT:
        raise FileError(
            msg("“{path}” is not below out/, and besrour writes nowhere else", path=printable_path(path)),
        )
    top = os.path.join(os.path.realpath(folder), OUT, "")
    parent = os.path.realpath(os.path.join(folder, *parts[:-1]))
    if len(parts) > 1 and not f"{parent}{os.sep}".startswith(top):
        raise FileError(
            msg("“{path}” leads out of out/ by a symbolic link", path=printable_path(path)),
            msg("replace the link by a folder"),
        )
    for depth in range(1, len(parts)):
        above = os.path.join(folder, *parts[:depth])
        if os.path.lexists(above) and not os.path.isdir(above):
            raise FileError(
                msg("“{path}” is a file, and besrour writes a folder there", path="/".join(parts[:depth])),
                msg("move it away"),
            )


def _holds(path: str, data: bytes) -> bool:
    """Whether a file, and no link, holds these bytes already."""
    try:
        if os.path.islink(path) or os.path.getsize(path) != len(data):
            return False
        with open(path, "rb") as old:
            return old.read() == data
    except OSError:
        return False


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise file_error(error, folder) from error


def _remove_leftovers(folder: str) -> None:
    """Remove what a run left that was killed before it put a file in place."""
    for name in os.listdir(folder):
        if _TEMPORARY.search(name):
            replace.remove_if_there(os.path.join(folder, name))


def _close_folders(folder: str, top: str, path: str) -> None:
    """Leave the folders of a file, from the subfolder ``top`` downwards, to their owner alone."""
    parts = path.split("/")[:-1]
    for depth in range(len(top.split("/")), len(parts) + 1):
        replace.close_to_others(os.path.join(folder, *parts[:depth]))


def _remove_stale(folder: str, sub: str, files: Iterable[str]) -> Iterable[str]:
    """Remove what is below a subfolder and not among ``files``; of a link itself, never what it points to.

    Yields the paths removed.
    """
    keep = set(files)
    top = os.path.join(folder, *sub.split("/"))
    if os.path.islink(top):
        return
    for here, _, names in os.walk(top, topdown=False):
        for name in sorted((*names, *(n for n in os.listdir(here) if os.path.islink(os.path.join(here, n))))):
            path = os.path.join(here, name)
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            if relative in keep or not os.path.lexists(path):
                continue
            try:
                os.unlink(path)
            except OSError as error:
                raise file_error(error, path) from error
            yield printable_path(relative)
        if here != top and not os.listdir(here):
            os.rmdir(here)
