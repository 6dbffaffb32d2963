"""The sheet and the screen of a session: no way in for strangers, and due only while it can be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.commands.shared.situation import read_situation
from besrour_cli.commands.workflows.meeting_steps import sheet_tasks
from besrour_cli.commands.workflows.run_sheet import files_of, subject_of
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.storage.resources import shipped_template
from support.commands.edits import add, swap
from support.commands.told import opened, tell
from support.commands.typed import says

JANUARY = "2027-01-cafe"
FILE = f"sessions/{JANUARY}.yaml"
AGENDA = "agenda:\n  - {minutes: 90, title: {en: Talk, fr: Parole}}\n"
Capture = pytest.CaptureFixture[str]


def test_the_link_to_join_never_comes_onto_the_screen(two_cafes: Path) -> None:
    """Somebody films the screen: an own page that holds the link is refused, with where to look."""
    screen = shipped_template("run_sheet/screen.html").replace("</h1>", " https://meet.example.org/j/1</h1>")
    (two_cafes / "templates/run_sheet").mkdir(parents=True)
    (two_cafes / "templates/run_sheet/screen.html").write_text(screen, encoding="utf-8")
    add(FILE, AGENDA)(two_cafes)
    workspace = opened(two_cafes)
    with pytest.raises(NegativeAnswer, match="would be on the screen") as refused:
        files_of(workspace, subject_of(workspace, workspace.session(JANUARY)))
    assert "templates/run_sheet/" in str(refused.value.remedy)


def test_a_sheet_is_not_asked_for_while_the_agenda_has_a_mistake(two_cafes: Path, capsys: Capture) -> None:
    """An hour in one language alone is a mistake of its own; once it is mended the sheet is due again."""
    add(FILE, AGENDA)(two_cafes)
    start = tell(two_cafes, JANUARY).plan.slots[JANUARY].start
    answer = says(capsys, two_cafes, "sheet", JANUARY)
    assert answer.returncode == 0, answer.stderr
    assert "No other room is named for when this one fails" in answer.stderr

    def due() -> list[str]:
        situation = read_situation(str(two_cafes), start)
        assert situation.programme is not None
        return [task.session for task in sheet_tasks(situation, situation.programme, start)]

    assert due() == []
    swap(FILE, "en: Talk,", "en: Talk until 3 p.m.,")(two_cafes)
    assert due() == []
    swap(FILE, "fr: Parole", "fr: Parole jusqu’à 15 h")(two_cafes)
    assert due() == [JANUARY]
