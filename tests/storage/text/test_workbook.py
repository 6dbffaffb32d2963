"""Sheets of workbooks and text tables: rows as numbered there, and one clear sentence for the rest."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from besrour_cli.model.errors import FileError
from besrour_cli.storage.text.tables.workbook import read_sheets
from support.checkout import ROOT
from support.storage.open_document import write_ods

CASES = ROOT / "tests" / "feedback" / "signups" / "cases"


def test_a_workbook_has_its_rows_its_dates_and_what_is_hidden() -> None:
    """Merged countries stand on every row, hidden rows are marked, a date stays one."""
    (sheet,) = read_sheets(str(CASES / "s04" / "Liste cafe.xlsx"))
    rows = {row.number: row for row in sheet.rows}
    assert 16 not in rows and 3 not in rows
    assert [rows[n].text(5) for n in (32, 33, 34)] == ["Canada"] * 3
    assert rows[23].cells[8] == date(2026, 7, 9)
    assert [n for n, row in rows.items() if row.hidden] == [14, 37]


def test_an_open_document_says_what_is_hidden(tmp_path: Path) -> None:
    """LibreOffice collapses the rows that a filter takes away."""
    (sheet,) = read_sheets(write_ods(tmp_path / "a.ods", {"Liste": [["Nom"], ["Awa"], ["Kofi"]]}, hidden=[2]))
    assert [(row.text(0), row.hidden) for row in sheet.rows] == [
        ("Nom", False),
        ("Awa", True),
        ("Kofi", False),
    ]


def test_a_line_break_in_a_cell_makes_no_row(tmp_path: Path) -> None:
    """Rows are numbered as a spreadsheet shows them: an empty line is one, a break within quotes is none."""
    path = tmp_path / "a.csv"
    path.write_text('name,note\nAwa,"one\ntwo"\n\nKofi,\n', encoding="utf-8")
    assert [row.number for row in read_sheets(str(path))[0].rows] == [1, 2, 4]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("~$Liste.xlsx", b"x", "mark that a spreadsheet sets"),
        (".~lock.Liste.ods#", b"x", "mark that a spreadsheet sets"),
        ("liste.pdf", b"%PDF-1.4", "a PDF has no rows"),
        ("liste.gsheet", b"{}", "only a link"),
        ("half.xlsx", b"PK\x03\x04" + b"\0" * 50, "not downloaded to its end"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "not downloaded to its end"),
        ("empty.csv", b"", "no row with anything in it"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    """The file of an open sheet, a PDF, a link, half a download: each with what to do."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError) as refusal:
        read_sheets(str(tmp_path / name))
    assert words in str(refusal.value.what)
    assert refusal.value.remedy is not None


def test_a_document_that_pretends_to_be_a_sheet_is_refused(tmp_path: Path) -> None:
    """A Word file renamed to .xlsx is a zip too."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("word/document.xml", "<a/>")
    with pytest.raises(FileError) as refusal:
        read_sheets(str(tmp_path / "a.xlsx"))
    assert "word processor" in str(refusal.value.what)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A small file of a few hundred megabytes of nothing is not unpacked."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(5):
            parts.writestr(f"xl/{number}.xml", b"\0" * 50_000_000)
    with pytest.raises(FileError) as refusal:
        read_sheets(str(tmp_path / "a.xlsx"))
    assert "250 MB" in str(refusal.value.what)
