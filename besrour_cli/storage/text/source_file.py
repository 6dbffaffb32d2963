"""One file of the programme, read safely: its size, bytes and encoding are checked before its content."""

from __future__ import annotations

import errno
import os
import re
import stat
from itertools import pairwise

from besrour_cli.durable.systems import BINARY, NO_WAIT
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import FileError, system_reason
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.passwords import Passwords

LIMIT = 5_000_000
"""Bytes; no file that people write for besrour comes near it."""

# YAML 1.1 (section 4.2) also breaks lines at NEL, LS and PS, and so do the marks of its parser.
_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TABLE_BREAK = re.compile("\r\n|[\n\r]")
# Bytes that in Windows-1252 are no sign of English or French: 0x8E, say, is é on an old Macintosh.
_CP1252_RARE = frozenset(range(0x80, 0xA0)) - frozenset(b"\x80\x85\x8c\x91\x92\x93\x94\x95\x96\x97\x9c")
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""The marks with which a file in UTF-16 begins."""


class SourceFile:
    """A file's text, and every mistake reported in it so far.

    ``path`` is as shown to the reader; ``table``: a CSV, whose lines end otherwise than those of YAML.
    """

    __slots__ = ("_lines", "_passwords", "path", "problems", "table", "text")

    def __init__(self, path: str, text: str, *, table: bool = False) -> None:
        self.path = path
        self.text = text
        self.table = table
        self.problems: list[Diagnostic] = []
        self._lines: list[str] = []
        self._passwords: Passwords | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends, split as the parser of the file counts them."""
        if not self._lines:
            self._lines = (_TABLE_BREAK if self.table else _YAML_BREAK).split(self.text)
        return self._lines

    def lines_with_ends(self) -> list[str]:
        """The lines of the text, each with its end; a table's last line may have none."""
        pattern = _TABLE_BREAK if self.table else _YAML_BREAK
        ends = [0, *(found.end() for found in pattern.finditer(self.text)), len(self.text)]
        return [line for line in (self.text[a:b] for a, b in pairwise(ends)) if line]

    def line(self, number: int) -> str:
        """The line of that number, from 1; "" past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def report(
        self,
        code: str,
        line: int,
        column: int,
        what: Message,
        remedy: Message | None = None,
        *,
        width: int = 1,
        warning: bool = False,
    ) -> None:
        """Report a mistake at a line and column counted from 1 (line 0: the whole file).

        Nothing of it shows a password that stands in the file.
        """
        line = min(line, len(self.lines))
        text = self.line(line)
        column = max(1, min(column, len(text) + 1)) if line else 0
        width = max(1, min(width, len(text) + 1 - column))
        if self._passwords is None:
            self._passwords = Passwords(() if self.table else self.lines)
        self.problems.append(
            Diagnostic(
                code=code,
                spot=SourceLocation(self.path, line, column),
                what=self._passwords.without(what),
                remedy=self._passwords.without(remedy) if remedy else None,
                text=self._passwords.shown(line, text),
                width=width,
                warning=warning,
            )
        )

    def report_empty(self, remedy: Message) -> None:
        """Report that the file is empty, unless nothing could be read of it and that is reported."""
        if not self.problems:
            self.report("file-empty", 0, 0, msg("the file is empty"), remedy)


def printable_path(path: str) -> str:
    """A path as it can be printed anywhere: ``/`` between folders, undecodable bytes replaced."""
    plain = os.fsencode(path).decode("utf-8", "replace")
    return plain.replace(os.sep, "/")


def file_error(error: OSError, path: str) -> FileError:
    """The error that tells in one sentence what the system refused."""
    name = printable_path(path)
    if error.errno in (errno.EACCES, errno.EPERM):
        return FileError(
            msg("besrour is not allowed to open {path}", path=name),
            msg("ask for the right to read and write it, or copy the folder to one of your own"),
        )
    if error.errno == errno.EROFS:
        return FileError(msg("{path} is on a disk that cannot be written", path=name))
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FileError(
            msg("the disk is full: {path} was not written", path=name),
            msg("free some space and run the same command again"),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileError(
            msg("{path} is not there", path=name),
            msg("look whether its name is right, and in which folder it lies"),
        )
    if error.errno == errno.EIO:
        return FileError(
            msg("the disk failed at {path}", path=name),
            msg("copy the folder to another disk, or restore a backup"),
        )
    return FileError(msg("{path} cannot be opened ({reason})", path=name, reason=system_reason(error)))


def read_bytes(path: str, limit: int = LIMIT) -> bytes | int:
    """The bytes of a regular file, or its size in bytes when that is past the limit (nothing is read then).

    Raises FileError when the system refuses, or when the name is not that of a file.
    """
    try:
        # A pipe or a device would wait for ever without O_NONBLOCK.
        handle = os.open(path, os.O_RDONLY | NO_WAIT | BINARY)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise FileError(
                    msg("{path} is not a file", path=printable_path(path)),
                    msg("move it away, or put a file in its place"),
                )
            if status.st_size > limit:
                return status.st_size
            parts = []
            while part := os.read(handle, 1 << 20):
                parts.append(part)
            return b"".join(parts)
        finally:
            os.close(handle)
    except OSError as error:
        raise file_error(error, path) from error


def read_page(path: str, name: str, *, table: bool = False, limit: int = LIMIT) -> SourceFile:
    """A file as a page; what is wrong with its bytes is among the page's problems.

    The text of a page that cannot be decoded at all is "". ``name`` is the path as shown to the reader;
    ``table``: a CSV, where Windows-1252 and UTF-16 with a mark are accepted, as spreadsheets write them;
    ``limit``: bytes that it may have. Raises FileError as :func:`read_bytes` does.
    """
    return page_of(read_bytes(path, limit), name, table=table, limit=limit)


def page_of(data: bytes | int, name: str, *, table: bool = False, limit: int = LIMIT) -> SourceFile:
    """The page that some bytes are, or that a file too large for being read is; as in :func:`read_page`."""
    page = SourceFile(name, "", table=table)
    if isinstance(data, int):
        page.report(
            "file-too-large",
            0,
            0,
            msg(
                "the file has {size} MB, and no file of a programme may have more than {limit} MB",
                size=round(data / 1e6, 1),
                limit=limit // 1_000_000,
            ),
            msg("move it out of sessions/, or shorten it"),
        )
        return page
    for mark, name16 in UTF16.items():
        if data.startswith(mark):
            page.text = data[2:].decode(name16, "replace")
            if not table:
                _not_utf8(page, 1, 1)
            return _without_binary(page)
    if b"\0" in data:
        page.text = "\0"
        return _without_binary(page)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        page.text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _decode_old(page, data, error.start)
    return page


def _without_binary(page: SourceFile) -> SourceFile:
    """The page, with its text removed and that reported if it holds the sign that no text holds."""
    if "\0" in page.text:
        page.text = ""
        page.report(
            "file-binary",
            0,
            0,
            msg("the file holds bytes that no text has: it is a picture, a document or a workbook"),
            msg("save it as text: “CSV UTF-8” for the members, plain text in UTF-8 for a session"),
        )
    return page


def _decode_old(page: SourceFile, data: bytes, start: int) -> None:
    """Decode bytes that are no UTF-8 from ``start`` on as Windows-1252, which only a table may be in."""
    page.text = data.decode("cp1252", "replace")
    before = data[:start].decode("utf-8")
    page_lines = (_TABLE_BREAK if page.table else _YAML_BREAK).split(before)
    line, column = len(page_lines), len(page_lines[-1]) + 1
    if not page.table:
        _not_utf8(page, line, column)
        return
    odd = next((i for i, byte in enumerate(data) if byte in _CP1252_RARE), None)
    if odd is not None:
        lines = _TABLE_BREAK.split(data[:odd].decode("cp1252", "replace"))
        page.report(
            "file-encoding",
            len(lines),
            len(lines[-1]) + 1,
            msg("a letter of this line is in an encoding that besrour cannot tell"),
            msg("in the spreadsheet, choose Save As and “CSV UTF-8”"),
        )


def _not_utf8(page: SourceFile, line: int, column: int) -> None:
    """Report the place from which on the file is in another encoding."""
    page.report(
        "file-encoding",
        line,
        column,
        msg("the file is not in UTF-8: from this letter on, accents may be read wrongly"),
        msg("save the file again as UTF-8 (in Notepad: Save As, then Encoding: UTF-8)"),
    )
