"""A file whose name the coordinator chooses: written whole, and only over one of its own kind."""

from __future__ import annotations

import os

from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import file_error, printable_path

_HEAD = 1000
"""Bytes of a file in which the mark is looked for."""


def write_named(path: str, data: bytes, mark: bytes, *, private: bool = False) -> None:
    """Write a file at a path as typed, replacing an older one that carries ``mark`` near its beginning.

    A ``private`` one names people: its owner alone may read it.

    Raises :class:`FileError`, before anything is written, as :func:`refuse_others` does.
    """
    refuse_others(path, mark)
    replace_file(os.path.abspath(path), data, private=private)


def refuse_others(path: str, mark: bytes) -> None:
    """Raise :class:`FileError` for a path where nothing of ours may be written.

    That is over another file, in a folder that does not exist, or among the files that coordinators write
    (``sessions/``, ``templates/`` of any programme).
    """
    target = os.path.abspath(path)
    if _is_coordinators(os.path.realpath(os.path.dirname(target))):
        raise FileError(
            msg("{path} is among your own files, where besrour never writes", path=printable_path(path)),
            msg("write it beside them, such as {name}", name=printable_path(os.path.basename(target))),
        )
    if os.path.lexists(target) and not _is_ours(target, mark):
        raise FileError(
            msg("{path} is there already, and besrour did not write it", path=printable_path(path)),
            msg("choose another name, or remove the file"),
        )
    if not os.path.isdir(os.path.dirname(target)):
        raise FileError(
            msg("the folder of {path} does not exist", path=printable_path(path)),
            msg("make the folder first"),
        )


def _is_coordinators(folder: str) -> bool:
    """Whether a folder is, or is inside of, a programme's ``sessions/`` or ``templates/``."""
    while True:
        above = os.path.dirname(folder)
        head = os.path.join(above, SESSIONS, "programme.yaml")
        if os.path.lexists(os.path.join(folder, "programme.yaml")):
            return True
        if os.path.basename(folder) == "templates" and os.path.lexists(head):
            return True
        if above == folder:
            return False
        folder = above


def _is_ours(path: str, mark: bytes) -> bool:
    """Whether a file carries the mark of its kind near its beginning."""
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as old:
            return mark in old.read(_HEAD)
    except OSError as error:
        raise file_error(error, path) from error
