"""Answers to items that were renamed mid-year: told where they stand, since no rule counts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.evaluation.decisions import CommitteeDecision, DecisionRule, RuleComparison
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.storage.evaluation.former_items import former_items

WORDS = {"en": "x", "fr": "y"}
FORM = EvaluationForm(
    WORDS,
    WORDS,
    (
        Item("lead-group", ItemKind.THEN_NOW, WORDS),
        Item("fair", ItemKind.SCALE, WORDS),
        Item("said", ItemKind.COMMENT, WORDS),
    ),
)
TABLE = """\
réponse;vague;langue;code;fair;lead-group.then;lead-group.now;lead.then;lead.now;hours;role
1;start;fr;;4;;;2;3;;nurse
2;start;en;;5;;;3;3;2;
3;month-3;en;;5;1;4;;;;teacher
"""


def rules(measure: str) -> tuple[CommitteeDecision, ...]:
    """A decision with one rule."""
    return (CommitteeDecision("go", WORDS, (DecisionRule(measure, RuleComparison.AT_LEAST, 0.5),)),)


def told(folder: Path, table: str, measure: str) -> list[tuple[str, str]]:
    """The place and the remedy of each warning."""
    (folder / "responses").mkdir()
    (folder / "responses/evaluation.csv").write_text(table, encoding="utf-8")
    found = former_items(str(folder), FORM, rules(measure))
    return [(f"{p.spot.path}:{p.spot.line}:{p.spot.column} {p.what}", str(p.remedy)) for p in found]


def test_answers_under_a_former_name_are_told_at_their_heading(tmp_path: Path) -> None:
    """With how many they are, and the item that they may be answers to; words and choices are no points."""
    [renamed, dropped] = told(tmp_path, TABLE, "item.lead-group.improved-share")
    assert renamed[0].startswith("responses/evaluation.csv:1:63 2 answers to “lead” are in no figure")
    assert "“lead-group”" in renamed[1]
    assert dropped[0].startswith("responses/evaluation.csv:1:82 1 answer to “hours” is in no figure")


@pytest.mark.parametrize(
    ("table", "measure"),
    [
        (TABLE, "return.share"),
        (TABLE.replace("lead.", "lead-group.").replace("hours", "fair"), "item.fair.median"),
        ("", "item.fair.median"),
        (TABLE.splitlines()[0], "item.fair.median"),
    ],
)
def test_nothing_is_told_where_nothing_is_lost(tmp_path: Path, table: str, measure: str) -> None:
    """No rule on an item, no column of points without one, no answer."""
    assert told(tmp_path, table, measure) == []
