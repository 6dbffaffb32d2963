"""Rows that a workbook hides (filtered away, or folded): the reader of workbooks does not tell them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MOST_REPEATS = 100_000
_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def hidden_rows(data: bytes, sheets: Sequence[str]) -> Mapping[str, frozenset[int]]:
    """Sheet names to the numbers (from 1) of their hidden rows; nothing for a workbook of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if "xl/workbook.xml" in names:
                return _of_excel(parts, sheets)
            return _of_open_document(parts) if "content.xml" in names else {}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError):
        return {}


def _of_excel(parts: zipfile.ZipFile, sheets: Sequence[str]) -> Mapping[str, frozenset[int]]:
    """Office Open XML (ECMA-376, part 1, 18.3.1.73): each row says whether it is hidden."""
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found: dict[str, frozenset[int]] = {}
    for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(_SHEETS):
        name, target = str(sheet.get("name")), targets.get(sheet.get(_LINK), "")
        if name not in sheets or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        number, unseen = 0, set[int]()
        for row in _ROW.finditer(parts.read(path)):
            written = _NUMBER.search(row[1])
            number = int(written[1]) if written else number + 1
            if _HIDDEN.search(row[1]):
                unseen.add(number)
        found[name] = frozenset(unseen)
    return found


def _of_open_document(parts: zipfile.ZipFile) -> Mapping[str, frozenset[int]]:
    """OpenDocument 1.3 (part 3, 19.749): a row is visible, collapsed or filtered, and may be repeated."""
    found: dict[str, frozenset[int]] = {}
    for table in ElementTree.fromstring(parts.read("content.xml")).iter(f"{_TABLE}table"):
        number, unseen = 1, set[int]()
        for row in table.iter(f"{_TABLE}table-row"):
            repeats = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            if row.get(f"{_TABLE}visibility", "visible") != "visible" and repeats < _MOST_REPEATS:
                unseen.update(range(number, number + repeats))
            number += repeats
        found[str(table.get(f"{_TABLE}name"))] = frozenset(unseen)
    return found
