"""A table too long to be kept as text: its bytes, decoded line by line, to spare memory."""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Iterator

from besrour_cli.storage.text.page import SourceFile

_BREAK = re.compile(b"\r\n|[\n\r]")
_PART = 1 << 20


class LongPage(SourceFile):
    """A page of bytes in UTF-8; ``text`` is its beginning only."""

    __slots__ = ("_begin", "_data", "_starts")

    def __init__(self, path: str, data: bytes, begin: int) -> None:
        super().__init__(path, data[begin : begin + _PART].decode("utf-8", "ignore"), table=True)
        self._data = data
        self._begin = begin  # after the mark that some programs put before UTF-8
        self._starts: array[int] = array("Q")

    @property
    def blank(self) -> bool:
        """Whether nothing at all is written."""
        return not self.text.strip() and not self._data[self._begin :].strip()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._found())

    def line(self, number: int) -> str:
        """The line of that number, from 1; "" past the end."""
        return next(self.each_line(number), "") if 0 < number <= self.count else ""

    def each_line(self, first: int = 1) -> Iterator[str]:
        """The lines from a number on, without their ends."""
        begin = self._begin if first == 1 else self._found()[first - 1]
        for end in _BREAK.finditer(self._data, begin):
            yield self._data[begin : end.start()].decode()
            begin = end.end()
        yield self._data[begin:].decode()

    def raw_lines(self) -> Iterator[str]:
        """All lines with their ends, as the reader of tables wants them."""
        begin = self._begin
        for end in _BREAK.finditer(self._data, begin):
            yield self._data[begin : end.end()].decode()
            begin = end.end()
        if begin < len(self._data):
            yield self._data[begin:].decode()

    def _found(self) -> array[int]:
        """Where each line begins; looked for when first asked."""
        if not self._starts:
            self._starts.append(self._begin)
            self._starts.extend(end.end() for end in _BREAK.finditer(self._data, self._begin))
        return self._starts


def long_page(path: str, data: bytes) -> LongPage | None:
    """A long table as a page; None when its bytes are not plain UTF-8, as a small page can be otherwise."""
    if b"\0" in data:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PART):
            decoder.decode(data[at : at + _PART])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return LongPage(path, data, 3 if data.startswith(codecs.BOM_UTF8) else 0)
