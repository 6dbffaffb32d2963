"""Notes of tables in Markdown: the sheet that ``besrour tables`` writes, filled in by each table.

A heading ``## Table 1 – English`` says in which language the points below it are; one that is indented below
another, ``- fr: …``, is its translation.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from besrour_cli.model.language import LANGUAGES, fold_case
from besrour_cli.model.meeting.harvest import HarvestLinkKind
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.harvest.notes import LINK_WORDS, TableNotes, WrittenText, language_of
from besrour_cli.storage.text.scalars import tidy
from besrour_cli.storage.text.source_file import SourceFile

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:[-*+•–]|\d{1,2}[.)])\s+(.*)$")
_KEY = re.compile(r"\s*(?:[-*+]\s+)?([^\W\d_]{2,20})(?: \(([^\W\d_]{2,8})\))?\s*:\s*(\S.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TITLE, _TABLE = 1, 2
"""Levels of headings: of the sheet, of a table; deeper ones are of questions."""


@dataclass(frozen=True)
class SheetHeadings:
    """The headings of the sheet in both languages, folded: its title, questions for everybody, and others."""

    title: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()


@dataclass
class _Reader:
    """Where in the sheet a line is: the language of its table, whether its question is for everybody."""

    page: SourceFile
    headings: SheetHeadings
    languages: Collection[str] = LANGUAGES
    notes: TableNotes = field(default_factory=TableNotes)
    language: str = ""
    public: bool = False
    point: dict[str, WrittenText] | None = None
    last: str = ""

    def heading(self, number: int, level: int, text: str) -> None:
        """A heading: which table, or which question."""
        self.point = None
        words = fold_case(text)
        if level == _TABLE:
            self.public = False
            found = (language_of(word, self.languages) for word in re.findall(r"[^\W\d_]+", words))
            named = [code for code in found if code]
            self.language = named[0] if named else ""
            if not named:
                self.page.report(
                    "harvest-language",
                    number,
                    1,
                    msg("this heading does not say in which language the table's notes are"),
                    msg("write the language into it, such as: ## Table 1 – English"),
                    width=len(text) + level + 1,
                    warning=True,
                )
        else:
            self.public = words in self.headings.public
            if not self.public and words not in self.headings.private:
                self.page.report(
                    "harvest-heading",
                    number,
                    1,
                    msg(
                        "“{text}” is no question of the sheet, so that nothing below it is public", text=text
                    ),
                    msg("keep the headings as besrour tables writes them"),
                    width=len(text) + level + 1,
                    warning=True,
                )

    def item(self, number: int, column: int, text: str, *, nested: bool) -> None:
        """A point, or below a point its translation."""
        language = self.language
        match = _KEY.match(text)
        code = language_of(match[1], self.languages) if match and not match[2] else ""
        if match and code:
            column += match.start(3)
            text, language = match[3], code
        if not language or not self.public or not text.strip(" -_.…"):
            self.point = None
            return
        if nested and code and self.point is None:
            return  # the translation of what is not read itself
        if nested and code and self.point is not None and code not in self.point:
            self.point[code] = _written(text, number, column)
        else:
            self.point = {language: _written(text, number, column)}
            self.notes.points.append(self.point)
        self.last = language

    def more(self, text: str) -> None:
        """A line that goes on with the point before it."""
        if self.point is not None:
            before = self.point[self.last]
            self.point[self.last] = before._replace(text=f"{before.text} {tidy(text)}", width=1)


def parse_markdown(
    page: SourceFile, headings: SheetHeadings, languages: Collection[str]
) -> TableNotes | None:
    """The notes of a file, or None for one that is no sheet of notes: its title says whether it is."""
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), page.text)
    lines = text.splitlines()
    first = next((match for line in lines if (match := _HEADING.match(line))), None)
    if first is None or headings.title.isdisjoint(map(fold_case, first[2].split("/"))):
        return None
    reader, blank = _Reader(page=page, headings=headings, languages=languages), True
    for number, line in enumerate(lines, 1):
        match = _HEADING.match(line)
        if match:
            if len(match[1]) > _TITLE:
                reader.heading(number, len(match[1]), match[2])
        elif not line.strip():
            blank = True
            continue
        elif not _key(reader, number, line):
            item = _ITEM.match(line)
            if item:
                reader.item(number, item.start(2) + 1, item[2], nested=bool(item[1]))
            elif blank and not line[:1].isspace():
                reader.item(number, 1, line.strip(), nested=False)
            else:
                reader.more(line)
        blank = False
    return reader.notes


def _written(text: str, number: int, column: int) -> WrittenText:
    return WrittenText(tidy(text), number, column, max(1, len(text.rstrip())))


def _key(reader: _Reader, number: int, line: str) -> bool:
    """Whether a line names the session, or a link; taken if so."""
    match = _KEY.match(line)
    if match is None:
        return False
    word, value = fold_case(match[1]), match[3].strip().strip("<>`")
    if word in ("session", "seance"):
        reader.notes.session, reader.notes.session_line = value, number
        return True
    kind = next((kind for kind, words in LINK_WORDS.items() if word in words), None)
    if kind is None or not re.match(r"https?://|\S+\.\S+/", value):
        return False
    own = language_of(match[2], reader.languages) if match[2] else ""
    reader.notes.links.setdefault(HarvestLinkKind(kind), {})[own] = _written(
        value, number, match.start(3) + 1
    )
    return True
