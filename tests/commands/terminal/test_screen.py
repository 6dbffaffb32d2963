"""What goes to the screen and what comes from the keyboard: progress, items, quoted lines, the language."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from besrour_cli.commands.terminal.console import ask, confirm_count, show_progress
from besrour_cli.commands.terminal.diagnostics import shown
from besrour_cli.commands.terminal.paragraphs import print_few, print_item
from besrour_cli.commands.terminal.plain import set_plain
from besrour_cli.commands.terminal.translation import detect_language, set_language
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import msg

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "40")
    set_language("en", {})
    yield
    set_plain(False)


class _Terminal(StringIO):
    """A screen that somebody watches."""

    def isatty(self) -> bool:
        """As a terminal says it."""
        return True


def test_progress_is_one_line_for_whoever_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written over, and ends with the last one."""
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    for done in (1, 2):
        show_progress(done, 2)
    assert screen.getvalue() == "\r1/2\r2/2\n"


@pytest.mark.parametrize("plain", [True, False])
def test_nobody_who_watches_sees_no_progress(monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    """Neither a file, nor somebody who has it read aloud."""
    screen = _Terminal() if plain else StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    set_plain(plain)
    show_progress(1, 2)
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [(b" 12 \n", "12"), (b"", ""), (b"\xff\xfe\n", "")],
    ids=["typed", "nothing", "no text"],
)
def test_what_is_typed_is_read_without_blanks(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, typed: bytes, answer: str
) -> None:
    """Bytes that are no text are no answer, rather than a fault."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed), encoding="utf-8"))
    assert ask(msg("How many?")) == answer
    assert capsys.readouterr() == ("", "How many? ")


@pytest.mark.parametrize(("typed", "meant"), [("12\n", True), ("yes\n", False), ("", False)])
def test_a_count_must_be_typed(monkeypatch: pytest.MonkeyPatch, typed: str, meant: bool) -> None:
    """A mere yes would be typed too easily."""
    monkeypatch.setattr(sys, "stdin", StringIO(typed))
    assert confirm_count(msg("How many?"), 12) is meant


def test_an_item_of_a_list_has_its_command_below(capsys: Capture) -> None:
    """Broken inside words of its own; a command alone has no dash."""
    print_item("Go into the new folder, and look every day:", "besrour next")
    print_item("", "besrour send --due --yes")
    print_item("Nothing to do.")
    assert capsys.readouterr().out.splitlines() == [
        "- Go into the new folder, and look every",
        "  day:",
        "    besrour next",
        "    besrour send --due --yes",
        "- Nothing to do.",
    ]


def test_of_many_things_twenty_are_shown(capsys: Capture) -> None:
    """And how many more there are; of twenty, nothing more."""
    print_few(range(22))
    assert capsys.readouterr().out.splitlines()[-2:] == ["  19", "  and 2 more"]
    print_few(range(20))
    assert capsys.readouterr().out.splitlines()[-1] == "  19"


FAULT = Diagnostic(
    "value-date",
    SourceLocation("sessions/a.yaml", 3, 7),
    msg("“soon” is no date"),
    msg("write 2027-04-21"),
    "from: soon",
    4,
)


def test_a_mistake_shows_the_line_the_caret_and_the_remedy() -> None:
    """A mistake of a whole file has no line; one that nobody can mend by a word has no remedy."""
    assert shown(FAULT).splitlines() == [
        "sessions/a.yaml:3:7: mistake: “soon” is no date [value-date]",
        "    3 | from: soon",
        "      |       ^^^^",
        "  = write 2027-04-21",
    ]
    whole = FAULT._replace(spot=SourceLocation("sessions/a.yaml"), remedy=None, warning=True)
    assert shown(whole) == "sessions/a.yaml: warning: “soon” is no date [value-date]"


def test_a_mistake_that_is_read_aloud_has_no_caret() -> None:
    """Its place is said already."""
    set_plain(True)
    assert shown(FAULT).splitlines()[1:] == ["  from: soon", "  = write 2027-04-21"]


@pytest.mark.parametrize("column", [1, 150, 300])
def test_of_a_long_line_the_part_around_the_fault_is_shown(column: int) -> None:
    """A hundred signs, with the caret below the right one."""
    text = "".join("abcdefghij"[n % 10] for n in range(300))
    fault = FAULT._replace(spot=SourceLocation("a", 1, column), text=text, width=1, remedy=None)
    _place, line, caret = shown(fault).splitlines()
    assert len(line) == len("    1 | ") + 100
    assert line[len(caret) - 1] == text[column - 1]


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        (["xx", "fr"], {}, "fr"),
        ([], {"LANGUAGE": "de:fr_CA"}, "fr"),
        ([], {"LC_ALL": "de_DE.UTF-8", "LANG": "fr_CA.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "C", "LANG": "fr_CA.UTF-8"}, "en"),
        ([], {"LANG": "fr_CA.UTF-8"}, "fr"),
        ([], {}, "en"),
    ],
)
def test_the_language_of_the_screen(asked: list[str], environment: dict[str, str], expected: str) -> None:
    """The first one known that was asked for; a locale for messages hides the general one, known or not."""
    assert detect_language(asked, environment) == expected
