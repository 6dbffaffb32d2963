"""The sheet as text, one language after the other, with lines that fit a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from besrour_cli.model.language import NO_BREAK
from besrour_cli.publishing.run_sheet.sections import PrintedPart, PrintedSheet, printed_sheet
from besrour_cli.publishing.run_sheet.values import RunSubject

_WIDTH = 78


def run_sheet_text(subject: RunSubject) -> str:
    """The sheet in both languages, the programme's first one first."""
    halves = [run_sheet_half(subject, code) for code in subject.languages()]
    return f"\n\n{'=' * _WIDTH}\n\n".join(halves) + "\n"


def run_sheet_half(subject: RunSubject, language: str) -> str:
    """The sheet in one language."""
    return "\n".join(_lines(printed_sheet(subject, language)))


def _lines(sheet: PrintedSheet) -> Iterator[str]:
    yield sheet.title
    yield "-" * len(sheet.title)
    for line in sheet.about:
        yield from _wrapped(line)
    yield from _section(sheet.before.heading, sheet.before.lines)
    if sheet.parts:
        yield from ("", sheet.run)
    for part in sheet.parts:
        yield from _part(part)
    for section in sheet.after:
        yield from _section(section.heading, section.lines)


def _part(part: PrintedPart) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{part.minutes} · {part.title}")
    yield from _wrapped(f"  {part.who}", "  ")
    yield from _wrapped(f"  {'; '.join(part.clocks)}", "  ")
    for words in part.opening:
        yield from _wrapped(f"    {words}", "    ")
    for question in part.questions:
        yield from _wrapped(f"  - {question}", "    ")


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", heading)
    for line in lines:
        yield from _wrapped(f"- {line}", "  ")


def _wrapped(line: str, indent: str = "") -> list[str]:
    """A line broken at blanks alone: never inside a time, an address or a number."""
    wrapper = textwrap.TextWrapper(
        width=_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    held = line.replace(NO_BREAK, "\ue000")  # textwrap takes a no-break space for a blank
    return [each.replace("\ue000", NO_BREAK) for each in wrapper.wrap(held)]
