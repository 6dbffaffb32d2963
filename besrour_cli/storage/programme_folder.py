"""Where the programme is: in the nearest folder, upwards, that holds ``sessions/``."""

from __future__ import annotations

import os

from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import file_error, printable_path

SESSIONS = "sessions"


def find(start: str, named: str | None) -> str:
    """The path of the programme folder: the one named, or the nearest from ``start`` upwards.

    ``named`` is what the reader wrote after --folder: the folder or its subfolder ``sessions``. Raises
    NotFoundError when there is no programme.
    """
    if named is not None:
        folder = os.path.abspath(os.path.join(start, os.path.expanduser(named)))
        if os.path.isdir(os.path.join(folder, SESSIONS)):
            return folder
        if os.path.basename(folder) == SESSIONS and os.path.isdir(folder):
            return os.path.dirname(folder)
        if not os.path.isdir(folder):
            raise NotFoundError(
                msg("{path} is not a folder", path=printable_path(named)),
                msg("check the name after --folder"),
            )
        raise NotFoundError(
            msg("the folder {path} has no subfolder sessions", path=printable_path(named)),
            msg("name a folder made by besrour init"),
        )
    folder = os.path.abspath(start)
    while not os.path.isdir(os.path.join(folder, SESSIONS)):
        above = os.path.dirname(folder)
        if above == folder:
            raise NotFoundError(
                msg(
                    "neither {path} nor a folder above it holds a programme (a subfolder sessions)",
                    path=printable_path(start),
                ),
                msg("go into your programme's folder, name it with --folder, or run besrour init"),
            )
        folder = above
    return folder


def file_names(path: str) -> list[str]:
    """The names of the files in a folder ``sessions``, without hidden ones and those that an editor left.

    Raises NotFoundError where there is none, FileError for what the system refuses.
    """
    try:
        names = os.listdir(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(
            msg(
                "{path} holds no programme (a subfolder sessions)",
                path=printable_path(os.path.dirname(path)),
            ),
            msg("make one: besrour init my-cafe"),
        ) from error
    except OSError as error:
        raise file_error(error, path) from error
    return sorted(name for name in names if not name.startswith((".", "~")))
