"""One word for one thing in French too: where English has a term of the glossary, French has the glossary's.

It is asked of the terms that are nothing but that term in English; of the program's sentences one by one, and
of the docs paragraph by paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tools.pages import ROOT

STEADY = (
    *("anchor", "announcement", "attendance", "ballot", "burden", "cancellation", "certificate", "column"),
    *("connection", "curve", "exit code", "group", "holiday", "instant", "invitation", "newsletter"),
    *("observance", "option", "poster", "preview", "programme", "pseudonym", "region", "reminder", "roster"),
    *("series", "shared room", "span of hours", "statement of attendance", "text message", "theme"),
    *("time zone data", "visitor"),
)
TYPED = {"anchor": "une ancre", "newsletter": "newsletter", "visitor": "visiteur", "cancellation": "annuler"}
"""What else may stand for a term: words that are typed, a verb, the anchors of YAML."""

_CODE = re.compile(
    r"`[^`]*`|\{[^}]*\}|--[\w-]+|\bbesrour [a-z]+( [\w.-]+)?|\S*[/_=<>]\S*|\S+\.[a-z]{2,6}\b|\b[A-Z]{4,}\b"
    r"|write [a-z]+:"
)
_CELLS = 6


def faults(english: str, french: str) -> Iterator[str]:
    """The terms that a text has in English and not in French, each with what it is in French."""
    said, told = _CODE.sub(" ", english).lower(), french.replace("\u00a0", " ").lower()
    for term in STEADY:
        if not re.search(rf"(?<![\w-]){term}s?(?![\w-])", said):
            continue
        pattern, wanted = _french()[term]
        if not pattern.search(told) and TYPED.get(term, "\0") not in told:
            yield f"“{term}” is « {wanted} »"


@cache
def _french() -> dict[str, tuple[re.Pattern[str], str]]:
    """Each English term of the glossary with its French: a pattern of its forms, and as it stands."""
    found = {"roster": (re.compile("liste"), "liste des membres")}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == _CELLS:
            forms = r"\s".join(rf"{re.escape(word.removesuffix('s'))}(s|x|es)?" for word in cells[3].split())
            found[cells[0]] = re.compile(rf"\b{forms}\b"), cells[3]
    return found
