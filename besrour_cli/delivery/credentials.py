"""The password of the mail account, and other secrets: in a file only its owner can read, or in the keyring.

Never from an option, which other people of the machine can see, nor from the programme's files,
which are copied and shared.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Mapping
from importlib import import_module

from besrour_cli.durable.lock import locked_folder
from besrour_cli.durable.replace import PRIVATE_FOLDER, replace_file
from besrour_cli.durable.systems import is_open_to_others
from besrour_cli.model.errors import FileError, NotFoundError, system_reason
from besrour_cli.model.message import msg

VARIABLE = "BESROUR_CREDENTIALS"
SERVICE = "besrour"
_LIMIT = 100_000
"""Bytes of the file that are read."""


def password(host: str, user: str, environment: Mapping[str, str]) -> str:
    """The password of a user at a mail server.

    Looked for in the file that ``BESROUR_CREDENTIALS`` names, if it is set, else in the keyring
    (service ``besrour``), else in ``~/.config/besrour/credentials``. The file is written as ``.netrc``
    is: ``machine HOST login USER password SECRET``. Raises :class:`FileError` when others can read it,
    :class:`NotFoundError` when there is no password anywhere.
    """
    found = known_secret(host, user, environment)
    if found is None:
        raise NotFoundError(
            msg("there is no password for {user} at {host}", user=user, host=host),
            msg(
                "run “keyring set besrour {user}”, or write “machine {host} login {user} password …” "
                "into {path}",
                user=user,
                host=host,
                path=environment.get(VARIABLE) or _usual_path(environment),
            ),
        )
    return found


def known_secret(host: str, user: str, environment: Mapping[str, str]) -> str | None:
    """What is known for a user at a host, from the places that :func:`password` names; None: nothing."""
    if named := environment.get(VARIABLE):
        return _from_file(named, host, user, required=True)
    return _from_keyring(user) or _from_file(_usual_path(environment), host, user, required=False)


def remember_secret(host: str, user: str, secret: str, environment: Mapping[str, str]) -> str:
    """Keep a secret where :func:`known_secret` looks for it, and say where that is ("": in the keyring).

    It goes into the file that ``BESROUR_CREDENTIALS`` names, if it is set, else into the keyring, else into
    the usual file, whose other lines stay. Raises :class:`FileError` where that file cannot be written, or is
    not its owner's alone.
    """
    named = environment.get(VARIABLE)
    if not named and _into_keyring(user, secret):
        return ""
    path = os.path.realpath(named or _usual_path(environment))
    line = f"machine {host} login {user} password {secret}\n"
    try:
        os.makedirs(os.path.dirname(path), mode=PRIVATE_FOLDER, exist_ok=True)
        with locked_folder(os.path.dirname(path)):
            before = _text_of(path, required=False) or ""
            end = "" if before.endswith("\n") or not before else "\n"
            replace_file(path, f"{before}{end}{line}".encode(), private=True)
    except OSError as error:
        raise FileError(
            msg("the passwords in {path} cannot be written: {reason}", path=path, reason=system_reason(error))
        ) from error
    return path


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


def _into_keyring(user: str, secret: str) -> bool:
    """Put a secret into the system's keyring; whether it is there now."""
    try:
        import_module("keyring").set_password(SERVICE, user, secret)
    except Exception:
        return False  # no package, no keyring on this machine, or it stays locked
    return _from_keyring(user) == secret


def _from_file(path: str, host: str, user: str, *, required: bool) -> str | None:
    text = _text_of(path, required=required)
    return None if text is None else _machine(text, host, user, path)


def _text_of(path: str, *, required: bool) -> str | None:
    """The text of a file that its owner alone may read; None where there is none and none is ``required``."""
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
        if is_open_to_others(state):
            raise FileError(
                msg("other people of this computer can read the passwords in {path}", path=path),
                msg("run: chmod 600 {path}", path=path),
            )
        try:
            return file.read(_LIMIT).decode()
        except UnicodeDecodeError as error:
            raise _unreadable(path) from error


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
