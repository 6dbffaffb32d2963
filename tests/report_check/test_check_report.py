"""A report that was written honestly holds; whatever is changed in it, or in its rules, is found."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from besrour_cli.report_check.check import check_report
from support.campaigns.thorough import a_few
from support.checkout import ROOT
from support.evaluation.made_report import CheckedReport, larger_year, made_report, translated
from support.evaluation.planted import planted


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CheckedReport:
    """The report of the invented year."""
    return made_report(tmp_path_factory.mktemp("year"))


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> CheckedReport:
    """The report of the same year for a board that wants twenty: ``hide_below: 20``."""
    folder = tmp_path_factory.mktemp("strict")
    for name in ("sessions", "responses"):
        shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    with (folder / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {hide_below: 20}\n")
    return made_report(folder)


def test_an_honest_report_holds(report: CheckedReport) -> None:
    """Nothing is found in what besrour wrote of the year: figures, words, rules and charts."""
    assert check_report(report.pages, report.rows, translated) == ()


@pytest.mark.parametrize("session", ["2025-01-cafe", "2025-04-cafe"])
def test_an_honest_report_of_few_sessions_holds(tmp_path: Path, session: str) -> None:
    """Nor where it is too early for most of what a report says."""
    early = made_report(tmp_path, session=session)
    assert check_report(early.pages, early.rows, translated) == ()


@pytest.mark.thorough
def test_a_larger_year_shows_what_a_small_one_hides(tmp_path: Path, report: CheckedReport) -> None:
    """Twice the people: the share that improved is weighted by region, and the check knows what it is."""
    larger = made_report(larger_year(tmp_path))
    assert check_report(larger.pages, larger.rows, translated) == ()
    page = larger.pages["report.en.html"]
    shown = dict(re.findall(r'<data value="(item\.facilitate\.[\w-]+)">([^<]*)<', page))
    assert shown["item.facilitate.weighted-region"] == "66%"
    assert shown["item.facilitate.improved-share"] == "69%"
    assert "Were each region weighted by its attendances" in page
    assert "is hidden: some who answered" in report.pages["report.en.html"]
    raw = {**larger.pages, "report.en.html": page.replace('weighted-region">66%<', 'weighted-region">69%<')}
    assert check_report(raw, larger.rows, translated)


def test_a_board_that_wants_twenty_gets_twenty(strict: CheckedReport, report: CheckedReport) -> None:
    """``hide_below: 20``: no smaller count is shown, and the check knows it; it finds one that is."""
    assert check_report(strict.pages, strict.rows, translated) == ()
    assert '<data value="people.invited">60<' in strict.pages["report.en.html"]
    assert '<data value="invited.region.west-africa">x<' in strict.pages["report.en.html"]
    assert any(fault.expected == "x" for fault in check_report(report.pages, strict.rows, translated))


@pytest.mark.parametrize("seed", a_few(range(6), 3))
def test_a_planted_change_is_found(report: CheckedReport, seed: int) -> None:
    """A number, a word, a bar, a rule (the campaign has 1,000: tests/campaigns/report_changes)."""
    change = planted(report.pages, report.rows, random.Random(seed))
    assert check_report(change.pages, change.rows, translated), change.what


@pytest.mark.parametrize(
    ("page", "truth", "lie"),
    [
        ("report.en.html", "The median did not change", "The median rose"),
        ("report.fr.html", "La médiane n’a pas changé", "La médiane a augmenté"),
        ("report.en.html", "not all rules set beforehand are met", "all rules set beforehand are met"),
        ("report.fr.html", "au moins 60", "au moins 50"),
        ("read-back.en.html", "came to no session", "came to one session"),
        ("report.en.html", "Connections dropped most in", "Connections dropped least in"),
        ("report.fr.html", "au-dessus de 0", "au-dessous de 0"),
        ("report.en.html", "with each region weighted", "with each language weighted"),
    ],
)
def test_a_word_that_lies_is_named_with_its_place(
    report: CheckedReport, page: str, truth: str, lie: str
) -> None:
    """One fault: the page and line, what it says, what it ought to say."""
    text = report.pages[page].replace("\u00a0", " ")
    assert truth in text
    faults = check_report({**report.pages, page: text.replace(truth, lie, 1)}, report.rows, translated)
    assert [fault.page for fault in faults] == [page]
    assert lie in faults[0].shown and truth in faults[0].expected
    assert text.splitlines()[faults[0].line - 1].find(truth) >= 0


def test_a_page_that_is_missing_is_a_fault(report: CheckedReport) -> None:
    """Both languages, or the report does not hold."""
    pages = {name: text for name, text in report.pages.items() if name != "report.fr.html"}
    assert [fault.expected for fault in check_report(pages, report.rows, translated)] == ["report.fr.html"]


def test_what_small_groups_did_is_shown_nowhere(strict: CheckedReport, report: CheckedReport) -> None:
    """``hide_below: 20``: a region of 16 has no rate of rejoins; the true one in its place is found."""
    name = "rejoins.region.east-africa"
    true = re.search(rf'<data value="{re.escape(name)}">([^<]+)<', report.pages["report.en.html"])
    assert true is not None and re.fullmatch(r"0\.\d\d", true[1])
    assert f'<data value="{name}">–<' in strict.pages["report.fr.html"]
    shown = {
        page: text.replace(
            f'<data value="{name}">–<',
            f'<data value="{name}">{true[1].replace(".", ",") if ".fr." in page else true[1]}<',
        )
        for page, text in strict.pages.items()
    }
    assert any(fault.expected == "x" for fault in check_report(shown, strict.rows, translated))


def test_a_share_of_hidden_counts_is_a_fault(report: CheckedReport) -> None:
    """Who hides the answers of a region and prints its response has hidden nothing."""
    pages = {
        page: re.sub(r'(<data value="answers\.region\.west-africa\.session">)\d+<', r"\1x<", text)
        for page, text in report.pages.items()
    }
    faults = check_report(pages, report.rows, translated)
    assert any(fault.shown.startswith("response.region.west-africa: ") for fault in faults)


def test_small_counts_that_are_shown_are_a_fault(report: CheckedReport) -> None:
    """The true number in the place of every mask, on all pages: it is true, and may not be there."""
    name = "item.facilitate.change.worse"
    pages = {
        page: text.replace(f'<data value="{name}">x<', f'<data value="{name}">1<')
        for page, text in report.pages.items()
    }
    assert any(fault.expected == "x" for fault in check_report(pages, report.rows, translated))
