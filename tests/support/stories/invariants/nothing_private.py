"""Nothing private in anything public, and in nobody's letter what is another's."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator

from support.stories.servers import PASSWORDS
from support.stories.written import Piece, Written

PUBLIC = (
    "web/",
    "caldav/",
    "shown/",
    "out/page/",
    "out/calendar/",
    "out/check/",
    "out/posts/",
    "out/newsletter/",
    "out/report/",
    "out/forms/",
    "out/themes/",
)
"""Where what is for everybody lies. The page for the screen is shown to a room: no link is on it either."""


class NothingPrivate:
    """The check of a year: ``secrets`` are links and passcodes, ``people`` names with their addresses."""

    def __init__(self, written: Written, secrets: Collection[str], people: dict[str, str]) -> None:
        self.written, self.secrets, self.people = written, secrets, people
        self.seen = 0

    def mistakes(self) -> Iterator[str]:
        """Yield a sentence for each thing that is where it may not be."""
        for piece in self.written.pieces:
            text = readable(piece)
            yield from _found(PASSWORDS, text, piece.name)
            if piece.name.startswith(PUBLIC):
                self.seen += 1
                yield from _found(self.secrets, text, piece.name)
                yield from _found([*self.people, *self.people.values()], text, piece.name)
            if piece.name.endswith("screen.html"):
                yield from _found(self.secrets, text, piece.name)
        for letter in self.written.letters:
            self.seen += 1
            where = f"{letter.command} to {letter.to}"
            words = f"{letter.letter['Subject']}\n{letter.part('text/plain')}\n{letter.part('text/html')}"
            words += letter.part("text/calendar").replace("\n ", "")
            others = [address for address in self.people.values() if address != letter.to]
            yield from _found([*PASSWORDS, *others], words, where)
            if letter.command.startswith("send newsletter"):
                yield from _found([*self.secrets, *self.people], words, where)


def readable(piece: Piece) -> str:
    """The words of a file; of a PDF what its streams hold, and the addresses of its links."""
    if piece.data.startswith(b"%PDF"):
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", piece.data, re.DOTALL)
        return "\n".join(_inflated(each).decode("latin-1") for each in [piece.data, *streams])
    text = piece.data.decode("utf-8", "replace")
    return text.replace("\r\n ", "") if piece.name.endswith(".ics") else text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def _found(words: Collection[str], text: str, where: str) -> Iterator[str]:
    for word in words:
        if word in text:
            at = text.index(word)
            yield f"{where}: {word!r} in {text[max(0, at - 40) : at + len(word) + 10]!r}"
