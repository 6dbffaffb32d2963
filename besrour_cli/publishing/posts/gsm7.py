"""The letters of a text message that takes one part, and what accents cost beyond them.

A message of the GSM 7-bit alphabet has 160 characters (3GPP TS 23.038, section 6.2.1), each of its extension
two; with a single other letter the whole message is sent in UCS-2, and a part has 70 letters, or 67 where
there are several (3GPP TS 23.040, section 9.2.3.24.1).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

ONE = 160
"""Characters of one message."""
_UCS2_ONE, _UCS2_EACH = 70, 67
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[~]|€\f")
_SIGNS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "…": "...",
    "\u00a0": " ",
    "\u202f": " ",
    "œ": "oe",
    "Œ": "OE",
}
_QUOTES = re.compile(r"«\s*|\s*»")


class TextMessage(NamedTuple):
    """A text in letters of GSM-7 alone.

    ``length`` is in characters of that alphabet. ``plain`` are the letters whose accents were left away, and
    ``parts`` how many messages the text would take with them; ``foreign`` are letters that it has no way of
    writing, which are then still in the text.
    """

    text: str
    length: int
    plain: tuple[str, ...]
    parts: int
    foreign: tuple[str, ...]


def text_message(text: str) -> TextMessage:
    """A text as a message of GSM-7: signs in their plain form, accents that it lacks left away."""
    typed = "".join(_SIGNS.get(letter, letter) for letter in _QUOTES.sub('"', text))
    letters: list[str] = []
    plain: list[str] = []
    foreign: list[str] = []
    for letter in typed:
        base = unicodedata.normalize("NFKD", letter)[0]
        if letter in _BASIC | _EXTENSION:
            letters.append(letter)
        elif base in _BASIC:
            letters.append(base)
            plain.append(letter)
        else:
            letters.append(letter)
            foreign.append(letter)
    written = "".join(letters)
    units = len(typed.encode("utf-16-le")) // 2
    return TextMessage(
        text=written,
        length=sum(2 if letter in _EXTENSION else 1 for letter in written),
        plain=tuple(dict.fromkeys(plain)),
        parts=1 if units <= _UCS2_ONE else -(-units // _UCS2_EACH),
        foreign=tuple(dict.fromkeys(foreign)),
    )
