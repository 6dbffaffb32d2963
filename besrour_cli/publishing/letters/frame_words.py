"""What a coordinator's own frame says by itself, outside the halves: in every language, or in none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import msg
from besrour_cli.publishing.parity.half import language_names
from besrour_cli.publishing.templates import FOLDER

_FRAMES = re.compile(r"subject\.txt|(?:letter|newsletter)\.(?:txt|html|md)")
_LOOKS = frozenset({"inline", "style"})
"""Blocks of style sheets, not of words."""
_SENTENCE = {
    "en": frozenset("you your this that we our is are will be it please not here there".split()),
    "fr": frozenset("vous votre vos cette ce ces nous notre est sont sera une veuillez pas ici dans".split()),
}
"""Words that make a sentence of one language; a name of a university has none of them."""
_STATES: dict[str, dict[str, str]] = {
    "en": {
        "cancelled": r"cancel+ed|cancel+ations?",
        "confirmed": r"confirmed",
        "postponed": r"postponed",
        "moved": r"rescheduled|moved|new (?:date|time)",
        "reminder": r"reminders?",
        "updated": r"updated?",
    },
    "fr": {
        "cancelled": r"annul(?:ée?s?|ations?)",
        "confirmed": r"confirmée?s?",
        "postponed": r"reportée?s?",
        "moved": r"déplacée?s?|nouvelle (?:date|heure)",
        "reminder": r"rappels?",
        "updated": r"mise?s? à jour",
    },
}
"""What may be said of a session as a whole, on top of a letter or in its subject."""


def frame_mistakes(
    trees: Mapping[str, nodes.Template], sources: Mapping[str, str], languages: Sequence[str]
) -> Iterator[Diagnostic]:
    """Frames whose own words are in one language only, or say one thing in one and another in the other.

    ``trees`` are the coordinator's own files by name, ``sources`` their texts.
    """
    spoken = [code for code in languages if code in _SENTENCE]
    for name, tree in trees.items():
        if not _FRAMES.fullmatch(name):
            continue
        passages = list(_own_words(tree))
        said = {code: _said(code, passages) for code in spoken}
        for code in spoken:
            others = set().union(*(said[other] for other in spoken if other != code))
            lost = sorted(others - said[code].keys())
            if len(spoken) > 1 and lost:
                words, line = next(found[lost[0]] for found in said.values() if lost[0] in found)
                rows = sources[name].splitlines()
                text = next((row for row in rows[line - 1 :] if words in row), "")
                yield Diagnostic(
                    "template-one-language",
                    SourceLocation(
                        FOLDER + name, rows.index(text) + 1 if text else line, text.find(words) + 1
                    ),
                    what=msg(
                        "“{words}” has no counterpart in {language}",
                        words=words,
                        language=language_names(code),
                    ),
                    remedy=msg(
                        "say it in every language of the letters, or in a block of each language’s letter"
                    ),
                    text=text,
                    width=len(words),
                )


def _own_words(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """What a frame prints whatever its facts are, with the line it begins on; without HTML's tags."""
    looks = {
        id(data)
        for block in tree.find_all(nodes.Block)
        if block.name in _LOOKS
        for data in block.find_all((nodes.TemplateData, nodes.Const))
    }
    for data in tree.find_all((nodes.TemplateData, nodes.Const)):
        if id(data) in looks:
            continue
        text = data.data if isinstance(data, nodes.TemplateData) else getattr(data, "value", "")
        if isinstance(text, str):
            bare = re.sub(r"(?s)<style.*?</style>|<!--.*?-->|<[^>]*>", lambda m: " " * len(m.group()), text)
            yield bare, data.lineno


def _said(language: str, passages: Sequence[tuple[str, int]]) -> dict[str, tuple[str, int]]:
    """What the passages say in a language, by its meaning, each with its words and line."""
    found: dict[str, tuple[str, int]] = {}
    for text, line in passages:
        for state, pattern in _STATES[language].items():
            match = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
            if match:
                found.setdefault(state, (match.group(), line))
        for number, row in enumerate(text.splitlines()):
            if any(word.casefold() in _SENTENCE[language] for word in re.findall(r"[^\W\d_]+", row)):
                found.setdefault("a sentence", (row.strip(), line + number))
    return found
