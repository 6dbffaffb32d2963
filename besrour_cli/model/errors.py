"""What stops a command: one class an error, each with its sentence, its remedy and its exit code.

Exit codes: 0 done; 1 the answer is no; 2 the command line cannot be meant; 3 nothing to work on;
4 a file could not be read or written; 5 plan.yaml may not be overwritten; 6 a server could not be reached;
70 a fault of besrour itself; 130 interrupted. ``docs/reference/exit-codes.md`` says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import Message


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
