"""Where files name a person: generated ones, which can be made again, and the lines of people's own."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.people.person import Person
from besrour_cli.model.people.sheet import cell_text
from besrour_cli.storage.output.together import FileChange
from besrour_cli.storage.privacy.register import Erasure, files_of, record_of
from besrour_cli.storage.text.source_file import page_of, read_bytes
from besrour_cli.storage.text.tables.workbook import is_workbook, read_sheets

_LIMIT = 50_000_000
_FOLDED = re.compile(r"\r?\n[ \t]")
"""Where a line of a calendar goes on (RFC 5545 section 3.1)."""


def generated_files(folder: str, person: Person) -> list[FileChange]:
    """The files below ``out/`` that name a person, as removals.

    A poster, which is no text, goes where a text beside it names her: it was made of the same.
    """
    naming: list[FileChange] = []
    posters: list[FileChange] = []
    for path in files_of(folder):
        kept = record_of(path)
        if kept is None or kept.erasure is not Erasure.FILE or not path.startswith("out/"):
            continue
        data = read_bytes(os.path.join(folder, path), _LIMIT)
        if not isinstance(data, bytes):
            continue
        text = _text(path, data)
        change = FileChange(path, data, None)
        if person.is_called(os.path.splitext(os.path.basename(path))[0]) or person.is_named_in(path):
            naming.append(change)
        elif text is None and path.startswith("out/posts/"):
            posters.append(change)
        elif text is not None and person.is_named_in(text):
            naming.append(change)
    folders = {os.path.dirname(change.path) for change in naming}
    return [*naming, *(change for change in posters if os.path.dirname(change.path) in folders)]


def own_lines(folder: str, person: Person) -> Iterator[SourceLocation]:
    """Yield the lines of people's own texts that name a person: sessions, templates, downloads."""
    for path in files_of(folder):
        kept = record_of(path)
        if kept is None or kept.erasure is not Erasure.BY_HAND:
            continue
        data = read_bytes(os.path.join(folder, path), _LIMIT)
        if isinstance(data, bytes):
            yield from lines_naming(path, data, os.path.join(folder, path), person)


def lines_naming(path: str, data: bytes, full: str, person: Person) -> Iterator[SourceLocation]:
    """Yield the lines of a file that name a person; ``full`` is where its bytes are, or were."""
    for number, line in _numbered(path, data, full):
        if person.is_named_in(line) or person.is_called(line.strip(" -[],\t")):
            yield SourceLocation(path, number, 1)


def _numbered(path: str, data: bytes, full: str) -> Iterable[tuple[int, str]]:
    """The lines of a text, the rows of a workbook, or a mail as one line, each with its number."""
    if path.endswith(".eml"):
        return [(1, _letter(data))]
    if is_workbook(data):
        try:
            sheets = read_sheets(full)
        except BesrourError:  # locked, or no workbook after all
            return ()
        return [(row.number, " ".join(map(cell_text, row.cells))) for s in sheets for row in s.rows]
    page = page_of(data, path, table=path.endswith((".csv", ".txt")), limit=_LIMIT)
    return enumerate(page.lines, 1)


def _text(path: str, data: bytes) -> str | None:
    """What a reader of a file may read; None where it is no text."""
    if path.endswith(".eml"):
        return _letter(data)
    if path.endswith(".zip"):  # an archive of besrour handover, in which nothing is compressed
        return data.decode("utf-8", "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if path.endswith(".ics"):
        return _FOLDED.sub("", text)
    return html.unescape(text) if path.endswith((".html", ".svg")) else text


def _letter(data: bytes) -> str:
    """The headers of a letter and the texts of all its parts."""
    letter = message_from_bytes(data, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    parts = [str(value) for value in letter.values()]
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            parts.append(_FOLDED.sub("", str(part.get_content())))
    return "\n".join(parts)
