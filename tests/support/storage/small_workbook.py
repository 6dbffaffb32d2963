"""A workbook as Excel writes it, as small as can be: words, dates, lengths, yes or no, and hidden rows."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="Themes" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
    f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="46" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>",
}


Cell = str | bool | date | timedelta


def write_workbook(
    path: Path, rows: Sequence[Sequence[Cell]], hidden: Collection[int] = (), merged: str = ""
) -> None:
    """Write one sheet; ``hidden`` are the numbers, from 1, of rows that Excel does not show.

    ``merged`` are cells that are shown as one, such as ``A2:A4``.
    """
    lines = "".join(
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>'
        f"{''.join(_cell(_letters(at) + str(number), cell) for at, cell in enumerate(row))}</row>"
        for number, row in enumerate(rows, 1)
    )
    with zipfile.ZipFile(path, "w") as parts:
        for name, text in _PARTS.items():
            parts.writestr(name, text)
        parts.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{_merged(merged)}</worksheet>',
        )


def _merged(cells: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>' if cells else ""


def _letters(at: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, timedelta):
        return f'<c r="{place}" s="2"><v>{cell / timedelta(days=1)}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
