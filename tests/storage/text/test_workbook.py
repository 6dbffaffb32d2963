"""Sheets of workbooks and text tables: rows as numbered there, and one clear sentence for the rest."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.storage.text.tables.hidden_rows import hidden_rows
from besrour_cli.storage.text.tables.workbook import LIMIT, read_sheets
from support.checkout import ROOT
from support.storage.open_document import write_ods
from support.storage.small_workbook import write_workbook

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


def _of_excel() -> bytes:
    """What Excel leaves of a workbook that it encrypts: a container with one stream, and nothing to read."""
    end, free = 0xFFFF_FFFE, 0xFFFF_FFFF
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    table = struct.pack("<10I", free - 2, end, *range(3, 10), end).ljust(512, b"\xff")
    root = "Root Entry\0".encode("utf-16-le").ljust(64, b"\0")
    root += struct.pack("<HBB3I36xIQ", 22, 5, 1, free, free, 1, end, 0)
    stream = "EncryptedPackage\0".encode("utf-16-le").ljust(64, b"\0")
    stream += struct.pack("<HBB3I36xIQ", 34, 2, 1, free, free, free, 2, 4096)
    return head + struct.pack("<I", 0).ljust(436, b"\xff") + table + root + stream + bytes(256) + b"x" * 4096


def _of_excel_97() -> bytes:
    """The beginning of a locked workbook of before 2007."""
    return b"\xd0\xcf\x11\xe0".ljust(512, b"\0") + b"\x09\x08\x10\0\0\6\5\0" + bytes(12) + b"\x2f\0\x36\0"


def _of_libreoffice() -> bytes:
    """An OpenDocument whose contents are encrypted, as its manifest says."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", b"\0\1\2")
        parts.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
            "</manifest:file-entry></manifest:manifest>",
        )
    return whole.getvalue()


@pytest.mark.parametrize("made", [_of_excel, _of_excel_97, _of_libreoffice])
@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "download"])
def test_a_locked_workbook_is_said_to_be_locked(tmp_path: Path, made: Callable[[], bytes], name: str) -> None:
    """And not damaged: to download it again would not help. Whatever the file is called."""
    (tmp_path / name).write_bytes(made())
    with pytest.raises(FileError, match="locked with a password") as refusal:
        read_sheets(str(tmp_path / name))
    assert str(refusal.value.remedy) == "save it without one, then run this again"


def test_a_workbook_of_many_megabytes_is_not_opened(tmp_path: Path) -> None:
    """Pictures, say: the remedy is the sheet of the people alone."""
    with (tmp_path / "a.xlsx").open("wb") as film:
        film.truncate(LIMIT + 1)
    with pytest.raises(FileError, match="no sheet of people has so many") as refusal:
        read_sheets(str(tmp_path / "a.xlsx"))
    assert "without pictures" in str(refusal.value.remedy)


def test_a_text_table_with_an_open_quote_is_not_read_half(tmp_path: Path) -> None:
    """The mistake has its line."""
    path = tmp_path / "a.csv"
    path.write_text('name,note\nAwa,"open\nKofi,x\nZoe,y\n', encoding="utf-8")
    with pytest.raises(DiagnosticsError) as mistakes:
        read_sheets(str(path))
    assert mistakes.value.problems[0].spot.line == 2


def test_hours_lengths_and_answers_of_yes_or_no_are_words_or_times(tmp_path: Path) -> None:
    """A length of time shorter than a day can be an hour; a longer one is none."""
    row = ("Awa", timedelta(hours=14, minutes=30), timedelta(hours=30), True, False)
    write_workbook(tmp_path / "a.xlsx", [row])
    (sheet,) = read_sheets(str(tmp_path / "a.xlsx"))
    assert sheet.rows[0].cells == ("Awa", time(14, 30), "1 day, 6:00:00", "true", "false")


def test_what_lies_beneath_a_merged_cell_stays_its_own(tmp_path: Path) -> None:
    """Empty rows have the country above them; one that says another keeps it."""
    rows = [["Canada", "Awa"], ["", "Kofi"], ["Togo", "Zoe"], ["", "Lea"]]
    write_workbook(tmp_path / "a.xlsx", rows, merged="A1:A3")
    (sheet,) = read_sheets(str(tmp_path / "a.xlsx"))
    assert [(row.text(0), row.text(1)) for row in sheet.rows] == [
        ("Canada", "Awa"),
        ("Canada", "Kofi"),
        ("Togo", "Zoe"),
        ("", "Lea"),
    ]


def test_hidden_rows_are_those_of_the_sheets_that_are_asked_for(tmp_path: Path) -> None:
    """A chart is no sheet; of what is no workbook nothing is hidden."""
    write_workbook(tmp_path / "a.xlsx", [["Nom"], ["Awa"]], hidden=[2])
    data = (tmp_path / "a.xlsx").read_bytes()
    assert hidden_rows(data, ["Themes"]) == {"Themes": frozenset({2})}
    assert hidden_rows(data, ["Another"]) == {}
    assert hidden_rows(b"PK\x03\x04 and no more", ["Themes"]) == {}
