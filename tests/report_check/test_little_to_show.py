"""Reports of few people: where nothing can be shown they say so; the check knows it, and finds what lies."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from besrour_cli.report_check.check import check_report
from support.campaigns.thorough import thorough
from support.evaluation.made_report import CheckedReport, made_report, translated
from support.evaluation.small_year import small_year

NOTHING = "nothing can be shown, since any number of it could give somebody away."
DIVIDED = "how they are divided cannot be shown, since any number of it could give somebody away."


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> CheckedReport:
    """Twelve people and seven answers."""
    return made_report(small_year(tmp_path_factory.mktemp("few"), random.Random(3), people=12, answers=7))


def test_where_nothing_can_be_shown_it_is_said_in_both_languages(few: CheckedReport) -> None:
    """No table whose numbers are all x or zero, and no chart of it; a sentence each, in both languages."""
    english, french = (few.pages[f"report.{code}.html"].replace("\u00a0", " ") for code in ("en", "fr"))
    said = english.count(NOTHING) + english.count(DIVIDED)
    assert said > 2
    assert said == french.count("on ne peut rien en montrer, car") + french.count(
        "on ne peut pas montrer comment"
    )
    for page in (english, french):
        for table in re.findall(r"<table>.*?</table>", page, re.S):  # those of rules have a class
            numbers = re.findall(r"<data[^>]*>([^<]*)</data>", table)
            assert "x" not in numbers or set(numbers) - {"x", "0", "–"}, table


def test_such_a_report_holds_on_its_pages_and_on_paper(few: CheckedReport) -> None:
    """What is honest passes."""
    assert check_report(few.pages, few.rows, translated, few.papers()) == ()


@pytest.mark.parametrize(
    ("people", "answers"),
    [
        (5, 0),
        (8, 5),
        (25, 60),
        *(thorough(*each) for each in ((6, 3), (10, 30), (14, 12), (20, 4), (40, 20))),
    ],
)
def test_honest_reports_of_few_people_hold(tmp_path: Path, people: int, answers: int) -> None:
    """Whatever is hidden in them, by itself or beside something else."""
    small = made_report(small_year(tmp_path, random.Random(people), people=people, answers=answers))
    assert check_report(small.pages, small.rows, translated) == ()


def test_a_sentence_in_the_place_of_a_table_that_is_shown_is_a_fault(few: CheckedReport) -> None:
    """In one language, or of another table; and its sentence left out."""
    page = few.pages["report.en.html"]
    sentence = next(each for each in re.findall(r"<p>.*?</p>", page) if NOTHING in each)
    for changed in (
        page.replace(sentence, ""),
        page.replace(sentence, sentence.replace("nothing", "everything")),
        page.replace(sentence, sentence + sentence),
    ):
        assert check_report({**few.pages, "report.en.html": changed}, few.rows, translated)
