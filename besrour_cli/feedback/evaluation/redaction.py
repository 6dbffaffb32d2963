"""Addresses and names taken out of what people wrote, before it is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

ADDRESS, NAME = "[…@…]", "[…]"
"""What stands for an address, a number or a link, and for a name."""
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+%-])[\w.+%-]++\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)"
    r"|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{0,4}(?![\w:])"
    r"|(?<!\w)\+?\d[\d\s().-]{7,}\d(?!\w)",
    re.IGNORECASE,
)
"""Links, mail addresses (RFC 5322 as people write them), IP addresses, telephone numbers.

What stands before an @ is read once, from its first letter: a picture pasted as text is one long word, which
is not looked through again from each of its letters.
"""
_FEWEST_LETTERS = 3


class RedactedText(NamedTuple):
    """A text on one line without addresses and names, and how many of each went."""

    text: str
    addresses: int
    names: int


class Redactor:
    """Takes addresses and the given names out of texts; a name of one word may be a word, and stays."""

    def __init__(self, names: Iterable[str]) -> None:
        ways = {tuple(_plain(name).split()) for name in names}
        parts = [r"\W+".join(map(re.escape, way)) for way in ways if _is_name(way)]
        parts += [r"\W+".join(map(re.escape, way[::-1])) for way in ways if _is_name(way)]
        either = "|".join(sorted(set(parts), key=lambda part: (-len(part), part)))
        self._names = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else None

    def redacted(self, words: str) -> RedactedText:
        """The text without them."""
        text, addresses = _ADDRESSES.subn(ADDRESS, " ".join(words.split()))
        names = list(self._names.finditer(_plain(text))) if self._names else []
        for found in reversed(names):
            text = text[: found.start()] + NAME + text[found.end() :]
        return RedactedText(text, addresses, len(names))


def _is_name(way: tuple[str, ...]) -> bool:
    return len(way) > 1 and sum(map(len, way)) > _FEWEST_LETTERS


def _plain(text: str) -> str:
    """A text without accents and capitals, a sign for a sign, so that places in it are those of the text."""
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", text))


def _sign(sign: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)).casefold()
    return bare if len(bare) == 1 else sign
