"""French as besrour writes it, in its sentences and on its pages: the typography of the OQLF."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TYPOGRAPHY = (
    (r"(?<=\S) :(?=\s|$)", "a colon has a no-break space before it"),
    (r"«(?!\u00a0)|(?<!\u00a0)»", "guillemets have no-break spaces inside"),
    (r"(?<=\w)[ \u00a0][;!?]", "no space before ; ! ?"),
    (r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])", "the apostrophe is curved"),
    (r"\d (?=%|h\b)", "a no-break space before % and h"),
    (r"\w\((s|e|es|x|ne|le)\)", "a plural in brackets: two sentences, or another word"),
)


def typography(text: str) -> Iterator[str]:
    """What is wrong with the signs of a French text, each with the words around it."""
    for pattern, why in _TYPOGRAPHY:
        for found in re.finditer(pattern, text):
            around = text[max(0, found.start() - 20) : found.end() + 12].strip()
            yield f"{why}: “{around}”"
