"""Questions about downloads at the terminal, and answers given with the command."""

from __future__ import annotations

import pytest

from besrour_cli.commands.workflows.evaluation.asking import Asker
from besrour_cli.commands.workflows.evaluation.decisions import Answering, Decisions
from besrour_cli.feedback.evaluation.layout import targets
from besrour_cli.feedback.evaluation.values import CollectQuestion, QuestionChoice
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.commands.typed import types

FORM = load_form("", ["en", "fr"])
SESSIONS = tuple(QuestionChoice(name, name) for name in ("2027-01-cafe", "2027-02-cafe"))
WAVE = CollectQuestion("wave", "wave:1", msg("Which session?"), SESSIONS)
NOTHING = (QuestionChoice("none", "none"),)
COLUMN = CollectQuestion("column.3", "column:3", msg("What is this column?"), NOTHING)


def test_a_question_may_be_left_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no choice is asked again; Enter leaves it open; a column may be any item of the form."""
    item = next(target.word for target in targets(FORM))
    types(monkeypatch, "9", "2", "whatever", "")
    assert Asker(FORM).ask_all([WAVE, COLUMN]) == {"wave:1": "2027-02-cafe"}
    assert capsys.readouterr().err.count("Type a number") == 4
    types(monkeypatch, item)
    assert Asker(FORM).ask_all([COLUMN]) == {"column:3": item}


def test_an_answer_that_its_question_does_not_have_is_refused() -> None:
    """The refusal says what can be written."""
    answering = Answering(FORM, Decisions({}), {"wave": "2028-01-cafe"}, None)
    with pytest.raises(UsageError, match="“2028-01-cafe” is no answer to wave") as refused:
        answering.answer([WAVE])
    assert "2027-01-cafe" in str(refused.value.remedy)
