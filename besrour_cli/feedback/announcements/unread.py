"""What looks like an hour, a date or an offset and was not understood, and words that leave a day open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.feedback.announcements.tokens.dates import MONTH
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement
from besrour_cli.model.message import msg

NOT_UNDERSTOOD = "not-understood"
"""The code of what nobody checked."""

_FIGURES = re.compile(
    r"(?<![\w.,/:$€#-])(?:\d{1,2}:\d{2}(?!\d)(?:\s?[ap]\.?m\b)?|\d{1,2}\s?[ap]\.?\s?m\b"
    r"|\d{1,2}\s?(?:o['’]clock|hrs\b|h\d{2}\b)|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\w|[./-]\d)"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    rf"|\d{{1,2}}-(?:{MONTH})\b"
    r"|(?:UTC|GMT)\s?[+−–-]\s?\d{1,2})",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:bi-?monthly|bi-?weekly|bi-?annual(?:ly)?|bimensuel\w*|bimestriel\w*|bihebdomadaire\w*)",
    re.IGNORECASE,
)
_WEEKDAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche)"
)
_RELATIVE = re.compile(
    rf"\b(?:(?:next|this|coming)\s{_WEEKDAY}|{_WEEKDAY}\s(?:prochain|en huit)|ce\s{_WEEKDAY}"
    r"|tomorrow|tonight|demain|ce soir|aujourd['’]hui)\b",
    re.IGNORECASE,
)


def not_understood(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the figures left over when all that was understood is taken away."""
    for match in _FIGURES.finditer(announcement.rest):
        yield Finding(
            start=match.start(),
            end=match.end(),
            code=NOT_UNDERSTOOD,
            what=msg("“{text}” was not understood: it is not checked", text=match[0]),
            remedy=msg("write the hour as 15:00 and the date as 6 July 2027, or check it yourself"),
            warning=True,
        )


def unknown_clocks(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield the hours whose clock nobody knows; where no hour has any, that is told already."""
    marked = any(reading.marks for reading in announcement.readings)
    hours = {reading.hour.start: reading.hour for reading in announcement.readings}
    for start, end, at in announcement.unknown if marked else ():
        if (hour := hours.get(at)) is not None:
            beside = "\n" not in announcement.text[min(end, hour.end) : max(start, hour.start)]
            yield Finding(
                start=min(start, hour.start) if beside else hour.start,
                end=max(end, hour.end) if beside else hour.end,
                code=NOT_UNDERSTOOD,
                what=msg(
                    "“{text}”: on whose clock? “{clock}” was not understood, so the hour is not checked",
                    text=hour.text,
                    clock=announcement.text[start:end].strip(),
                ),
                remedy=msg("write the city as besrour place knows it, such as 15:00 in Accra"),
                warning=True,
            )


def open_words(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield words of frequency that mean two things, and relative days with no date on their line."""
    text = announcement.text
    for match in _OFTEN.finditer(text):
        yield Finding(
            start=match.start(),
            end=match.end(),
            code="unclear-frequency",
            what=msg("“{text}” is understood in two ways", text=match[0]),
            remedy=msg("write how often in other words, such as every two weeks"),
            warning=True,
        )
    for match in _RELATIVE.finditer(text):
        line, end = text.rfind("\n", 0, match.start()), text.find("\n", match.end())
        if not any(line < d.start and (end < 0 or d.start < end) for d in announcement.days):
            yield Finding(
                start=match.start(),
                end=match.end(),
                code="relative-day",
                what=msg("“{text}” is another day for who reads it later", text=match[0]),
                remedy=msg("write the date"),
                warning=True,
            )
