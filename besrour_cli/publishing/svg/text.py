"""Words in a picture (SVG 1.1): made safe, cut, divided into lines, set at a place."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

INK = "#1a1a1a"
GREY = "#5a5a5a"
_LETTER_WIDTH = 6.6
"""Pixels that a letter of 12 pixels takes on average."""
_SHORTEST_LINE = 40


def text_element(
    x: float, y: float, words: str, *, size: int = 13, fill: str = INK, bold: bool = False, tip: str = ""
) -> str:
    """A text at a place, in pixels; ``tip`` is shown where a pointer rests on it."""
    weight = ' font-weight="bold"' if bold else ""
    title = f"<title>{xml_text(tip)}</title>" if tip else ""
    style = f"fill:{fill};font-size:{size}px"
    return f'<text x="{x}" y="{y}"{weight} style="{style}">{title}{xml_text(words)}</text>'


def xml_text(text: str) -> str:
    """Text as XML 1.0 may hold it: without control characters and surrogates, its marks escaped."""
    return escape(
        "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def shorten(text: str, longest: int) -> str:
    """Text of at most so many characters, the last of them an ellipsis where some are left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def wrap(phrases: Sequence[str], width: float) -> list[str]:
    """Phrases on as few lines as fit a width in pixels, no word broken."""
    letters = max(_SHORTEST_LINE, int(width / _LETTER_WIDTH))
    return textwrap.wrap(" ".join(phrases), letters, break_long_words=False)
