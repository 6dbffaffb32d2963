"""Answers to what the form does not ask any more: they are stored, and no figure and no rule counts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.evaluation.decisions import CommitteeDecision, DecisionRule
from besrour_cli.model.evaluation.form import THEN, EvaluationForm, ItemKind
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.evaluation.answers_csv import FIXED, NAME, column_name
from besrour_cli.storage.evaluation.tables import page
from besrour_cli.storage.state.state_file import read_state
from besrour_cli.storage.text.scalars import similar, tidy
from besrour_cli.storage.text.tables.csv_table import CsvTable, TableRow

_POINTS = frozenset("12345")
_CODE = "answer-former-item"


def former_items(
    folder: str, form: EvaluationForm, decisions: Sequence[CommitteeDecision]
) -> Iterator[Diagnostic]:
    """Yield a warning of each column of points whose item the form does not have.

    An item that was given another id loses the answers it has: a rule that looks at it would count the later
    ones alone. Nothing is said where no rule looks at any item.
    """
    wanted = [rule.measure.split(".")[1] for one in decisions for rule in one.rules if _is_of_item(rule)]
    if not wanted:
        return
    source = page(read_state(folder, NAME) or b"", NAME)
    table = CsvTable(source)
    header, *rows = [*table.rows()] or [TableRow(1, [])]
    for index, item, kind, number in _former(header, rows, form):
        alike = [each.id for each in form.items if each.kind is kind]
        now = similar(item, alike) or next((each for each in wanted if each in alike), "")
        line, column, width = table.place(header, index)
        source.report(
            _CODE,
            line,
            column,
            msgn(
                "{n} answer to “{item}” is in no figure: the form does not have this item",
                "{n} answers to “{item}” are in no figure: the form does not have this item",
                number,
                item=item,
            ),
            msg(
                "if it is now called “{name}”, write that name in the headings of the table; if it was "
                "dropped, leave it",
                name=now,
            )
            if now
            else None,
            width=width,
            warning=True,
        )
    yield from (problem for problem in source.problems if problem.code == _CODE)


def _former(
    header: TableRow, rows: Sequence[TableRow], form: EvaluationForm
) -> Iterator[tuple[int, str, ItemKind, int]]:
    """Yield where each column of points is that is of no item, its item and kind, and how many answered."""
    known = {*FIXED, *form.columns()}
    for index, cell in enumerate(header.cells):
        name = column_name(cell, form)
        item, _, part = name.partition(".")
        given = [tidy(row.cells[index]).removesuffix(".0") for row in rows if index < len(row.cells)]
        given = [each for each in given if each]
        if name not in known and part in ("", THEN) and given and _POINTS.issuperset(given):
            yield index, item, ItemKind.THEN_NOW if part else ItemKind.SCALE, len(given)


def _is_of_item(rule: DecisionRule) -> bool:
    return rule.measure.startswith("item.")
