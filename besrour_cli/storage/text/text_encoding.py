"""The encoding that a table of hers is in, and in which it is written again."""

from __future__ import annotations

from typing import NamedTuple

from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import UTF16

_MARKS = {**UTF16, b"\xef\xbb\xbf": "utf-8"}


class TextEncoding(NamedTuple):
    """The mark at a file's beginning (often none), and the encoding of what follows it."""

    mark: bytes
    name: str

    @classmethod
    def of(cls, data: bytes) -> TextEncoding:
        """The encoding of a table's bytes: what is neither marked nor UTF-8 is Windows-1252."""
        for mark, name in _MARKS.items():
            if data.startswith(mark):
                return cls(mark, name)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return cls(b"", "cp1252")
        return cls(b"", "utf-8")

    def decoded(self, data: bytes) -> str:
        """The text of bytes that :meth:`encoded` gave."""
        return data[len(self.mark) :].decode(self.name)

    def encoded(self, text: str, path: str) -> bytes:
        """A text as bytes; FileError for a letter that the encoding of the file at ``path`` does not have."""
        try:
            return self.mark + text.encode(self.name)
        except UnicodeEncodeError as error:
            raise FileError(
                msg(
                    "{path} is in an old encoding that has no “{sign}”; nothing was written",
                    path=path,
                    sign=text[error.start],
                ),
                msg("in the spreadsheet, save it as “CSV UTF-8”, then run the same command again"),
            ) from error
