"""The PDF of a report is read as printed: an honest one holds however lines end, a changed one does not."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.model.evaluation.printed import PrintedDocument
from besrour_cli.report_check.check import ReportFault, check_report
from besrour_cli.report_check.printed.same_words import are_alike, difference
from support.campaigns.thorough import a_few, thorough
from support.checkout import ROOT
from support.evaluation.made_report import CheckedReport, made_report, paper, translated
from support.evaluation.planted_on_paper import planted_on_paper

HYPHENATED = "#set text(hyphenate: true)\n#set par(justify: true)\n#set page(width: 9cm)\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented year."""
    return tmp_path_factory.mktemp("year")


@pytest.fixture(scope="module")
def report(folder: Path) -> CheckedReport:
    """Its report."""
    return made_report(folder)


def faults(
    report: CheckedReport, papers: dict[str, PrintedDocument | None] | None = None
) -> tuple[ReportFault, ...]:
    """What is wrong with a report whose PDFs are its own, or some of them others."""
    return check_report(report.pages, report.rows, translated, {**report.papers(), **(papers or {})})


def test_an_honest_pdf_holds(report: CheckedReport) -> None:
    """Both languages: joined letters, no-break blanks, charts, tables over two pages, page numbers."""
    assert faults(report) == ()


@pytest.mark.parametrize("language", [thorough("en"), "fr"])
def test_words_that_are_hyphenated_are_the_same_words(report: CheckedReport, language: str) -> None:
    """Set in narrow justified columns, where most lines end within a word."""
    narrow = paper(report.values[language], HYPHENATED)
    assert narrow is not None and any("-\n" in piece.text for piece in narrow.pieces)
    assert faults(report, {f"report.{language}.pdf": narrow}) == ()


@pytest.mark.thorough
def test_an_honest_pdf_of_one_session_holds(folder: Path) -> None:
    """Where most of a report is hidden or too early to tell."""
    assert faults(made_report(folder, session="2025-01-cafe")) == ()


@pytest.mark.thorough
def test_a_pdf_of_another_day_is_told_as_such(folder: Path, report: CheckedReport) -> None:
    """By its day alone, and not by each of its hundred figures."""
    early = made_report(folder, session="2025-06-cafe")
    [fault] = faults(report, {"report.fr.pdf": early.papers()["report.fr.pdf"]})
    assert (fault.page, fault.line) == ("report.fr.pdf", 1)
    assert "18 juin 2025" in fault.shown and "10 janvier 2028" in fault.expected


def test_a_pdf_in_the_other_language_is_told_as_such(report: CheckedReport) -> None:
    """A file that was renamed."""
    [fault] = faults(report, {"report.fr.pdf": report.papers()["report.en.pdf"]})
    assert (fault.page, fault.shown, fault.expected) == ("report.fr.pdf", "en-CA", "fr")


@pytest.mark.thorough
def test_a_pdf_of_other_answers_is_told_by_its_figures(tmp_path: Path, report: CheckedReport) -> None:
    """The same day, with a person less: each figure that is another, and nothing of the pages."""
    for name in ("sessions", "responses"):
        shutil.copytree(ROOT / "examples" / "evaluated" / name, tmp_path / name)
    rows = (tmp_path / "responses/evaluation.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (tmp_path / "responses/evaluation.csv").write_text("".join(rows[:-9]), encoding="utf-8")
    found = faults(report, {"report.en.pdf": made_report(tmp_path).papers()["report.en.pdf"]})
    assert found and {fault.page for fault in found} == {"report.en.pdf"}
    assert all(fault.line for fault in found)


def test_a_pdf_that_is_missing_or_broken_is_a_fault(report: CheckedReport) -> None:
    """Named; and where it is no PDF that besrour wrote, said to be none."""
    papers = report.papers()
    whole = {name: papers[name] for name in ["report.en.pdf"]}
    [fault] = check_report(report.pages, report.rows, translated, whole)
    assert (fault.page, fault.line, fault.expected) == ("report.fr.pdf", 0, "report.fr.pdf")
    [fault] = check_report(report.pages, report.rows, translated, {**papers, "report.fr.pdf": None})
    assert fault.page == "report.fr.pdf" and fault.expected.startswith("un PDF")


@pytest.mark.parametrize("seed", a_few(range(4), 1))
def test_a_change_on_paper_is_found(report: CheckedReport, seed: int) -> None:
    """A number, a word, a bar, a row (the campaign has 300: tests/campaigns/report_changes)."""
    language = ("en", "fr")[seed % 2]
    change = planted_on_paper(report.values[language], random.Random(seed))
    found = faults(report, {f"report.{language}.pdf": paper(change.values)})
    assert found and {fault.page for fault in found} == {f"report.{language}.pdf"}, change.what


@pytest.mark.thorough
def test_a_changed_figure_is_told_with_its_page_and_some_words(report: CheckedReport) -> None:
    """Not the whole paragraph that it stands in."""
    data: Any = json.loads(report.values["en"])
    data["sections"][0]["sentences"][1] = data["sections"][0]["sentences"][1].replace("49 came", "59 came")
    [fault] = faults(report, {"report.en.pdf": paper(json.dumps(data, ensure_ascii=False, sort_keys=True))})
    assert fault.line == 1 and "60 people invited, 59 came" in fault.shown and "49 came" in fault.expected
    assert len(fault.shown) < 120


@pytest.mark.parametrize(
    ("printed", "meant", "alike"),
    [
        ("a dif-\nficult week", "a difficult week", True),
        ("before–\nafter, then-\nnow", "before–after, then-now", True),
        ("60\u00a0%", "60 %", True),
        ("of\ufb01cial", "official", True),
        ("1 in\n10", "1 in 10", True),
        ("in 1\n0", "in 10", True),
        ("1 0", "10", False),
        ("2-\n3", "23", True),
        ("2-3", "23", False),
        ("met", "not met", False),
        ("", "x", False),
    ],
)
def test_what_is_alike_on_paper(printed: str, meant: str, alike: bool) -> None:
    """A line may end at a blank or within a word; a blank or a hyphen within a line is one."""
    assert are_alike(printed, meant) is alike


def test_a_difference_is_cut_to_some_words() -> None:
    """What is alike before and after is left out."""
    one, other = difference("a " * 99 + "rose" + " b" * 99, "a " * 99 + "fell" + " b" * 99)
    assert "rose" in one and "fell" in other and len(one) < 100 and one.startswith("…") and one.endswith("…")
