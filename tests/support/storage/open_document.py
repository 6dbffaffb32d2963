"""OpenDocument workbooks as LibreOffice writes them, small: tables of words, rows hidden or not."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>
<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def write_ods(path: Path, tables: Mapping[str, Sequence[Sequence[str]]], hidden: Sequence[int] = ()) -> str:
    """Write a workbook of some tables; rows of these numbers (from 1) are hidden in each. Gives its path."""
    made = "".join(
        f'<table:table table:name="{escape(name)}">{_rows(rows, hidden)}</table:table>'
        for name, rows in tables.items()
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", _DOCUMENT.format(tables=made))
        parts.writestr("META-INF/manifest.xml", _MANIFEST)
    return str(path)


def _rows(rows: Sequence[Sequence[str]], hidden: Sequence[int]) -> str:
    made = []
    for number, cells in enumerate(rows, 1):
        seen = ' table:visibility="collapse"' if number in hidden else ""
        words = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in cells
        )
        made.append(f"<table:table-row{seen}>{words}</table:table-row>")
    return "".join(made)
