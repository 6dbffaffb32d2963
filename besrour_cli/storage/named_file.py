"""A file that the coordinator names herself: written whole, and only over one of its own kind."""

from __future__ import annotations

import os

from besrour_cli.model.fault import FileTrouble
from besrour_cli.model.message import msg
from besrour_cli.storage.files import replace_file
from besrour_cli.storage.text import shown, trouble


def write_named(path: str, data: bytes, mark: bytes) -> None:
    """Write a file at a path as typed, replacing an older one that carries ``mark`` near its beginning.

    :class:`FileTrouble`, before anything is written, when something else is there.
    """
    target = os.path.abspath(path)
    if os.path.lexists(target) and not _ours(target, mark):
        raise FileTrouble(
            msg("{path} is there already and is not a picture of besrour’s", path=shown(path)),
            msg("choose another name, or remove the file"),
        )
    if not os.path.isdir(os.path.dirname(target)):
        raise FileTrouble(
            msg("the folder of {path} does not exist", path=shown(path)), msg("make the folder first")
        )
    replace_file(target, data)


def _ours(path: str, mark: bytes) -> bool:
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as old:
            return mark in old.read(1000)
    except OSError as error:
        raise trouble(error, path) from error
