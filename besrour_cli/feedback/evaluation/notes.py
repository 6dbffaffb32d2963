"""A facilitator's notes of a table: each point or paragraph of a plain text is a comment.

The sheet that ``besrour tables`` writes is one of them: it names its session, and its headings the languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from besrour_cli.feedback.evaluation.redaction import Redactor
from besrour_cli.feedback.evaluation.values import CollectedComment
from besrour_cli.model.evaluation.wording import folded_words

SOURCE = "table"
"""The source of a comment that was noted at a table (``EvaluationComment.source``)."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_POINT = re.compile(r"(\s*)(?:[-*+•–]|\d{1,2}[.)])\s+(.*)")
_HEADING = re.compile(r"\s*(?:(#+)\s*(.*?)\s*#*|\*\*(.+?)\*\*:?|([^.!?,;]{1,40}):|(?:---+|===+|\.\.\.))\s*")
_SESSION = re.compile(r"\s*(?:session|s[eé]ance)\s*:\s*(\S+)\s*", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:[-*+]\s+)?[^\W\d_]{2,20}(?: \([^\W\d_]{2,8}\))?\s*:\s*<?https?://\S+\s*", re.IGNORECASE
)
_IN_LANGUAGE = re.compile(r"([^\W\d_]{2,8})\s*:\s+(.*)")
_NAMED = {"english": "en", "anglais": "en", "en": "en", "francais": "fr", "french": "fr", "fr": "fr"}
_WORDS = {
    "en": frozenset(
        "the of and to is are that for with not we was in it they this have on more people".split()
    ),
    "fr": frozenset(
        "le la les des une est que pour dans pas avec nous du et en un il elle plus sont ce qui au".split()
    ),
}
_CODE = 2
"""Letters of the code of a language."""
_LONGEST = 15_000
"""Letters of one comment; a longer one is no note of a table."""


class NotesReading(NamedTuple):
    """The session that notes name ("": none), and their comments."""

    wave: str
    comments: tuple[CollectedComment, ...]


class _Note(NamedTuple):
    """The words of a point or a paragraph, and the language that was named for it."""

    language: str
    words: str


def read_notes(text: str, redactor: Redactor) -> NotesReading:
    """The comments of some notes, each in the language of a heading above it, else in that of its words.

    Translations, links and what stands above the first table of a sheet are no comments.
    """
    lines = _COMMENT.sub("", text).splitlines()
    wave = next((match[1] for line in lines if (match := _SESSION.fullmatch(line))), "")
    comments = []
    for note in _notes(lines):
        words = redactor.redacted(note.words).text[:_LONGEST]
        if folded_words(words):
            comments.append(CollectedComment(SOURCE, note.language or language_of(words), words))
    return NotesReading(wave.removesuffix(".yaml").strip("\"'"), tuple(comments))


def _notes(lines: Sequence[str]) -> Iterator[_Note]:
    """Yield each point and each paragraph."""
    above = any(line.startswith("## ") for line in lines)  # whether the first table is still to come
    named = ""
    note: _Note | None = None
    indent: int | None = None  # blanks before the point that further ones may be below
    for line in [*lines, ""]:
        heading, point = _HEADING.fullmatch(line), _POINT.fullmatch(line)
        ends = heading or point or not line.strip() or _is_key(line)
        if ends and note is not None:
            yield note
            note = None
        if _is_key(line) or not line.strip() or (not point and _is_translation(line)):
            continue
        if heading and not point:
            indent = None
            above = above and not line.startswith("## ")
            named = _language_in(heading) or ("" if line.startswith("## ") else named)
        elif point:
            nested = indent is not None and len(point[1]) > indent
            indent = indent if nested else len(point[1])
            note = _of_point(point[2], named, nested=nested)
        elif note is not None:
            note = note._replace(words=f"{note.words} {line.strip()}")
        elif not above:
            note = _Note(named, line.strip())


def _is_key(line: str) -> bool:
    """Whether a line names the session or gives a link."""
    return bool(_SESSION.fullmatch(line) or _LINK.fullmatch(line))


def _is_translation(line: str) -> bool:
    """Whether a line is the words of the point above it in another language."""
    match = _IN_LANGUAGE.fullmatch(line.strip())
    return bool(match) and line[:1].isspace() and folded_words(match[1] if match else "") in _NAMED


def _of_point(words: str, named: str, *, nested: bool) -> _Note | None:
    """The note of a point; None for a translation, which is nested below another point."""
    match = _IN_LANGUAGE.fullmatch(words)
    language = _NAMED.get(folded_words(match[1])) if match else None
    if match is None or language is None:
        return _Note(named, words)
    return None if nested else _Note(language, match[2])


def _language_in(heading: re.Match[str]) -> str:
    """The language that a heading names: ``Table 1 – English``, ``Français``; "" for none."""
    words = " ".join(folded_words(part) for part in heading.groups()[1:] if part).split()
    known = words if len(words) == 1 else [word for word in words if len(word) > _CODE]  # “en” is a word too
    return next((_NAMED[word] for word in known if word in _NAMED), "")


def language_of(text: str) -> str:
    """The language whose frequent words a text has most of; "" where that is not clear."""
    words = folded_words(text).split()
    counts = Counter({code: sum(word in known for word in words) for code, known in _WORDS.items()})
    (first, most), (_second, fewer) = counts.most_common(2)
    return first if most > fewer else ""
