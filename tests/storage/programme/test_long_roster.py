"""A roster of 10,000 people is read in seconds, mistakes and all; one of more than 10 MB is refused."""

from __future__ import annotations

import os
import time

import pytest

from besrour_cli.storage.programme import load
from support.storage.folder import Folder

PEOPLE = 10_000
SECONDS = 20
"""It takes one or two on a desk, and a machine that runs the whole suite has less time to give."""


def fill(folder: Folder, last_cell: str) -> None:
    """Write the roster anew: the folder's own people, then 10,000 whose last cell is given."""
    path = os.path.join(folder.path, "sessions", "members.csv")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    rows = (
        f"m{i:05},Amélie Tremblay-{i},person.{i}@example.org,Accra,Ghana,en fr,cafe,09:00-17:00,{last_cell}\n"
        for i in range(PEOPLE)
    )
    folder.write("members.csv", text + "".join(rows))


def test_ten_thousand_people_are_read_in_seconds(folder: Folder) -> None:
    """Every one of them, in the order of the rows."""
    fill(folder, "Fri")
    begin = time.process_time()
    programme = folder.load().programme
    assert time.process_time() - begin < SECONDS
    assert programme is not None
    assert [m.id for m in programme.members[2:]] == [f"m{i:05}" for i in range(PEOPLE)]
    assert {m.place.zone for m in programme.members[2:]} == {"Africa/Accra"}


@pytest.mark.thorough
def test_ten_thousand_mistakes_are_noted_in_seconds(folder: Folder) -> None:
    """Each at the line and the column of its own cell."""
    fill(folder, "fry")
    begin = time.process_time()
    problems = folder.problems()
    assert time.process_time() - begin < SECONDS
    assert [(p.code, p.spot.line) for p in problems] == [("value-day", 4 + i) for i in range(PEOPLE)]
    assert all(p.text[p.spot.column - 1 :] == "fry" for p in problems)


def test_beyond_its_limit_a_roster_is_refused_with_its_own_figure(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten megabytes, not the five of other files."""
    assert load.ROSTER_LIMIT == 10_000_000
    monkeypatch.setattr(load, "ROSTER_LIMIT", 100)
    problem = next(p for p in folder.problems() if p.code == "file-too-large")
    assert str(problem.spot) == "sessions/members.csv"


def test_between_the_limits_a_roster_is_read_and_a_session_is_not(folder: Folder) -> None:
    """Six megabytes of blanks are too many for a session's file only."""
    blanks = (" " * 99_999 + "\n") * 60
    with open(os.path.join(folder.path, "sessions", "members.csv"), encoding="utf-8") as file:
        folder.write("members.csv", file.read() + blanks)
    assert folder.load().programme is not None
    folder.write("2027-01-cafe.yaml", blanks)
    assert [str(p.what) for p in folder.problems() if p.code == "file-too-large"] == [
        "the file has 6.0 MB, and no file of a programme may have more than 5 MB"
    ]
