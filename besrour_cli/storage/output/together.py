"""Several files changed together: all of them are as they were read, or nothing is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import NamedTuple

from besrour_cli.durable import replace
from besrour_cli.durable.journal import Journal
from besrour_cli.durable.lock import AlreadyLocked
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import file_error


class FileChange(NamedTuple):
    """A file of a programme folder by its relative path: its bytes as they were read, and those it gets.

    None: there is no file.
    """

    path: str
    before: bytes | None
    after: bytes | None


def change_together(folder: str, changes: Sequence[FileChange], journals: Sequence[str]) -> None:
    """Make all the changes in their order, or none; what is written is its owner's alone.

    The folder is to be locked. A run that is killed meanwhile leaves the rest as it was, each file whole;
    made again, it ends what it began. Raises :class:`FileError` where a file has changed since it was read,
    or a run is writing into one of the ``journals``, and for what the system refuses.
    """
    with ExitStack() as stack:
        for name in journals:
            stack.enter_context(_alone(folder, name))
        for change in changes:  # nothing is written before all of them are known to be as they were read
            if _read(os.path.join(folder, change.path)) != change.before:
                raise FileError(
                    msg("{path} changed while this command ran; nothing was written", path=change.path),
                    msg("run the same command again"),
                )
        done: list[FileChange] = []
        try:
            for change in changes:
                _apply(folder, change.path, change.after)
                done.append(change)
        except OSError as error:
            for change in reversed(done):
                with suppress(OSError):
                    _apply(folder, change.path, change.before)
            raise file_error(error, change.path) from error


def _alone(folder: str, name: str) -> Journal:
    """A journal that nobody else writes meanwhile."""
    try:
        return Journal(os.path.join(folder, name), lock=True)
    except AlreadyLocked as error:
        raise FileError(
            msg("another run of besrour is writing {path}; nothing was written", path=name),
            msg("wait until it has ended, then run this again"),
        ) from error
    except OSError as error:
        raise file_error(error, name) from error


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _apply(folder: str, path: str, data: bytes | None) -> None:
    """Write a file, through a link to where it is, or remove what has the name."""
    if data is None:
        os.unlink(os.path.join(folder, path))
    else:
        replace.replace_file(os.path.realpath(os.path.join(folder, path)), data, private=True)
