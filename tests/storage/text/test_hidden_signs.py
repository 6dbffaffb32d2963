"""Signs that nobody sees are named where they are, and do not reach the programme; honest ones stay."""

from __future__ import annotations

import pytest

from besrour_cli.storage.text.hidden_signs import report_hidden
from besrour_cli.storage.text.source_file import SourceFile
from support.storage.folder import Folder

NAME = "Ama Example"
MISTAKES = {
    "\x1b": ("sign-control", "U+001B ESCAPE"),
    "\x9b": ("sign-control", "U+009B CONTROL SEQUENCE INTRODUCER"),
    "\x07": ("sign-control", "U+0007 BELL"),
    "\x7f": ("sign-control", "U+007F DELETE"),
    "\u202e": ("sign-direction", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "\u2066": ("sign-direction", "U+2066 LEFT-TO-RIGHT ISOLATE"),
}
WARNINGS = {
    "\u200b": "U+200B ZERO WIDTH SPACE",
    "\u200d": "U+200D ZERO WIDTH JOINER",
    "\u2060": "U+2060 WORD JOINER",
    "\ufeff": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "\x0b": "U+000B LINE TABULATION",
}
HONEST = ["Zoé 👩\u200d⚕️", "می\u200cخواهم", "Anne\u2011Marie\u00a0L.", "sa\xadlut", "क्\u200dष"]


@pytest.mark.parametrize("sign", MISTAKES, ids=ascii)
def test_in_the_roster_a_mistake_has_its_place_and_name(folder: Folder, sign: str) -> None:
    """Line and column of the sign itself, its name in Unicode, and what to do."""
    folder.change("members.csv", NAME, f"Ama{sign} Example")
    problem = folder.only()
    code, name = MISTAKES[sign]
    assert (problem.code, str(problem.spot)) == (code, "sessions/members.csv:2:13")
    assert name in str(problem.what)
    assert str(problem.remedy) == "delete the sign, or type the line anew"
    assert not problem.warning


@pytest.mark.parametrize("sign", WARNINGS, ids=ascii)
def test_in_the_roster_an_invisible_sign_is_left_out(folder: Folder, sign: str) -> None:
    """A warning: what was pasted from elsewhere is read as it looks."""
    folder.change("members.csv", NAME, f"Ama{sign} Example")
    problem = folder.only()
    assert (problem.code, problem.warning) == ("sign-invisible", True)
    assert WARNINGS[sign] in str(problem.what)
    assert folder.programme().members[0].name == NAME


@pytest.mark.parametrize("sign", ["\u202e", "\x9f", "\x1b", "\x01", "\u2069"], ids=ascii)
def test_in_a_session_it_is_named_once(folder: Folder, sign: str) -> None:
    """Whether YAML forbids the sign or not."""
    folder.session("one course", f"one{sign} course")
    problem = folder.only()
    assert str(problem.spot) == "sessions/2027-01-cafe.yaml:4:36"
    assert f"U+{ord(sign):04X}" in str(problem.what)


def test_in_a_session_an_invisible_sign_is_left_out(folder: Folder) -> None:
    """Out of titles and descriptions alike; the joiner of an emoji stays."""
    folder.session("one course.", "one\u200b course 👩\u200d🏫.")
    problem = folder.only()
    assert (problem.code, str(problem.spot)) == ("sign-invisible", "sessions/2027-01-cafe.yaml:4:36")
    text = folder.programme().sessions[0].descriptions["en"]
    assert text == "How two departments teach one course 👩\u200d🏫."


@pytest.mark.parametrize(("code", "sign"), [("\\x1b", "U+001B"), ("\\u202e", "U+202E"), ("\\e", "U+001B")])
def test_a_sign_that_is_written_as_a_code_is_named_too(folder: Folder, code: str, sign: str) -> None:
    """YAML turns it into the sign itself."""
    folder.session("en: Teaching together", f'en: "Teaching{code} together"')
    problem = folder.only()
    assert str(problem.spot) == "sessions/2027-01-cafe.yaml:2:13"
    assert sign in str(problem.what)


@pytest.mark.parametrize("text", HONEST)
def test_honest_signs_are_not_told(folder: Folder, text: str) -> None:
    """In the roster and in a title; they are read as they are, soft hyphens apart."""
    folder.change("members.csv", NAME, text)
    folder.session("Teaching together", text)
    assert folder.problems() == ()
    wanted = text.replace("\xad", "").replace("\u00a0", " ")
    assert folder.programme().members[0].name == wanted
    assert folder.programme().sessions[0].titles["en"] == wanted


def test_a_file_full_of_them_is_told_in_few_lines() -> None:
    """Twenty lines, and how many more there are."""
    page = SourceFile("members.csv", "a\u202eb\n" * 5_000, table=True)
    report_hidden(page)
    assert len(page.problems) == 21
    assert str(page.problems[-1].what) == "4980 more lines hold hidden signs"
