"""One call of besrour: the language, the command, and what to say when it stops."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from besrour_cli.commands.terminal import translation
from besrour_cli.commands.terminal.console import err, prepare, styled
from besrour_cli.commands.terminal.plain import set_plain, wants_plain
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.durable.systems import signals
from besrour_cli.model.errors import BesrourError, DiagnosticsError, FileError, system_reason
from besrour_cli.model.message import msg

INTERRUPTED, BROKEN = 130, 70
_BY_SIGNAL = 128
"""Added to a signal's number, this is the exit code of a program that it ended (POSIX shells)."""


class EndedBySignalError(BaseException):
    """The system, or a terminal that was closed, ends the program; what is under way is tidied up first."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = _BY_SIGNAL + number


def tidy_up_on_signals() -> None:
    """Let SIGTERM and SIGHUP end the program as Ctrl+C does; one that is ignored (nohup) stays ignored."""
    for number in signals(("SIGTERM", "SIGHUP")):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_DFL)  # the second one ends it at once
    raise EndedBySignalError(number)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every trouble ends in a sentence, never a traceback."""
    prepare()
    asked = _read_beforehand(arguments)
    set_plain(wants_plain(option=bool(asked["plain"]), environment=os.environ))
    translation.set_language(translation.detect_language(asked["lang"], os.environ), os.environ)
    if instruction := os.environ.get("_BESROUR_COMPLETE"):
        return _offered(instruction)
    try:
        return _run(list(arguments), asked["folder"] or "")
    except BesrourError as fault:
        _tell(fault, "--json" in arguments)
        return fault.code
    except EndedBySignalError as end:
        with suppress(OSError):  # its terminal may have gone
            err(_("interrupted; what was finished is kept, nothing is half-written"))
        return end.code
    except KeyboardInterrupt:
        err(_("interrupted; what was finished is kept, nothing is half-written"))
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- the reader has gone
        return 0
    except OSError as error:
        trouble = FileError(
            msg("{path} could not be read or written: {why}", path=error.filename, why=system_reason(error))
            if error.filename
            else msg("a file could not be read or written: {why}", why=system_reason(error))
        )
        with suppress(OSError):  # the trouble may be that of the terminal itself
            _tell(trouble, "--json" in arguments)
        return trouble.code
    except Exception as error:
        if os.environ.get("BESROUR_DEBUG"):
            from traceback import format_exc

            err(format_exc())
            return BROKEN
        _tell(_own_fault(error), False)
        return BROKEN


def _read_beforehand(arguments: Sequence[str]) -> dict[str, Any]:
    """Every value of ``--lang``, ``--folder`` and ``--plain``, as Click reads them, on any command line.

    The language has to be known before the line itself is parsed: which options there are, the module of
    the command says, and its help is translated as it is loaded. Hence a first reading of these options
    alone, all others passed over. Each command has ``--lang`` too, for its help and to refuse others.
    """
    import click

    reader = click.Command(
        "besrour",
        params=[
            click.Option(["--lang"], multiple=True),
            click.Option(["--folder"]),
            click.Option(["--plain"], is_flag=True),
        ],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    return reader.make_context("besrour", list(arguments), resilient_parsing=True).params


def _offered(instruction: str) -> int:
    """Answer a shell that completes words; where that fails it simply has nothing to offer."""
    with suppress(Exception):
        from besrour_cli.completion import answer

        return answer(instruction)
    return 0


def _run(arguments: list[str], folder: str) -> int:
    import click

    from besrour_cli.command_line import COMMANDS, WITHOUT_FOLDER, group

    translation.repeat_folder(folder, COMMANDS.keys() - WITHOUT_FOLDER)
    program = group()
    try:  # and not its main(), which would make of Ctrl+C a code without a word
        with program.make_context("besrour", arguments) as context:
            code = program.invoke(context)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        err(f"{styled('besrour:', 'red bold', sys.stderr)} {error.format_message()}")
        if isinstance(error, click.UsageError) and error.ctx is not None:
            hint = _("see “{command} --help”").format(command=error.ctx.command_path)
            err(f"  = {hint}")
        return error.exit_code


def _tell(fault: BesrourError, as_json: bool) -> None:
    from besrour_cli.commands.terminal import diagnostics

    problems = fault.problems if isinstance(fault, DiagnosticsError) else ()
    diagnostics.list_problems(problems, trouble=True)
    diagnostics.show_error(fault)
    if as_json:
        from besrour_cli.commands.shared.result import print_json

        remedy = translate(fault.remedy) if fault.remedy else ""
        shown = {"what": translate(fault.what), "remedy": remedy, "exit": fault.code}
        print_json({"error": shown, "problems": [diagnostics.as_data(p) for p in problems]})


def _own_fault(error: Exception) -> BesrourError:
    """A mistake of besrour itself, named so that it can be reported."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    kind = type(error).__name__
    return BesrourError(
        msg("a fault of besrour itself ({kind} at {where}): {text}", kind=kind, where=where, text=str(error)),
        msg("your files are as they were; please report this line to those who maintain besrour"),
    )
