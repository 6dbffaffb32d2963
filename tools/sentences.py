"""What the pages say that besrour prints is made of sentences that it prints: the catalogue has them.

The READMEs' ``console`` blocks are run (``tools.shown``). A ``text`` block shows what would need a year to
come about: it is compared with the catalogue, word by word. A word is accounted for when a sentence of the
catalogue whose fixed parts all stand in the block, in order, has it; names, numbers, ids, days and months are
facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.messages.pofile import read_po

from tools.catalogues import po_file
from tools.pages import ROOT, Page

SHORTEST = 7
"""Fixed parts of a sentence with gaps, in all letters, below which any text would hold it."""

LEAST = 5
"""Letters of a word that is looked for: “of” and « de » stand in everything, names of members too."""

RANKS = frozenset("first second third fourth fifth premier deuxième troisième quatrième cinquième".split())
"""Which Thursday of a month it is, or which day to remember."""

_BLOCK = re.compile(r"(?ms)^```text\n(.*?)^```$")
_FACT = re.compile(r"[\d_/@#]|^\W*([ld]’)?[A-ZÉÀÎÔ«“]|\.(yaml|csv|eml)")
_WORD = re.compile(r"\S+")


def faults(path: str, language: str) -> Iterator[str]:
    """The words of a page's ``text`` blocks that no sentence of the catalogue has, a block a line."""
    for block in _BLOCK.findall(Page.read(path).text):
        said = _text(block)
        covered = _covered(said, language)
        strange = [
            word[0]
            for word in _WORD.finditer(said)
            if not (_is_fact(word[0], language) or any(covered[word.start() : word.end()]))
        ]
        if strange:
            yield f"{path} shows “{said[:60]}…”; the catalogue has no sentence with: {' '.join(strange)}"


def _text(block: str) -> str:
    """A block as one line, without what quotes the reader's own files."""
    lines = [
        line
        for line in block.splitlines()
        if not re.match(r" *(\d+ \||\| +\^)| +([“«]|besrour |[a-z]+: )", line)
    ]
    return re.sub(r"\s+", " ", " ".join(lines).replace("\u00a0", " "))


def _is_fact(word: str, language: str) -> bool:
    bare = word.strip("“”«».,;:()!?…").lower()
    return len(bare) < LEAST or bare in _calendar_words(language) or bool(_FACT.search(word)) or "-" in bare


def _covered(said: str, language: str) -> list[bool]:
    """For each character, whether a sentence of the catalogue has it there."""
    covered = [False] * len(said)
    for parts in _sentences(language):
        spans = _found(parts, said, 0)
        while spans:
            for start, end in spans:
                covered[start:end] = [True] * (end - start)
            spans = _found(parts, said, spans[0][1])
    return covered


def _found(parts: list[str], said: str, at: int) -> list[tuple[int, int]]:
    """Where the fixed parts of a sentence stand, in order; nothing where one is missing."""
    spans = []
    for part in parts:
        start = said.find(part, at)
        if start < 0:
            return []
        spans.append((start, at := start + len(part)))
    return spans


@cache
def _sentences(language: str) -> list[list[str]]:
    """The fixed parts of every sentence that besrour can print."""
    with po_file("fr").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    found = []
    for message in catalogue:
        forms = message.id if language == "en" else message.string
        for form in (forms,) if isinstance(forms, str) else forms or ():
            parts = [part.strip() for part in re.split(r"\{\w+\}", form.replace("\u00a0", " "))]
            if len(parts) == 1 or len("".join(parts)) >= SHORTEST:
                found.append([part for part in parts if part])
    return found


@cache
def _calendar_words(language: str) -> frozenset[str]:
    """Days, months and ranks: facts of a calendar, not words of a sentence."""
    locale = Locale(language)
    words = [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    return frozenset(word.lower() for word in words) | RANKS


def pages() -> Iterator[tuple[str, str]]:
    """Each page with ``text`` blocks that people wrote, and its language."""
    yield from (("README.md", "en"), ("README.fr.md", "fr"))
    for language in ("en", "fr"):
        for path in sorted((ROOT / "docs" / language / "how-to").rglob("*.md")):
            yield path.relative_to(ROOT).as_posix(), language
