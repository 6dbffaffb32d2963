"""The pages of the docs as Markdown: their headings and anchors, links, tables, and the commands they show.

Only as much of Markdown as the docs use: ``#`` headings, tables with ``|``, fenced and indented blocks,
``- `` and ``1. `` items, code spans and inline links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^( *)(```|~~~)(\S*)")
_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\[(?:[^][]|\[[^]]*\])*\]\(([^)\s]+)\)")
_STAMP = re.compile(
    r"\n*(<<<<<<< .*\n)?<!-- twin: [0-9a-f]{12} -->\n?"
    r"(=======\n<!-- twin: [0-9a-f]{12} -->\n>>>>>>> .*)?\s*\Z"
)
"""The last line; after a merge perhaps both of its versions, which the next stamp makes one."""


@dataclass(frozen=True)
class Page:
    """A page of the docs: its path from the project's folder, and its text without the stamp of its twin."""

    path: str
    text: str

    @classmethod
    def read(cls, path: str) -> Page:
        """Read a page."""
        return cls(path, _STAMP.sub("\n", (ROOT / path).read_text(encoding="utf-8")))

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """Each line and what it is: ``text``, ``block``, ``output`` (what besrour prints) or ``fence``."""
        kinds: list[tuple[str, str]] = []
        fence, inside, after_blank, block, item = "", "block", True, False, 0
        for line in self.text.splitlines():
            found = _FENCE.match(line)
            if fence:
                kinds.append(("fence" if line.strip() == fence else inside, line))
                fence = "" if line.strip() == fence else fence
            elif found:
                fence, inside = found[2], "output" if found[3] in ("console", "text") else "block"
                kinds.append(("fence", line))
            else:
                indent = len(line) - len(line.lstrip())
                deep = bool(line.strip()) and indent >= item + 4
                block = deep and (block or after_blank)
                kinds.append(("block" if block else "text", line))
                item = _item_indent(line, item)
            after_blank = not line.strip() or (block and after_blank)
        return kinds

    @property
    def prose(self) -> str:
        """The page without its blocks."""
        return "\n".join(line for kind, line in self.lines if kind == "text")

    def paragraphs(self) -> list[str]:
        """Its headings, paragraphs, items and rows, in order, each on one line."""
        found, current = list[str](), list[str]()
        for kind, line in [*self.lines, ("text", "")]:
            if kind != "text" or not line.strip() or _mark(line):
                found += [" ".join(current)] if current else []
                current = []
            if kind == "text" and line.strip():
                current.append(line.strip())
        return found

    def anchors(self) -> set[str]:
        """The anchors of its headings, as GitHub makes them."""
        found: dict[str, int] = {}
        for line in self.prose.splitlines():
            if line.startswith("#"):
                name = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower().replace("`", ""))
                name = name.replace(" ", "-")
                found[name] = found.get(name, -1) + 1
                if found[name]:
                    found[f"{name}-{found[name]}"] = 0
        return set(found)

    def links(self) -> list[str]:
        """Where its links lead, in order."""
        return _LINK.findall(_SPAN.sub("", self.prose))

    def spans(self) -> list[str]:
        """Its code spans, in order."""
        return [re.sub(r"\s+", " ", span) for _ticks, span in _SPAN.findall(self.prose)]

    def words(self) -> str:
        """What it says, without code and where its links lead."""
        return _LINK.sub(lambda link: link[0].partition("](")[0], _SPAN.sub("code", self.prose))

    def commands(self) -> Iterator[str]:
        """Every call of besrour that it shows, in blocks and in the text."""
        shown = "\n".join(line for kind, line in self.lines if kind != "text").replace("\\\n", " ")
        for line in shown.splitlines():
            words = line.strip().removeprefix("$ ")
            if words.startswith("besrour "):
                yield re.sub(r"\s+#.*", "", words)
        yield from (span for span in self.spans() if span.startswith("besrour "))

    def shape(self) -> list[str]:
        """What a translation leaves as it is.

        Levels of headings, blocks, items, rows and the code that begins them, links, commands.
        """
        shape: list[str] = []
        for kind, line in self.lines:
            if kind == "fence":
                shape.append(line.strip())
            elif kind == "text":
                shape += _mark(line)
        shape += sorted(_target(link) for link in self.links())
        return shape + [words.split()[1] for words in self.commands() if " " in words]


def _target(link: str) -> str:
    """Where a link leads in any language: a site has pages of its own, our pages have the same names."""
    site = re.match(r"https?://[^/]+", link)
    return site[0] if site else re.sub(r"#.*", "", link).replace("/fr/", "/en/").replace(".fr.md", ".md")


def _item_indent(line: str, before: int) -> int:
    """Where the text of a list's item begins, and what is further to the right by four is a block of it."""
    found = re.match(r"( *)(?:-|\d+\.) +", line)
    if found:
        return len(found[0])
    return 0 if line.strip() and not line.startswith(" ") else before


def _mark(line: str) -> list[str]:
    if line.startswith("#"):
        return ["#" * (len(line) - len(line.lstrip("#")))]
    if line.startswith("|"):
        first = line.strip("|").split("|")[0].strip()
        return [f"| {first}" if re.fullmatch(r"`[^`]+`(, `[^`]+`)*", first) else "|"]
    found = re.match(r" *(-|\d+\.) ", line)
    return [found[1]] if found else []
