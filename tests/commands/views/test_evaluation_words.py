"""Evaluation in words: traced figures, faults of a report, files of answers, codes of two coders."""

from __future__ import annotations

import pytest

from besrour_cli.commands.shared.evaluation.collected import CollectedFile
from besrour_cli.commands.views.evaluation import codes, collected, report, report_faults
from besrour_cli.feedback.evaluation.values import CollectQuestion, QuestionChoice
from besrour_cli.model.evaluation.agreement import agreement
from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.evaluation.report import Figure, FigureKind, Measures
from besrour_cli.model.message import msg
from besrour_cli.report_check.check import ReportFault

RATE = Figure(
    id="return.rate",
    kind=FigureKind.PERCENT,
    label=msg("people who came back"),
    formula=msg("those who came twice, of those who came"),
    values=(0.5,),
    parts=("return.came-back", "not.measured"),
    rows=("attendance.csv:2",),
)
CAME = Figure(
    id="return.came-back", kind=FigureKind.COUNT, label=msg("came back"), formula=msg("-"), values=(4.0,)
)
MEASURED = Measures(figures={each.id: each for each in (RATE, CAME)})


def _lines(text: str) -> list[str]:
    return text.replace("\u00a0", " ").splitlines()


def test_a_traced_figure_has_its_formula_its_parts_and_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that it is worked out from, as far as it was measured."""
    report.show_trace([RATE], MEASURED)
    assert _lines(capsys.readouterr().out)[1:] == [
        "  people who came back",
        "  Formula: those who came twice, of those who came",
        "  = return.came-back: 4",
        "  attendance.csv:2",
    ]


def test_a_figure_that_is_hidden_or_not_known_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Hidden in the report though it is shown to her here; not known, with the reason."""
    unknown = Figure(
        id="x", kind=FigureKind.COUNT, label=msg("x"), formula=msg("y"), reason=msg("no file was read")
    )
    report.show_trace([CAME.with_mask("<5"), unknown], MEASURED)
    said = _lines(capsys.readouterr().out)
    assert "  It is hidden in the report: it rests on so few, or would give some away." in said
    assert said[-1] == "  Not known: no file was read"


def _fault(n: int, page: str, *, shown: str = "3", expected: str = "4", line: int = 7) -> ReportFault:
    return ReportFault(page, line, n, shown, expected)


def test_a_report_that_holds_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output; that PDFs were not read is said beside it."""
    report_faults.show([], "out/report", papers_read=False)
    said = capsys.readouterr()
    assert said.out.startswith("Every figure and word of the report holds")
    assert "The PDFs were not read: that needs pdfminer.six." in said.err


def test_each_fault_of_a_report_says_what_it_should_say(capsys: pytest.CaptureFixture[str]) -> None:
    """A page with its line, one that lacks something as a whole, a PDF with its page; twenty at most."""
    faults = [
        _fault(3, "report.html"),
        _fault(1, "report.html", shown="", expected="", line=0),
        _fault(1, "report.pdf", expected=""),
        *(_fault(n, "report.html") for n in range(20)),
    ]
    report_faults.show(faults, "out/report", papers_read=True)
    said = _lines(capsys.readouterr().err)
    assert said[:7] == [
        "out/report/report.html:7:3",
        "  says: 3",
        "  should say: 4",
        "report.html",
        "  should not be there",
        "out/report/report.pdf, page 7",
        "  says: 3",
    ]
    assert said[7] == "  should not be there"
    assert "... and 3 more (--json)" in said
    assert said[-1].startswith("23 places are not so by the files")
    assert not any("The pages hold" in line for line in said)


def test_where_the_pdf_alone_is_wrong_the_pages_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """It is from another run, or was changed."""
    report_faults.show([_fault(1, "report.pdf")], "out/report", papers_read=True)
    said = _lines(capsys.readouterr().err)
    assert said[-2].startswith("The pages hold: the PDF is from another run")
    assert said[-1].startswith("1 place is not so by the files")


def test_of_many_open_questions_twelve_are_shown() -> None:
    """Each with the first eight of its lines and its choices; the rest in the JSON."""
    choices = (QuestionChoice("yes", "Yes"), QuestionChoice("-", msg("leave it out")))
    every = tuple(
        CollectQuestion(f"column.{n}", "k", msg("what is this?"), choices, rows=tuple(range(2, 12)))
        for n in range(14)
    )
    lines = list(collected.lines_of_file(CollectedFile("a.csv", "", "first", 10, questions=every)))
    at = lines.index("  14 questions are open, and their rows wait:")
    assert lines[at + 1 : at + 4] == [
        "    column.0  what is this?",
        "      lines: 2, 3, 4, 5, 6, 7, 8, 9, …",
        '      --answer "column.0=…": yes / -',
    ]
    assert lines[-1] == "    and 2 more (--json has all)"


def _comment(n: int, first: tuple[str, ...] = (), second: tuple[str, ...] = ()) -> EvaluationComment:
    return EvaluationComment(f"c{n}", "first", "table", "en", "…", first, second)


def test_comments_without_codes_have_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    """How many there are, and how to begin."""
    comments = [_comment(1), _comment(2)]
    codes.print_codes(comments, agreement(comments))
    assert _lines(capsys.readouterr().out) == [
        "2 comments, 0 with codes",
        "No comment has codes of both coders: besrour codes --write makes a sheet for each.",
    ]


def test_codes_of_two_coders_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """The more frequent code first; of so few, numbers and no percent."""
    comments = [
        _comment(1, ("time",), ("time",)),
        _comment(2, ("time",), ("link",)),
        _comment(3, ("room",), ()),
    ]
    codes.print_codes(comments, agreement(comments))
    said = _lines(capsys.readouterr().out)
    assert said[0] == "3 comments, 3 with codes"
    assert [line.split()[:2] for line in said[2:5]] == [["time", "2"], ["link", "1"], ["room", "1"]]
    assert said[4].split() == ["room", "1", "·", "·"]
    assert said[5].startswith("The same codes by both: 1 of 2; Cohen’s kappa ")
    assert said[6] == "With fewer than ten comments, count; do not reckon in percent."
