"""Changes planted in reports, a thousand in pages and some hundreds in PDFs: how many the check finds.

The campaign: ``python3 dev.py campaigns tests/campaigns/report_changes -s`` prints how many it found.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from besrour_cli.report_check.check import check_report
from support.evaluation.made_report import larger_year, made_report, paper, translated
from support.evaluation.planted import planted
from support.evaluation.planted_on_paper import planted_on_paper

CHANGES = 1000
SESSIONS = ("2025-04-cafe", "2025-08-cafe", None)
"""Up to which session: a quarter of the changes each, the last in a year of twice as many people."""


@pytest.mark.campaign
def test_every_planted_change_is_found(tmp_path: Path) -> None:
    """Honest reports hold, and no change of a figure, a word or a rule goes unseen."""
    reports = [made_report(tmp_path / "year", session=session) for session in SESSIONS]
    reports.append(made_report(larger_year(tmp_path / "larger")))
    assert all(check_report(each.pages, each.rows, translated) == () for each in reports)
    tried, unseen = Counter[str](), []
    for seed in range(CHANGES):
        report = reports[seed % len(reports)]
        change = planted(report.pages, report.rows, random.Random(10_000 + seed))
        tried[change.kind] += 1
        if not check_report(change.pages, change.rows, translated):
            unseen.append(change.what)
    print(f"\n{CHANGES} changes planted, {CHANGES - len(unseen)} found:", dict(tried))
    assert unseen == []


PAPER_CHANGES = 300


@pytest.mark.campaign
def test_every_change_planted_in_a_pdf_is_found(tmp_path: Path) -> None:
    """The pages are honest, and one language's PDF is compiled of changed values: nothing goes unseen."""
    reports = [made_report(tmp_path, session=session) for session in SESSIONS]
    honest = [each.papers() for each in reports]
    for each, papers in zip(reports, honest, strict=True):
        assert check_report(each.pages, each.rows, translated, papers) == ()
    tried, unseen = Counter[str](), []
    for seed in range(PAPER_CHANGES):
        at, language = seed % len(reports), ("en", "fr")[seed // len(reports) % 2]
        change = planted_on_paper(reports[at].values[language], random.Random(50_000 + seed))
        tried[change.kind] += 1
        papers = {**honest[at], f"report.{language}.pdf": paper(change.values)}
        if not check_report(reports[at].pages, reports[at].rows, translated, papers):
            unseen.append(f"{language}: {change.what}")
    found = PAPER_CHANGES - len(unseen)
    print(f"\n{PAPER_CHANGES} changes planted in PDFs, {found} found:", dict(tried))
    assert unseen == []
