"""Ids to offer somebody who types: read in a moment, without a check, and none where a file cannot be read.

What a command then does with an id is for its own reader to judge.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator

from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.source_file import LIMIT

ID = re.compile(r"[\w][\w.-]*")
"""What can be typed into any shell as it is; anything else is not offered."""
_PLANNED = re.compile(r"^  ['\"]?([\w][\w.-]*)['\"]?:\s*$", re.MULTILINE)
_SERIES = re.compile(r"^  ([\w][\w-]*):\s*$", re.MULTILINE)
_SECTION = re.compile(r"^(\S[^:\n]*):", re.MULTILINE)
_HEADINGS = {"id": "id", "identifiant": "id", "name": "name", "nom": "name"}


def session_ids(folder: str) -> tuple[str, ...]:
    """The sessions that have a file, and those that the plan knows, in order."""
    planned = _section(_text(os.path.join(folder, "plan.yaml")), "sessions")
    return tuple(sorted({*_files(folder), *_PLANNED.findall(planned)}))


def series_ids(folder: str) -> tuple[str, ...]:
    """The series of programme.yaml, in its order."""
    text = _text(os.path.join(folder, SESSIONS, "programme.yaml"))
    return tuple(_SERIES.findall(_section(text, "series")))


def member_names(folder: str) -> dict[str, str]:
    """Each member's id and name, in the order of the roster; without a column of ids, none."""
    text = _text(os.path.join(folder, SESSIONS, "members.csv"))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    found: dict[str, str] = {}
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        columns = [_HEADINGS.get(cell.strip().casefold(), "") for cell in next(rows, [])]
        for row in rows:
            cells = dict(zip(columns, row, strict=False))
            if ID.fullmatch(cells.get("id", "").strip()):
                found[cells["id"].strip()] = " ".join(cells.get("name", "").split())
    except csv.Error:
        return found
    return found


def _files(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(os.path.join(folder, SESSIONS))
    except OSError:
        return
    for name in names:
        stem, ending = os.path.splitext(name)
        if ending == ".yaml" and stem != "programme" and ID.fullmatch(stem):
            yield stem


def _text(path: str) -> str:
    """A file's text; "" where it cannot be read."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > 2 * LIMIT:
            return ""
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _section(text: str, name: str) -> str:
    """What stands below a key of the first level."""
    for found in _SECTION.finditer(text):
        if found[1].strip("'\" ") == name:
            later = _SECTION.search(text, found.end())
            return text[found.end() : later.start() if later else len(text)]
    return ""
