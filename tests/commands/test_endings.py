"""How one call ends, whatever comes in its way: a sentence and a code, in this process."""

from __future__ import annotations

import errno
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from besrour_cli import __main__, run
from besrour_cli.command_line import COMMANDS, group
from besrour_cli.commands import place
from besrour_cli.commands.shared.options import Json
from besrour_cli.run import EndedBySignalError
from support.commands.typed import says

Capture = pytest.CaptureFixture[str]
Meets = Callable[[BaseException], None]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "sessions/2027-04-cafe.yaml")
KEPT = "interrupted; what was finished is kept, nothing is half-written\n"


@pytest.fixture
def meets(monkeypatch: pytest.MonkeyPatch) -> Meets:
    """Let ``besrour place`` meet with something as it begins."""

    def of(trouble: BaseException) -> None:
        def command() -> None:
            raise trouble

        monkeypatch.setattr(place, "command", command)

    return of


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(KeyboardInterrupt(), 130), (EndedBySignalError(signal.SIGTERM), 143)],
    ids=["Ctrl+C", "SIGTERM"],
)
def test_whoever_stops_a_command_learns_what_is_kept(
    meets: Meets, tmp_path: Path, capsys: Capture, trouble: BaseException, code: int
) -> None:
    """One sentence and the code of the signal, for Ctrl+C as for the system."""
    meets(trouble)
    answer = says(capsys, tmp_path, "place")
    assert (answer.returncode, answer.stdout, answer.stderr) == (code, "", KEPT)


def test_a_reader_who_has_gone_is_no_fault(
    meets: Meets, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said, and whatever is printed after that goes nowhere."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    meets(BrokenPipeError())
    answer = says(capsys, tmp_path, "place")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert sys.stdout.name == os.devnull
    sys.stdout.close()


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (FULL, "sessions/2027-04-cafe.yaml could not be read or written: the disk is full"),
        (OSError(errno.EIO, os.strerror(errno.EIO)), "a file could not be read or written: the disk failed"),
    ],
    ids=["named", "unnamed"],
)
def test_a_file_that_fails_is_named_where_it_is_known(
    meets: Meets, tmp_path: Path, capsys: Capture, trouble: OSError, expected: str
) -> None:
    """The system's reason, and the code of files."""
    meets(trouble)
    answer = says(capsys, tmp_path, "place")
    assert (answer.returncode, answer.stdout) == (4, "")
    assert answer.stderr == f"besrour: {expected}\n"


def test_a_program_reads_the_trouble_as_json(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What went wrong, and the exit code; the sentence is on standard error all the same."""

    def command(as_json: Json = False) -> None:
        raise FULL

    monkeypatch.setattr(place, "command", command)
    answer = says(capsys, tmp_path, "place", "--json")
    assert json.loads(answer.stdout)["error"]["exit"] == answer.returncode == 4
    assert json.loads(answer.stdout)["error"]["what"] in answer.stderr


def test_a_fault_of_besrour_itself_can_be_reported(meets: Meets, tmp_path: Path, capsys: Capture) -> None:
    """The kind, the file and the line in a sentence; no traceback, unless somebody looks for it."""
    meets(ZeroDivisionError("a week of no days"))
    answer = says(capsys, tmp_path, "place")
    assert answer.returncode == 70
    what, remedy = answer.stderr.splitlines()
    assert what.startswith("besrour: a fault of besrour itself (ZeroDivisionError at test_endings.py:")
    assert what.endswith("): a week of no days")
    assert remedy.startswith("  = your files are as they were; please report this line")


def test_who_mends_besrour_gets_the_traceback(
    meets: Meets, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With BESROUR_DEBUG, and with the same code."""
    monkeypatch.setenv("BESROUR_DEBUG", "1")
    meets(ZeroDivisionError("a week of no days"))
    answer = says(capsys, tmp_path, "place")
    assert answer.returncode == 70
    assert answer.stderr.startswith("Traceback") and "ZeroDivisionError: a week of no days" in answer.stderr


class _FullDisk(StringIO):
    """Takes words, and cannot keep them."""

    def flush(self) -> None:
        """As the system says it."""
        raise FULL


class _LeftError(BaseException):
    """The program left, with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@pytest.fixture
def leave(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Start the program with some words, and give the code with which it leaves."""

    def gone(code: int) -> None:
        raise _LeftError(code)

    def start(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["besrour", *words])
        with pytest.raises(_LeftError) as left:
            __main__.main()
        return left.value.code

    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    monkeypatch.setattr(os, "_exit", gone)
    yield start
    gc.enable()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_before_anything_was_begun_leaves_with_its_code(
    leave: Callable[..., int], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to tidy up, and nothing to say."""

    def ended(_arguments: list[str]) -> int:
        raise EndedBySignalError(signal.SIGHUP)

    monkeypatch.setattr(run, "run", ended)
    assert leave("check") == 129
    assert capsys.readouterr() == ("", "")


def test_an_answer_that_could_not_be_written_is_no_success(
    leave: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the version is nowhere: the code of files."""
    monkeypatch.setattr(sys, "stdout", _FullDisk())
    assert leave("--version") == 4


def test_whoever_reads_the_program_through_click_finds_every_command() -> None:
    """All in their order; and no command where there is none of that name."""
    program = group()
    context = program.make_context("besrour", [], resilient_parsing=True)
    assert program.list_commands(context) == list(COMMANDS)  # type: ignore[attr-defined]
    assert program.get_command(context, "lunch") is None  # type: ignore[attr-defined]
