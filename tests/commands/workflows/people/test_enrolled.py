"""People of a sheet as rows of the roster: ids, places, pauses; and questions at the terminal."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.people.enrol_questions import ask_all
from besrour_cli.commands.workflows.people.write_roster import place_cells
from besrour_cli.feedback.signups.values import Choice, Question, Subject
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.places.resolve import resolve
from besrour_cli.storage.roster.roster_table import RosterTable
from support.commands.typed import says, types
from support.storage.folder import MEMBERS

HEAD = "Name,Email,City,Country,Languages,Remarks\n"
ZOE = "Zoé Nouvelle,zoe@example.org,Accra,Ghana,en,\n"
ROSTER = "sessions/members.csv"
Capture = pytest.CaptureFixture[str]
PLACE = Question("2.place", "place:2", Subject.PLACE, msg("Where?"), (), True, (2,))
GROUP = Question("group", "group:1", Subject.GROUP, msg("Which group?"), (Choice("cafe", "cafe"),))


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / ROSTER).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_roster_without_ids_gets_no_column_of_ids(two_cafes: Path, capsys: Capture) -> None:
    """The name makes the id; only a second person of that id needs a cell of her own."""
    lines = [line.split(",", 1)[1] for line in MEMBERS.splitlines()]
    (two_cafes / ROSTER).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in (two_cafes / "sessions").glob("2027-*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("gh-accra", "ama-example"), encoding="utf-8")
    (two_cafes / "plan.yaml").unlink()
    (two_cafes / "a.csv").write_text(HEAD + ZOE, encoding="utf-8")
    answer = says(capsys, two_cafes, "enrol", "a.csv", "--group", "cafe", "--yes")
    assert answer.returncode == 0, answer.stderr
    assert "id" not in _rows(two_cafes)[0] and _rows(two_cafes)[-1]["name"] == "Zoé Nouvelle"
    second = ZOE.replace("zoe@", "zoe2@")
    (two_cafes / "b.csv").write_text(HEAD + second, encoding="utf-8")
    words = ("enrol", "b.csv", "--group", "cafe", "--yes", "--answer", "2.person=another")
    answer = says(capsys, two_cafes, *words)
    assert answer.returncode == 0, answer.stderr
    assert _rows(two_cafes)[-1]["id"] == "zoe-nouvelle-2"


def test_a_name_of_which_no_id_can_be_made_is_written_by_hand(two_cafes: Path, capsys: Capture) -> None:
    """Nothing of the sheet is written, since an id is what everything else goes by."""
    (two_cafes / "a.csv").write_text(HEAD + ZOE.replace("Zoé Nouvelle", "李 小龙"), encoding="utf-8")
    before = (two_cafes / ROSTER).read_bytes()
    answer = says(capsys, two_cafes, "enrol", "a.csv", "--group", "cafe", "--yes")
    assert answer.returncode == 2 and "no id can be made of the name “李 小龙”" in answer.stderr
    assert (two_cafes / ROSTER).read_bytes() == before


def test_who_withdraws_is_paused_once_that_is_answered(two_cafes: Path, capsys: Capture) -> None:
    """Her row stays, and her other cells as they were."""
    row = "Luc Exemple,luc@example.org,Québec,Canada,fr,Je me retire du programme\n"
    (two_cafes / "a.csv").write_text(HEAD + row, encoding="utf-8")
    words = ("enrol", "a.csv", "--group", "cafe", "--yes")
    assert "withdraw" in says(capsys, two_cafes, *words, "--json").stdout
    assert "paused" not in _rows(two_cafes)[0]
    answer = says(capsys, two_cafes, *words, "--answer", "2.withdrawn=pause")
    assert answer.returncode == 0, answer.stderr
    paused = {row["id"]: row["paused"] or "" for row in _rows(two_cafes)}
    assert paused == {"gh-accra": "", "ca-laval": "yes"}


def test_an_answer_for_a_row_with_several_questions_names_one(two_cafes: Path, capsys: Capture) -> None:
    """“2” alone may be her place or her address: both are named."""
    unclear = "Léa Nouvelle,lea at home,Springfield,,en,\n"
    (two_cafes / "a.csv").write_text(HEAD + unclear + ZOE, encoding="utf-8")
    answer = says(capsys, two_cafes, "enrol", "a.csv", "--group", "cafe", "--yes", "--answer", "2=Accra")
    assert answer.returncode == 2 and "“2” has several questions" in answer.stderr
    assert "2.email" in answer.stderr and "2.place" in answer.stderr


def test_a_question_at_the_terminal_is_asked_until_it_is_understood(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """What is no place is told with an example; Enter leaves a question open."""
    types(monkeypatch, "Atlantis", "Accra, Ghana", "")
    assert ask_all([PLACE, GROUP]) == {"place:2": "Accra, Ghana"}
    shown = capsys.readouterr().err
    assert shown.startswith("2 questions:") and "write a city and its country" in shown
    types(monkeypatch, "2", "1")
    assert ask_all([GROUP]) == {"group:1": "cafe"}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("name,email,place,country,groups\n", {"place": "Accra", "country": "Ghana"}),
        ("name,email,place,groups\n", {"place": "Accra, Ghana"}),
    ],
)
def test_a_place_is_written_as_it_is_read_back(two_cafes: Path, header: str, cells: dict[str, str]) -> None:
    """Its country apart where there is a column for it; a town that nobody knows by its zone."""
    (two_cafes / ROSTER).write_text(header, encoding="utf-8")
    table = RosterTable(str(two_cafes))
    accra = resolve("Accra", "Ghana").place
    assert accra is not None and place_cells(table, accra) == cells
    names = {"en": "Nowhere-on-Sea", "fr": "Nulle-Part"}
    unknown = Place("Nowhere", names, "CA", "America/Vancouver", "")
    apart = {"country": ""} if "country" in table.columns else {}
    assert place_cells(table, unknown) == {"place": "America/Vancouver", **apart}
