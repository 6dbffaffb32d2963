"""A statement that cannot be printed stops no other; a letter to oneself; a key that is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.statements.keys import HOST, signing_key
from besrour_cli.model.errors import FileError
from support.attendance.folders import planted_folder
from support.commands.edits import MAIL, add
from support.commands.told import opened
from support.commands.typed import says

NOW, JANUARY = "2027-03-01T12:00Z", "2027-01-cafe"
UNPRINTABLE = "Ama \U0010fffd"
"""A sign of no script at all, which no font has."""
ROSTER = f"""\
id,name,email,place,country,languages,groups
ama,{UNPRINTABLE},ama@example.org,Accra,Ghana,en,cafe
luc,Luc Exemple,luc@example.org,Québec,Canada,fr,cafe
"""
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def cafe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A café that took place, two who came to it, and passwords in a file of this test."""
    met = {JANUARY: (datetime(2027, 1, 15, 13, tzinfo=UTC), 90)}
    folder = planted_folder(tmp_path / "cafe", ROSTER.encode(), met)
    table = f"session,member,minutes\n{JANUARY},ama,80\n{JANUARY},luc,90\n"
    (folder / "sessions/attendance.csv").write_text(table, encoding="utf-8")
    (tmp_path / "credentials").touch(mode=0o600)
    monkeypatch.setenv("BESROUR_CREDENTIALS", str(tmp_path / "credentials"))
    yield folder


def test_a_name_that_no_font_has_stops_nobody_else(cafe: Path, capsys: Capture) -> None:
    """Her statement is told of and comes later; his is written, and goes to the coordinator on trial."""
    answer = says(capsys, cafe, "statements", now=NOW)
    assert answer.returncode == 1 and UNPRINTABLE in answer.stdout + answer.stderr
    assert [path.name for path in (cafe / "out/statements/year").glob("*.pdf")] == ["luc.pdf"]
    add("sessions/programme.yaml", MAIL)(cafe)
    words = ("send", "statements", "--test-to", "me@example.org", "--dry-run")
    trial = says(capsys, cafe, *words, now=NOW)
    assert trial.returncode == 0 and "no font of this computer has all letters of" in trial.stderr
    assert "me@example.org" in trial.stdout and "luc" in trial.stdout and "ama" not in trial.stdout


def test_a_damaged_key_signs_nothing(cafe: Path, tmp_path: Path) -> None:
    """The line is named; a new key is not made behind the coordinator's back."""
    line = f"machine {HOST} login statements/planted password c2hvcnQ=\n"
    (tmp_path / "credentials").write_text(line, encoding="utf-8")
    with pytest.raises(FileError, match="the key of “statements/planted” among your passwords is damaged"):
        signing_key(opened(cafe))
    assert not (cafe / "statements.yaml").exists()
    assert (tmp_path / "credentials").read_text(encoding="utf-8") == line
