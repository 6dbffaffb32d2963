"""Notes of tables as they were written, before anybody has looked at what of them may be public."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.model.language import fold_case
from besrour_cli.model.meeting.harvest import HarvestLinkKind
from besrour_cli.storage.text.source_file import SourceFile


class WrittenText(NamedTuple):
    """A text in one language and where it stands."""

    text: str
    line: int
    column: int
    width: int

    def source(self, page: SourceFile) -> SourceText:
        """Its place, for mistakes that only a later check can see."""
        spot = SourceLocation(page.path, self.line, self.column)
        return SourceText(spot, self.width, self.column, tuple(page.lines))


@dataclass
class TableNotes:
    """All of one file: the session it is about ("": not said), and what it says by language.

    ``links`` maps a kind to its address in each language ("": one for all).
    """

    session: str = ""
    session_line: int = 0
    points: list[dict[str, WrittenText]] = field(default_factory=list)
    links: dict[HarvestLinkKind, dict[str, WrittenText]] = field(default_factory=dict)


LINK_WORDS: Mapping[HarvestLinkKind, Sequence[str]] = {
    HarvestLinkKind.SLIDES: ("slides", "diapositives", "diapos", "presentation"),
    HarvestLinkKind.RECORDING: ("recording", "enregistrement", "video"),
}
"""What a line calls a link in English or in French, without accents."""
_LANGUAGE_WORDS: Mapping[str, str] = {
    "en": "en",
    "english": "en",
    "anglais": "en",
    "fr": "fr",
    "french": "fr",
    "francais": "fr",
}
"""What notes call a language, in either of the two and without accents."""


def language_of(word: str, languages: Collection[str]) -> str:
    """The language that a word names, in English or French, or by the code of a language; or ""."""
    folded = fold_case(word)
    return _LANGUAGE_WORDS.get(folded) or next((str(code) for code in languages if code == folded), "")
