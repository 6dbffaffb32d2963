"""What was collected, in two tables that people open in a spreadsheet, change there, and save again."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationComment, EvaluationData
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.attendance.identities_csv import add_identities
from besrour_cli.storage.evaluation.answers_csv import emit_answers
from besrour_cli.storage.evaluation.coder_sheets import read_coder_sheet
from besrour_cli.storage.evaluation.comments_csv import emit_comments
from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.evaluation.write import NAMES, write_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.storage.small_workbook import write_workbook

FORM = load_form("", ["en", "fr"])
ANSWERS = (
    EvaluationAnswer(
        "1", "2027-01-cafe", "fr", "AC07", {"relevance": "4", "plan.then": "2", "plan.now": "4"}
    ),
    EvaluationAnswer("2", "month-3", "en", "", {"region": "canada", "barriers": "hour cost", "gone": "old"}),
)
COMMENTS = (
    EvaluationComment(
        "1", "2027-01-cafe", "comment", "fr", "=2+3 ; très « utile »", ("time",), ("time", "trust")
    ),
    EvaluationComment("2", "2027-01-cafe", "table", "en", "We agreed, and left.", quote=True),
)


def saved(folder: Path, answers: bytes, comments: bytes = b"") -> str:
    """A folder that has the two files."""
    (folder / "responses").mkdir(exist_ok=True)
    (folder / "responses" / "evaluation.csv").write_bytes(answers)
    (folder / "responses" / "comments.csv").write_bytes(comments)
    return str(folder)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Values, codes, quotes: and what an earlier form asked stays, though this one has no such item."""
    folder = saved(tmp_path, emit_answers(ANSWERS, FORM, None), emit_comments(COMMENTS, None))
    assert read_evaluation(folder, FORM) == (ANSWERS, COMMENTS)


def test_no_cell_makes_a_spreadsheet_reckon(tmp_path: Path) -> None:
    """A comment may begin like a formula."""
    assert b"'=2+3" in emit_comments(COMMENTS, None)


def test_a_french_spreadsheet_saves_semicolons_and_its_own_headings(tmp_path: Path) -> None:
    """They are read, and written again in the same way."""
    answers = emit_answers(ANSWERS, FORM, None).decode("utf-8-sig").replace(",", ";")
    answers = answers.replace("answer;wave;language", "réponse;vague;langue")
    comments = emit_comments(COMMENTS, None).decode("utf-8-sig").replace(",quote", ",citation")
    folder = saved(tmp_path, answers.encode("cp1252"), comments.encode())
    assert read_evaluation(folder, FORM) == (ANSWERS, COMMENTS)
    assert emit_answers(ANSWERS, FORM, answers.encode()).startswith("\ufeffanswer;wave;".encode())


def test_no_file_is_no_answer(tmp_path: Path) -> None:
    """The report works from the first session on, before anybody has filled in anything."""
    assert read_evaluation(str(tmp_path), FORM) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("canada", "canda", "answer-value", "3:"),
        ("hour cost", "hour costs", "answer-value", "3:"),
        ("2027-01-cafe,fr,AC07,,4", "2027-01-cafe,fr,AC07,,6", "answer-value", "2:"),
        ("2,month-3", ",month-3", "answer-no-id", "3:"),
        ("2,month-3", "1,month-3", "answer-doubled", "3:"),
        ("2,month-3", "2,", "answer-no-wave", "3:"),
        ("answer,wave", "answer,waves", "column-missing", "1:1"),
    ],
)
def test_a_slip_while_editing_has_its_place(
    tmp_path: Path, old: str, new: str, code: str, place: str
) -> None:
    """Line, column, what is there and what could be meant."""
    text = emit_answers(ANSWERS, FORM, None).decode()
    assert old in text
    with pytest.raises(DiagnosticsError) as caught:
        read_evaluation(saved(tmp_path, text.replace(old, new, 1).encode()), FORM)
    [problem] = caught.value.problems
    assert problem.code == code
    assert str(problem.spot).startswith(f"responses/evaluation.csv:{place}")


def test_a_slip_in_the_comments_has_its_place(tmp_path: Path) -> None:
    """Two rows of one number, one without, and a word that is neither yes nor no: all at once."""
    text = "comment,wave,text,quote\n1,a,Good,perhaps\n1,a,Bad,\n,a,Well,\n"
    with pytest.raises(DiagnosticsError) as caught:
        read_evaluation(saved(tmp_path, b"", text.encode()), FORM)
    assert [str(problem.spot).partition(":")[2] for problem in caught.value.problems] == [
        "2:10",
        "3:1",
        "4:1",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b'comment,first\n1,time\n2,"x\n3,y\n4,z\n', "table-quotes"),
        (b"number,codes\n1,x\n", "table-headers"),
        (b"comment,text\n1,x\n", "coder-column"),
        (b"comment,first,second\n1,x,y\n", "coder-column"),
        (b"comment,first\n3,time\n", "coder-comment"),
    ],
)
def test_a_coders_sheet_that_is_none_gives_no_codes(tmp_path: Path, data: bytes, code: str) -> None:
    """Empty, torn, of something else, of nobody or of both, or about another comment: told on its page."""
    (tmp_path / "first.csv").write_bytes(data)
    sheet = read_coder_sheet(str(tmp_path / "first.csv"), ["1", "2"])
    assert not sheet.codes and code in [problem.code for problem in sheet.page.problems]


def test_a_coders_sheet_saved_as_a_workbook_is_read(tmp_path: Path) -> None:
    """Commas in her codes divide codes, and not cells."""
    write_workbook(tmp_path / "s.xlsx", [["comment", "second"], ["1", "trust, time"], ["2", ""]])
    sheet = read_coder_sheet(str(tmp_path / "s.xlsx"), ["1", "2"])
    assert (sheet.coder, sheet.codes) == ("second", {"1": ("trust", "time"), "2": ()})
    assert sheet.page.problems == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """“responses” is a file: nothing of the evaluation or of decisions on names is written over it."""
    (tmp_path / "responses").write_text("mine")
    decision = IdentityDecision("x", session="s", members=("awa",), reason="answer", decided_by="C", when="w")
    with pytest.raises(FileError, match="responses"):
        write_evaluation(str(tmp_path), dict.fromkeys(NAMES), FORM, EvaluationData(ANSWERS, COMMENTS), None)
    with pytest.raises(FileError, match="responses"):
        add_identities(str(tmp_path), [decision], "en")
    assert (tmp_path / "responses").read_text() == "mine"
