"""Sheets for two coders: the comments and an empty column, so that neither sees what the other wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.message import msg
from besrour_cli.model.text.spreadsheet_cell import unguarded
from besrour_cli.storage.evaluation.comments_csv import COLUMNS, codes_in
from besrour_cli.storage.evaluation.tables import emitted
from besrour_cli.storage.text.source_file import SourceFile, printable_path
from besrour_cli.storage.text.tables.csv_reader import open_reader
from besrour_cli.storage.text.tables.downloaded_table import read_download

CODERS = ("first", "second")
FOLDER = "out/codes"
_LEFT = ("comment", "language", "source", "text")


class CoderSheet(NamedTuple):
    """A sheet that came back: whose it is, the codes by the comments' numbers, its page for mistakes."""

    coder: str
    codes: dict[str, tuple[str, ...]]
    page: SourceFile


def coder_sheets(comments: Sequence[EvaluationComment]) -> dict[str, bytes]:
    """Relative paths to bytes: a sheet for each coder, with the codes that she gave before."""
    sheets = {}
    for coder in CODERS:
        rows = [
            (one.id, one.language, one.source, one.text, " ".join(getattr(one, coder))) for one in comments
        ]
        sheets[f"{FOLDER}/{coder}.csv"] = emitted((*_LEFT, coder), rows, None)
    return sheets


def read_coder_sheet(path: str, known: Sequence[str]) -> CoderSheet:
    """Read a sheet; ``known`` are the numbers of all comments. Mistakes are on its page."""
    table = read_download(path, printable_path(path))
    page = table.page
    if not page.text.strip():
        page.report_empty(msg("write the headers: {words}", words="comment,first"))
    if any(not problem.warning for problem in page.problems):
        return CoderSheet("", {}, page)
    if not table.delimiter:  # a workbook: its page has tabs
        page = SourceFile(page.path, page.text, table=True)
    reader = open_reader(page, COLUMNS, ("comment",), ("language", "source", "text"))
    coders = [coder for coder in CODERS if reader is not None and coder in reader.columns]
    if reader is None or len(coders) != 1:
        if reader is not None:
            page.report(
                "coder-column",
                1,
                1,
                msg("the sheet has to have one column of codes, “first” or “second”"),
                msg("name the column by the coder whose sheet it is"),
            )
        return CoderSheet("", {}, page)
    codes: dict[str, tuple[str, ...]] = {}
    for _row in reader.rows():
        identifier = reader.cell("comment")
        if identifier not in known or identifier in codes:
            what = (
                msg("there is no comment {id}", id=identifier)
                if identifier not in codes
                else msg("the comment {id} is there twice", id=identifier)
            )
            reader.report(
                "comment", "coder-comment", what, msg("write the sheet anew: besrour codes --write")
            )
            continue
        codes[identifier] = codes_in(unguarded(reader.cell(coders[0])))
    return CoderSheet(coders[0], codes, page)
