"""The docs in two languages: no page in one alone, none older than its twin, no dead link.

``docs/en`` and ``docs/fr`` hold pages of the same names, and README.md has README.fr.md. The last line of
each page is the digest of its twin as it was when both said the same. Whoever changes a page changes its
twin, and then stamps both: ``python3 dev.py docs --stamp docs/en/how-to/send.md`` (either of the two, or
several). Where only one had to change, ``--stamp --one`` says so. Without an option everything is checked.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tools import dead_ends, sentences, terms
from tools.french import typography
from tools.pages import ROOT, Page

ALONE = ("README.md", "README.fr.md")
GENERATED = ("reference/commands.md", "tutorial/first-year.md")
"""Pages that the program writes in both languages at once: ``dev.py reference`` and ``dev.py tutorial``."""

SINGLE = ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/glossary.md", "docs/dependencies.md")


def pairs() -> list[tuple[str, str]]:
    """Every page with its twin, whether or not both are there."""
    names = {
        path.relative_to(ROOT / "docs" / language).as_posix()
        for language in ("en", "fr")
        for path in (ROOT / "docs" / language).rglob("*.md")
    }
    both = [(f"docs/en/{name}", f"docs/fr/{name}") for name in sorted(names - set(GENERATED))]
    return [ALONE, *both]


def digest(path: str) -> str:
    """What a page says, in twelve digits, without what it shows that besrour prints."""
    lines = [line for kind, line in Page.read(path).lines if kind != "output" or line.startswith("$ ")]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:12]


def stamp_of(path: str) -> str:
    """The digest of the twin that a page carries; empty where it carries none."""
    found = re.search(r"<!-- twin: ([0-9a-f]{12}) -->\s*\Z", (ROOT / path).read_text(encoding="utf-8"))
    return found[1] if found else ""


def faults() -> Iterator[str]:
    """What is wrong with the docs, a line each."""
    for english, french in pairs():
        missing = [path for path in (english, french) if not (ROOT / path).is_file()]
        if missing:
            yield f"{missing[0]} is missing: its twin is there"
            continue
        yield from _older(english, french)
        yield from _unlike(english, french)
    for path in pages():
        yield from dead_ends.links(Page.read(path))
        if not path.endswith(GENERATED[0]):
            yield from dead_ends.commands(Page.read(path))
        if "fr/" in path or path.endswith(".fr.md"):
            yield from (f"{path}: {fault}" for fault in typography(Page.read(path).words()))
    for path, language in sentences.pages():
        yield from sentences.faults(path, language)


def pages() -> list[str]:
    """Every page of the docs, and the pages of the project that lead to them."""
    below = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in (*ALONE, *SINGLE[:2], *below) if (ROOT / path).is_file()]


def _older(english: str, french: str) -> Iterator[str]:
    moved = {path: stamp_of(twin) != digest(path) for path, twin in ((english, french), (french, english))}
    for path, twin in ((english, french), (french, english)):
        if moved[path] and not moved[twin]:
            yield f"{twin} is older than {path}: bring it up to date, then python3 dev.py docs --stamp {path}"
    if all(moved.values()):
        yield f"{english} and {french} have both changed: python3 dev.py docs --stamp {english}"


def _unlike(english: str, french: str) -> Iterator[str]:
    """The first place where the two are not built alike, and terms that are not the glossary's."""
    shapes = Page.read(english).shape(), Page.read(french).shape()
    for place, (one, other) in enumerate(zip_longest(*shapes)):
        if one != other:
            before = " ".join(shapes[0][max(0, place - 3) : place])
            yield f"{english} has {one!r} where {french} has {other!r} (after {before!r})"
            return
    texts = Page.read(english).paragraphs(), Page.read(french).paragraphs()
    if len(texts[0]) != len(texts[1]):
        yield f"{english} has {len(texts[0])} paragraphs, items and rows, {french} {len(texts[1])}"
        return
    for words, mots in zip(*texts, strict=True):
        yield from (f"{french}: {fault}: “{mots[:60]}…”" for fault in terms.faults(words, mots))


def stamp(paths: Iterable[str], *, one: bool) -> list[str]:
    """Write into each page of these pairs the digest of its twin; those it refuses, with the reason."""
    refused = []
    twins = {path: pair for pair in pairs() for path in pair}
    for path in paths:
        pair = twins.get(path)
        if pair is None:
            refused.append(f"{path} is no page that has a twin")
            continue
        moved = [page for page, twin in (pair, pair[::-1]) if stamp_of(twin) != digest(page)]
        if len(moved) == 1 and not one:
            refused.append(
                f"only {moved[0]} has changed: change its twin too, or add --one where it says the same"
            )
            continue
        digests = {page: digest(page) for page in pair}
        for page, twin in (pair, pair[::-1]):
            text = Page.read(page).text.rstrip("\n")
            (ROOT / page).write_text(f"{text}\n\n<!-- twin: {digests[twin]} -->\n", encoding="utf-8")
    return refused


def main(arguments: list[str]) -> int:
    """Check the docs, or stamp pages after ``--stamp``; 1 when something is wrong."""
    if arguments[:1] == ["--stamp"]:
        wrong = stamp([word for word in arguments[1:] if word != "--one"], one="--one" in arguments)
    else:
        wrong = list(faults())
    for line in wrong:
        print(line)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
