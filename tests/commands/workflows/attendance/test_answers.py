"""Whose a name is, asked at the terminal: likely names together, the others one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.attendance.answers import Decider, ask_all, seen
from besrour_cli.feedback.attendance.connections import Connection
from besrour_cli.feedback.attendance.who import Identified, IdentityQuestion, QuestionReason
from support.commands.told import opened
from support.commands.typed import types
from support.storage.folder import Folder

SESSION = "2027-01-cafe"
LIKELY = (
    IdentityQuestion(Connection("A. Example", "", 2, minutes=12.4), ("gh-accra",), QuestionReason.LIKENESS),
    IdentityQuestion(Connection("Luc", "luc@home.example.org", 3), ("ca-laval",), QuestionReason.LIKENESS),
)


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    """Decisions about a session of the small programme."""
    folder = tmp_path_factory.mktemp("answers") / "cafe"
    Folder(str(folder))
    return Decider(opened(Path(folder)), SESSION, "Camille", datetime(2027, 1, 20, tzinfo=UTC))


def test_likely_names_are_one_question(
    decider: Decider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is shown with the member it may be; one yes decides them all, to be remembered."""
    types(monkeypatch, "yes")
    decisions = ask_all(Identified((), LIKELY, ()), decider)
    assert [(d.seen_as, d.members, d.reason, d.decided_by) for d in decisions] == [
        ("A. Example", ("gh-accra",), "answer", "Camille"),
        ("Luc", ("ca-laval",), "answer", "Camille"),
    ]
    shown = capsys.readouterr().err
    assert "“A. Example” (12 min) → Ama Example (Accra, gh-accra)" in shown
    assert "“Luc” (luc@home.example.org) → Luc Exemple" in shown and "Are all of these right?" in shown


def test_after_a_no_each_is_asked_by_itself(
    decider: Decider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that nobody has is told and asked again; a number is the candidate; a visitor is no member."""
    types(monkeypatch, "n", "nobody-here", "1", "visitor")
    decisions = ask_all(Identified((), LIKELY, ()), decider)
    assert [(d.members, d.reason) for d in decisions] == [(("gh-accra",), "answer"), ((), "visitor")]
    shown = capsys.readouterr().err
    assert shown.count("Type a number, an id or a name") == 3
    assert "there is no member “nobody-here”\nmembers.csv gives the ids\n" in shown


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        (Connection("Ama", "a@example.org", 1, minutes=61.6), "“Ama” (a@example.org, 62 min)"),
        (Connection("Ama", "a@example.org", 1), "“Ama” (a@example.org)"),
        (Connection("Ama", "", 1, minutes=5.0), "“Ama” (5 min)"),
        (Connection("Ama", "", 1), "“Ama”"),
    ],
)
def test_a_name_is_shown_with_what_is_known_of_it(connection: Connection, words: str) -> None:
    """Its address and its minutes, each where the download has them."""
    assert seen(connection) == words
