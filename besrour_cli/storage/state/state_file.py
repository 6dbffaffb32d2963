"""A file that besrour alone writes: read whole within a limit, changed alone, and replaced at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from besrour_cli.durable.lock import AlreadyLocked, locked_folder
from besrour_cli.durable.replace import close_to_others, remove_if_there
from besrour_cli.model.errors import FileError, PlanFileError, system_reason
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import file_error, printable_path, read_bytes

LIMIT = 20_000_000
"""Bytes; answers and busy hours of any programme are far fewer."""
LARGE_LIMIT = 50_000_000
"""Bytes of a plan or a certificate."""

_TEMPORARY = {
    "": re.compile(
        r"(?:(?:announced|sent|caldav|publications)\.ledger|plan\.yaml|proof\.json|enrolment\.json|evaluation\.json"
        r"|(?:replies|busy|attendance|statements|tables|handover)\.yaml)(?:\.bak)?\.\d+\.tmp"
    ),
    "responses": re.compile(r"(?:identities|evaluation|comments)\.csv\.\d+\.tmp"),
    SESSIONS: re.compile(r"(?:members|attendance)\.csv(?:\.bak)?\.\d+\.tmp"),
}
"""The names that files have until they are whole (``replace_file``), by the subfolder they are in."""


@contextmanager
def locked_state(folder: str) -> Iterator[None]:
    """Be the only run that writes in a programme folder; others that write wait until this is over.

    It may be asked for again inside. Raises :class:`FileError` when another run does not end, and for what
    the system refuses meanwhile.
    """
    try:
        with locked_folder(folder):
            yield
    except AlreadyLocked as error:
        raise FileError(
            msg("another run of besrour is writing in this folder and does not end; nothing was written"),
            msg("end it, then run this again"),
        ) from error
    except OSError as error:
        raise file_error(error, folder) from error


@contextmanager
def ledger_errors(path: str, busy: Message, nothing: Message) -> Iterator[None]:
    """Raise :class:`FileError` for what the system refuses.

    ``busy`` says that another run has the ledger, ``nothing`` what is not done before it can be written to.
    """
    try:
        yield
    except AlreadyLocked as error:
        raise FileError(busy, msg("wait until it has ended, then run this again")) from error
    except OSError as error:
        raise FileError(
            msg("{path} could not be read or written: {why}", path=path, why=system_reason(error)), nothing
        ) from error


def remove_leftovers(folder: str) -> None:
    """Remove what a run left that was killed while it wrote; nothing of this can stop the one that reads."""
    if any(_leftovers(folder)):
        with suppress(OSError), locked_folder(folder, 0):  # where another run has it, they are that run's
            for path in _leftovers(folder):
                remove_if_there(path)


def _leftovers(folder: str) -> Iterator[str]:
    """The paths of temporary files of ours; with the folder locked, nobody writes them any more."""
    for below, pattern in _TEMPORARY.items():
        here = os.path.join(folder, below)
        try:
            names = os.listdir(here)
        except OSError:
            continue
        yield from (os.path.join(here, name) for name in names if pattern.fullmatch(name))


def read_state(folder: str, name: str, limit: int = LIMIT) -> bytes | None:
    """The bytes of a file in a programme folder; None when there is none (an empty one is ``b""``).

    Raises :class:`FileError` when it cannot be read or is larger than ``limit``.
    """
    path = os.path.join(folder, name)
    if not os.path.lexists(path):
        return None
    data = read_bytes(path, limit)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    return data


def update_state(folder: str, name: str, change: Callable[[bytes | None], bytes | None]) -> None:
    """Change what a file holds at this moment, alone: what another terminal wrote meanwhile stays.

    ``change`` gets the bytes, None where there is no file, and gives those that it is to hold; None leaves it
    as it is. Raises :class:`FileError`, and :class:`PlanFileError` where the file changed all the same, as
    it can where a folder cannot be locked.
    """
    with locked_state(folder):
        former = read_state(folder, name)
        data = change(former)
        path = os.path.realpath(os.path.join(folder, name))
        if data is None or data == former:
            close_to_others(path)  # an earlier besrour left it open to everybody
            return
        if read_state(folder, name) != former:
            raise changed_meanwhile(name)
        replace_file(path, data, private=True)


def replace_with_copy(
    folder: str, name: str, before: bytes | None, after: bytes, *, private: bool = False
) -> None:
    """Replace a file that people write, the former one kept beside it with ``.bak`` behind its name.

    ``before``: its bytes as they were read (None: there was none); ``private``: its owner alone may read it,
    as is always so of the copy. Raises :class:`FileError`, with nothing written, when it changed meanwhile.
    """
    path = os.path.realpath(os.path.join(folder, name))
    with locked_state(folder):
        if read_state(folder, name) != before:
            raise FileError(*_changed(name))
        if before is not None:
            copy = os.path.join(os.path.dirname(path), f"{os.path.basename(name)}.bak")
            replace_file(copy, before, private=True)
        replace_file(path, after, private=private)


def changed_meanwhile(name: str) -> PlanFileError:
    """A refusal to write over what another run wrote."""
    return PlanFileError(*_changed(name))


def _changed(name: str) -> tuple[Message, Message]:
    what = msg("{path} changed while this command ran; nothing was written", path=name)
    return what, msg("run the same command again")
