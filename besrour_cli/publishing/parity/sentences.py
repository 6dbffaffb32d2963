"""Sentences of two halves laid side by side: what one has and the other lacks, where no fact tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.message import msg
from besrour_cli.publishing.parity.half import ComparedHalf, lengths_differ

_END = re.compile(
    r"(?<![A-ZÀ-Þ])(?<!\bDr)(?<!\bM[rs])(?<!\bMrs)(?<!\bMme)(?<!\bDre)(?<!\bSt)(?<!\bPr)(?<!\bProf)(?<!\bvs)(?<!\bex)(?<!\bNo)(?<!\b[ap]\.m)(?<!\betc)[.!?…]+[”»’\"\u00a0)]*"
    r"(?:\s+(?=\W*[A-ZÀ-Þ\d])|\s*$)"
)
_PERHAPS = re.compile(r"\b[ap]\.m\.\s+(?=[A-ZÀ-Þ])")
_FEWEST = 2
"""So many sentences more than the other half has are worth a look: one may have been cut in two."""
_SHORT = 100
"""Characters below which a length says nothing."""
_NARROWEST, _WIDEST = 0.72, 1.75
"""Bounds of the French half's length against the English one's; French is a fifth longer."""


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def compare_sentences(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """A warning where the number or the length of sentences differs so much that one may be missing."""
    one, two = len(sentences(first.text)), len(sentences(other.text))
    # “5:30 p.m. Dakar” goes on, “2:30 p.m. Come” begins anew: both numbers are possible
    more_one, more_two = (
        number + len(_PERHAPS.findall(half.text)) for number, half in ((one, first), (two, other))
    )
    if max(one - more_two, two - more_one) < _FEWEST and not _lengths_differ(first, other):
        return
    short = first if (one, len(first.text)) < (two, len(other.text)) else other
    found = short.mistake(
        "read-both",
        msg(
            "please read these side by side: {first} has {one} sentences and {m} characters, "
            "{other} has {two} and {n}",
            first=first.name,
            other=other.name,
            one=one,
            two=two,
            m=len(first.text),
            n=len(other.text),
        ),
        msg("see whether the {language} half leaves something out", language=short.name),
        text=short.text,
        words=sentences(short.text)[-1],
    )
    yield found._replace(warning=True)


def _lengths_differ(first: ComparedHalf, other: ComparedHalf) -> bool:
    english, french = sorted((first, other), key=lambda half: half.language)
    are_known = (english.language, french.language) == ("en", "fr")
    return are_known and lengths_differ(english, french, _SHORT, (_NARROWEST, _WIDEST))
