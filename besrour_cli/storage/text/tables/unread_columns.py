"""Columns of a table that besrour does not read: named once, silenced where asked, unless merely misspelt."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg, msgn
from besrour_cli.storage.text.scalars import tidy
from besrour_cli.storage.text.tables.csv_table import CsvTable, TableRow

_CLOSE = 0.75
"""How alike two headers are at least, from 0 to 1, before one can be the other misspelt."""
_LONG = 7
"""Letters from which on likeness alone is enough: of short words many are alike, such as state and stage."""


def folded(header: str) -> str:
    """A header as headers are compared: accents, capitals and underscores make no difference."""
    return fold_case(tidy(header).replace("_", " "))


def report_unread(
    table: CsvTable,
    header: TableRow,
    unread: Sequence[int],
    names: Mapping[str, str],
    present: Collection[str],
    ignored: Collection[str],
) -> None:
    """Warn of the columns at the indexes ``unread``: of all in one line, of each that looks misspelt.

    ``names`` maps a folded header to its column, ``present`` are the columns the table has. One in
    ``ignored`` is passed over, unless it resembles a column that the table does not have otherwise.
    """
    silent = {folded(name) for name in ignored}
    unknown = []
    for index in unread:
        name = tidy(header.cells[index])
        column = _resembled(folded(name), names)
        if column and not (folded(name) in silent and column in present):
            _report_misspelt(table, header, index, column, ignored=folded(name) in silent)
        elif folded(name) not in silent:
            unknown.append(index)
    if not unknown:
        return
    titles = [tidy(header.cells[index]) for index in unknown]
    line, start, width = table.place(header, unknown[0])
    table.page.report(
        "column-unknown",
        line,
        start,
        msgn(
            "the column “{names}” is not one besrour knows, and is not read",
            "{n} columns are not ones besrour knows, and are not read: {names}",
            len(titles),
            names=", ".join(titles),
        ),
        msg(
            "if that is meant, write into programme.yaml: ignore: [{names}]",
            names=", ".join(map(_yaml_word, titles)),
        ),
        width=width,
        warning=True,
    )


def _report_misspelt(table: CsvTable, header: TableRow, index: int, column: str, *, ignored: bool) -> None:
    name = tidy(header.cells[index])
    line, start, width = table.place(header, index)
    what = msg("the column “{name}” is not one besrour knows, and is not read", name=name)
    if ignored:
        what = msg(
            "“{name}” is passed over, as ignore: in programme.yaml asks, but resembles a column that is read",
            name=name,
        )
    remedy = msg("a similar one exists: {word}", word=column)
    table.page.report("column-unknown", line, start, what, remedy, width=width, warning=True)


def _resembled(header: str, names: Mapping[str, str]) -> str:
    """The column of which a header is a misspelling; "" when it is none."""
    return next((names[near] for near in _misspelt(header, names)), "")


def _misspelt(header: str, names: Mapping[str, str]) -> Iterator[str]:
    for near in get_close_matches(header, names, n=3, cutoff=_CLOSE):
        swapped = sorted(near) == sorted(header)
        one_letter = abs(len(near) - len(header)) == 1
        if swapped or one_letter or min(len(near), len(header)) >= _LONG:
            yield near


def _yaml_word(text: str) -> str:
    """A text as an item of a YAML list between brackets, with quotes where it needs them."""
    return text if re.fullmatch(r"[^\W\d][\w -]*", text) else json.dumps(text, ensure_ascii=False)
