"""A list of themes that somebody wrote: the rows of a workbook, the lines of a text, or a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.storage.programme.themes.lists import read_lines
from support.storage.small_workbook import write_workbook


def test_a_workbook_and_a_text_give_the_same_lines(tmp_path: Path) -> None:
    """Numbered as they are seen there; quotes that a spreadsheet put around a cell are not part of it."""
    write_workbook(tmp_path / "a.xlsx", [["Rural training", "Awa"], ["Care, at home"]])
    (tmp_path / "a.txt").write_text('Rural training\n"Care, at home"\n', encoding="utf-8")
    wanted = [(1, "Rural training"), (2, "Care, at home")]
    assert read_lines(str(tmp_path / "a.xlsx")) == wanted
    assert [line for line in read_lines(str(tmp_path / "a.txt")) if line[1]] == wanted


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A picture, say; nothing is read of it."""
    (tmp_path / "a.txt").write_bytes(b"Rural\x00\x81\x8d\n")
    with pytest.raises(DiagnosticsError, match="list of themes cannot be read"):
        read_lines(str(tmp_path / "a.txt"))
