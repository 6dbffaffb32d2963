"""Answers that stand in the place of others, comments without answers, and the number that she types."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.commands.typed import says, types
from support.feedback.evaluation_downloads import microsoft, respondents, stored

FORM = load_form("", ["en", "fr"])
JANUARY = "2027-01-cafe"
LATER = "2027-02-15T12:00Z"
[ANN] = [person._replace(comments={}) for person in respondents(FORM, 1, 5, ("en",))]
PAPER = "language,code,consent,region,comment\nen,{code},yes,canada,Good\nfr,,yes,canada,Merci\n"
NOTES = "# Notes\n\nsession: {session}\n\n## Table 1\n\n### What did we talk about?\n\n{points}\n"
Capture = pytest.CaptureFixture[str]


def _collect(capsys: Capture, folder: Path, *words: str) -> tuple[int, str]:
    answer = says(capsys, folder, "collect", *words, "--wave", JANUARY, now=LATER)
    return answer.returncode, answer.stdout + answer.stderr


def test_the_last_answer_of_a_code_takes_the_place_of_the_first(two_cafes: Path, capsys: Capture) -> None:
    """While it is asked about, its comment waits too; the other row and its comment are stored at once."""
    (two_cafes / "a.csv").write_text(microsoft(FORM, [ANN], "en"), encoding="utf-8")
    (two_cafes / "p.csv").write_text(PAPER.format(code=ANN.code), encoding="utf-8")
    code, said = _collect(capsys, two_cafes, "a.csv", "--yes")
    assert code == 0 and "1 answer is stored" in said and "comment" not in said.split("stored")[1]
    code, said = _collect(capsys, two_cafes, "p.csv", "--yes")
    assert code == 0 and "1 answer is stored" in said and "1 comment is stored" in said
    assert [each.text for each in read_evaluation(str(two_cafes), FORM).comments] == ["Merci"]
    code, said = _collect(capsys, two_cafes, "p.csv", "--yes", "--answer", f"code.{ANN.code}=last")
    assert code == 0, said
    data = read_evaluation(str(two_cafes), FORM)
    answers = {code: dict(values) for _language, code, values in stored(data.answers)}
    assert answers[ANN.code] == {"consent": "yes", "region": "canada"} and len(data.answers) == 2
    assert [each.text for each in data.comments] == ["Merci", "Good"]


def test_another_number_stores_nothing(
    two_cafes: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """What would be stored is shown, the number asked for, and a slip is no consent."""
    (two_cafes / "p.csv").write_text(PAPER.format(code=""), encoding="utf-8")
    types(monkeypatch, "5")
    code, said = _collect(capsys, two_cafes, "p.csv")
    assert code == 1 and "Type 4 to store this" in said and "nothing was changed" in said
    assert not (two_cafes / "responses").exists()
    types(monkeypatch, "4")
    assert _collect(capsys, two_cafes, "p.csv")[0] == 0
    assert len(read_evaluation(str(two_cafes), FORM).answers) == 2


def test_notes_hold_comments_alone_and_a_point_that_is_gone_is_asked_about(
    two_cafes: Path, capsys: Capture
) -> None:
    """They are stored as comments; where a later copy lacks one, the file waits for the answer."""
    notes = two_cafes / "notes.md"
    notes.write_text(NOTES.format(session=JANUARY, points="- It was late.\n- Too long."), encoding="utf-8")
    code, said = _collect(capsys, two_cafes, "notes.md", "--yes")
    assert code == 0 and "2 comments are stored" in said and "answers are stored" not in said, said
    notes.write_text(NOTES.format(session=JANUARY, points="- It was late.\n- Too short."), encoding="utf-8")
    code, said = _collect(capsys, two_cafes, "notes.md", "--yes")
    assert code == 1 and "--answer missing=" in said, said
    assert len(read_evaluation(str(two_cafes), FORM).comments) == 2
    assert _collect(capsys, two_cafes, "notes.md", "--yes", "--answer", "missing=replace")[0] == 0
    found = {each.text for each in read_evaluation(str(two_cafes), FORM).comments}
    assert found == {"It was late.", "Too short."}
