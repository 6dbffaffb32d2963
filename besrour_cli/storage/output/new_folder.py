"""A new programme folder, made of files that are known already: there whole, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from besrour_cli.durable.replace import PRIVATE, PRIVATE_FOLDER, write_synced
from besrour_cli.durable.systems import sync_folder
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import file_error, printable_path


def make_folder(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files (relative paths with ``/``) into a folder that is not there yet; its owner's alone.

    They are written beside it first. Raises :class:`FileError`, with nothing left behind, where there is
    something of this name already, and for what the system refuses.
    """
    target = os.path.abspath(folder)
    if os.path.lexists(target):
        raise FileError(
            msg("{path} is there already, and is not overwritten", path=printable_path(folder)),
            msg("choose a new folder"),
        )
    beside = f"{target}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.mkdir(beside, PRIVATE_FOLDER)
        for path, data in sorted(files.items()):
            full = os.path.join(beside, *path.split("/"))
            os.makedirs(os.path.dirname(full), PRIVATE_FOLDER, exist_ok=True)
            write_synced(full, data, PRIVATE)
        os.rename(beside, target)
        sync_folder(os.path.dirname(target))
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            raise file_error(error, folder) from error
        raise
