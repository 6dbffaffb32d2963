"""The password of the mail account: from a file only its owner can read, or from the keyring.

Never from an option, which other people of the machine can see, nor from the programme's files,
which are copied and shared.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Mapping
from importlib import import_module

from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import msg

VARIABLE = "BESROUR_CREDENTIALS"
SERVICE = "besrour"


def password(host: str, user: str, environment: Mapping[str, str]) -> str:
    """The password of a user at a mail server.

    Looked for in the file that ``BESROUR_CREDENTIALS`` names, if it is set, else in the keyring
    (service ``besrour``), else in ``~/.config/besrour/credentials``. The file is written as ``.netrc``
    is: ``machine HOST login USER password SECRET``. Raises :class:`FileError` when others can read it,
    :class:`NotFoundError` when there is no password anywhere.
    """
    named = environment.get(VARIABLE)
    if named:
        found = _from_file(named, host, user, required=True)
        where = named
    else:
        where = _usual_path(environment)
        found = _from_keyring(user) or _from_file(where, host, user, required=False)
    if found is None:
        raise NotFoundError(
            msg("there is no password for {user} at {host}", user=user, host=host),
            msg(
                "run “keyring set besrour {user}”, or write “machine {host} login {user} password …” "
                "into {path}",
                user=user,
                host=host,
                path=where,
            ),
        )
    return found


def _usual_path(environment: Mapping[str, str]) -> str:
    base = environment.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "besrour", "credentials")


def _from_keyring(user: str) -> str | None:
    """From the system's keyring, where the package ``keyring`` is installed (the extra of that name)."""
    try:
        keyring = import_module("keyring")
        found = keyring.get_password(SERVICE, user)
    except Exception:
        return None  # no package, no keyring on this machine, or it stays locked: the file is next
    return found if isinstance(found, str) and found else None


def _from_file(path: str, host: str, user: str, *, required: bool) -> str | None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError as error:
        if required:
            raise NotFoundError(
                msg("{variable} names {path}, which is not there", variable=VARIABLE, path=path)
            ) from error
        return None
    except OSError as error:
        raise _unreadable(path) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise _unreadable(path)
    with os.fdopen(handle, "rb") as file:
        if os.name != "nt" and (state.st_uid not in (os.geteuid(), 0) or state.st_mode & 0o077):
            raise FileError(
                msg("other people of this computer can read the passwords in {path}", path=path),
                msg("run: chmod 600 {path}", path=path),
            )
        try:
            text = file.read(100_000).decode()
        except UnicodeDecodeError as error:
            raise _unreadable(path) from error
    return _machine(text, host, user, path)


def _machine(text: str, host: str, user: str, path: str) -> str | None:
    """The password of the entry that names host and user; ``default`` entries are for no host of ours."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        lexer = shlex.shlex(line, posix=True)
        lexer.whitespace_split, lexer.commenters = True, ""
        try:
            words = list(lexer)
        except ValueError:
            raise _bad_line(path, number) from None
        if not words or words[0].startswith("#"):
            continue
        for name, value in zip(words[::2], words[1::2], strict=False):
            if name == "machine":
                found.append({})
            if not found or name not in ("machine", "login", "password", "account"):
                raise _bad_line(path, number)
            found[-1][name] = value
        if len(words) % 2:
            raise _bad_line(path, number)
    for entry in found:
        if entry.get("machine", "").lower() == host.lower() and entry.get("login") == user:
            return entry.get("password")
    return None


def _bad_line(path: str, number: int) -> FileError:
    return FileError(
        msg("line {n} of {path} cannot be read", n=number, path=path),
        msg("write: machine mail.example.org login me@example.org password secret"),
    )


def _unreadable(path: str) -> FileError:
    return FileError(msg("the passwords in {path} cannot be read", path=path))
