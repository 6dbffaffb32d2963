"""A workbook as Excel writes it, as small as can be: words, dates, and rows that are hidden."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Sequence
from datetime import date
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
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def write_workbook(path: Path, rows: Sequence[Sequence[str | date]], hidden: Collection[int] = ()) -> None:
    """Write one sheet; ``hidden`` are the numbers, from 1, of rows that Excel does not show."""
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
            f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
        )


def _letters(at: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _cell(place: str, cell: str | date) -> str:
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
