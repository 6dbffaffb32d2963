"""The page in the archive, as HTML that any browser opens, reads aloud and prints; it loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from besrour_cli.model.text.hidden_signs import visible

if TYPE_CHECKING:
    from besrour_cli.commands.views.handover.sections import HandoverSection

_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222;"
    "background:#fff}code{font:1rem monospace;background:#f0f0f0;padding:.1em .3em;overflow-wrap:anywhere}"
    "li{margin:.4rem 0}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}main+main{border-top:2px "
    "solid #222;margin-top:3rem}"
)
_NAMES = {"en": "English", "fr": "Français"}


def html_page(halves: Mapping[str, Sequence[HandoverSection]]) -> bytes:
    """One page of all languages, in their order, each after a link to it."""
    first, *_rest = halves
    title = halves[first][0].title
    links = " · ".join(f'<a href="#{code}" lang="{code}">{_NAMES.get(code, code)}</a>' for code in halves)
    parts = [
        f'<!doctype html>\n<html lang="{first}">\n<meta charset="utf-8">\n<title>{_text(title)}</title>',
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">',
        f"<style>{_STYLE}</style>\n<nav>{links}</nav>",
    ]
    for code, sections in halves.items():
        parts.append(f'<main id="{code}" lang="{code}">')
        parts += _section_lines(sections)
        parts.append("</main>")
    return ("\n".join([*parts, "</html>"]) + "\n").encode()


def _section_lines(sections: Sequence[HandoverSection]) -> Iterator[str]:
    for number, section in enumerate(sections):
        level = "h2" if number else "h1"
        yield f"<{level}>{_text(section.title)}</{level}>"
        if section.words:
            yield f"<p>{_text(section.words)}</p>"
        if section.entries:
            yield "<ul>"
            for entry in section.entries:
                code = f"<code>{_text(entry.command)}</code>" if entry.command else ""
                yield f"<li>{' '.join(filter(None, (_text(entry.text), code)))}</li>"
            yield "</ul>"


def _text(words: str) -> str:
    return escape(visible(words))
