"""A facilitator's notes of a table: each point or paragraph of a plain text is a comment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from besrour_cli.feedback.evaluation.redaction import Redactor
from besrour_cli.feedback.evaluation.values import CollectedComment
from besrour_cli.model.evaluation.wording import folded_words

SOURCE = "table"
"""The source of a comment that was noted at a table (``EvaluationComment.source``)."""
_POINT = re.compile(r"\s*(?:[-*+•–]|\d{1,2}[.)])\s+(.*)")
_HEADING = re.compile(r"\s*(?:#+\s*(.*?)\s*#*|\*\*(.+?)\*\*:?|([^.!?,;]{1,40}):|(?:---+|===+|\.\.\.))\s*")
_LANGUAGE = re.compile(r"\s*(?:language|langue)\s*:\s*(\w+)\s*", re.IGNORECASE)
_WORDS = {
    "en": frozenset(
        "the of and to is are that for with not we was in it they this have on more people".split()
    ),
    "fr": frozenset(
        "le la les des une est que pour dans pas avec nous du et en un il elle plus sont ce qui au".split()
    ),
}
_NAMED = {"english": "en", "anglais": "en", "en": "en", "francais": "fr", "french": "fr", "fr": "fr"}
_LONGEST = 15_000
"""Letters of one comment; a longer one is no note of a table."""


def read_notes(lines: Sequence[str], redactor: Redactor) -> tuple[CollectedComment, ...]:
    """The comments of some notes, each in the language of a heading above it, else in that of its words."""
    comments = []
    for language, words in _notes(lines):
        text = redactor.redacted(words).text[:_LONGEST]
        if folded_words(text):
            comments.append(CollectedComment(SOURCE, language or language_of(text), text))
    return tuple(comments)


def _notes(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the language named above and the words of each point and each paragraph."""
    language, open_words = "", list[str]()
    for line in [*lines, ""]:
        named = _LANGUAGE.fullmatch(line)
        heading = _HEADING.fullmatch(line)
        point = _POINT.fullmatch(line)
        if (named or heading or point or not line.strip()) and open_words:
            yield language, " ".join(open_words)
            open_words = []
        if named:
            language = _NAMED.get(folded_words(named[1]), "")
        elif heading and not point:
            words = [folded_words(part) for part in heading.groups() if part]
            language = next((_NAMED[word] for word in words if word in _NAMED), language)
        elif line.strip():
            open_words.append(point[1] if point else line.strip())


def language_of(text: str) -> str:
    """The language whose frequent words a text has most of; "" where that is not clear."""
    words = folded_words(text).split()
    counts = Counter({code: sum(word in known for word in words) for code, known in _WORDS.items()})
    (first, most), (_second, fewer) = counts.most_common(2)
    return first if most > fewer else ""
