"""What stops a command: one class an error, each with its sentence, its remedy and its exit code.

Exit codes: 0 done; 1 the answer is no; 2 the command line cannot be meant; 3 nothing to work on;
4 a file could not be read or written; 5 plan.yaml may not be overwritten; 6 a server could not be reached;
70 a fault of besrour itself; 130 interrupted. ``docs/en/reference/exit-codes.md`` says the same.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import Message, msg


class BesrourError(Exception):
    """The base class: ``what`` says what went wrong, ``remedy`` what to do; ``code`` is the exit code."""

    code = 70

    def __init__(self, what: Message, remedy: Message | None = None) -> None:
        super().__init__(str(what))
        self.what = what
        self.remedy = remedy


class DiagnosticsError(BesrourError):
    """The files hold mistakes; all of them are listed."""

    code = 1

    def __init__(self, what: Message, problems: Sequence[Diagnostic], remedy: Message | None = None) -> None:
        super().__init__(what, remedy)
        self.problems = tuple(problems)


class NegativeAnswer(BesrourError):
    """The question was clear and the answer is no (nothing satisfies the demands, say)."""

    code = 1


class UsageError(BesrourError):
    """What was typed on the command line cannot be meant."""

    code = 2


class NotFoundError(BesrourError):
    """No programme folder, or nothing in it to work on."""

    code = 3


class FileError(BesrourError):
    """A file or folder cannot be read or written: rights, size, encoding, a full disk."""

    code = 4


class PlanFileError(BesrourError):
    """plan.yaml changed meanwhile, is from a newer besrour, or was edited by hand."""

    code = 5


class NetworkError(BesrourError):
    """A server could not be reached, or refused."""

    code = 6


_SYSTEM: Mapping[str, Message] = {
    "SSLCertVerificationError": msg("its certificate is not valid for it, or nobody known vouches for it"),
    "SSLError": msg("the encrypted connection did not come about"),
    "gaierror": msg("no server of this name is known"),
    "UnicodeError": msg("no server of this name is known"),
    "TimeoutError": msg("no answer came in time"),
    "JournalTooLarge": msg("it is larger than besrour can have made it"),
}
"""What Python's own classes of errors stand for, by name: this room loads no network."""
_CODES: Mapping[int, Message] = {
    errno.EACCES: msg("it is not allowed"),
    errno.EPERM: msg("it is not allowed"),
    errno.ENOENT: msg("it is not there"),
    errno.EEXIST: msg("it is there already"),
    errno.EISDIR: msg("it is a folder"),
    errno.ENOTDIR: msg("a part of its path is no folder"),
    errno.ENOTEMPTY: msg("the folder is not empty"),
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the disk is full"),
    errno.EFBIG: msg("the disk is full"),
    errno.EROFS: msg("the disk cannot be written"),
    errno.EIO: msg("the disk failed"),
    errno.ENAMETOOLONG: msg("its name is too long"),
    errno.EINVAL: msg("its name has signs that this disk does not allow"),
    errno.EMFILE: msg("too many files are open"),
    errno.ENFILE: msg("too many files are open"),
    errno.EBUSY: msg("another program is using it"),
    errno.ELOOP: msg("its links lead round in a circle"),
    errno.ECONNREFUSED: msg("nothing answers there"),
    errno.ECONNRESET: msg("the connection was cut"),
    errno.ECONNABORTED: msg("the connection was cut"),
    errno.EPIPE: msg("the connection was cut"),
    errno.ETIMEDOUT: msg("no answer came in time"),
    errno.EHOSTUNREACH: msg("the network does not reach it"),
    errno.ENETUNREACH: msg("the network does not reach it"),
    errno.ENETDOWN: msg("the network does not reach it"),
}


def system_reason(error: BaseException) -> Message:
    """Why the system refused, in our own words; its code where we have none, never its English."""
    for kind in type(error).__mro__:
        if kind.__name__ in _SYSTEM:
            return _SYSTEM[kind.__name__]
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        return msg("the connection was cut")
    if number in _CODES:
        return _CODES[number]
    return msg("the system refused it, code {code}", code=errno.errorcode.get(number, str(number)))
