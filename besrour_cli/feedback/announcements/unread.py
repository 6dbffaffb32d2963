"""What looks like an hour, a date or an offset and was not understood, and words that leave a day open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from besrour_cli.clock.formatting import DAYS, MONTHS
from besrour_cli.feedback.announcements.finding import Finding
from besrour_cli.feedback.announcements.tokens.dates import MONTH
from besrour_cli.feedback.announcements.tokens.mentions import ParsedAnnouncement
from besrour_cli.model.message import msg

NOT_UNDERSTOOD = "not-understood"
"""The code of what nobody checked."""

_FIGURES = re.compile(
    r"(?<![\w.,/:$€#-])(?:\d{1,2}:\d{2}(?!\d)(?:\s?[ap]\.?m\b)?|\d{1,2}\s?[ap]\.?\s?m\b"
    r"|\d{1,2}\s?(?:o['’]clock|hrs\b|h\d{2}\b|h\s?[6-9]\d\b)|(?:2[4-9]|[3-9]\d)\s?h\s?\d{2}\b|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\w|[./-]\d)"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    rf"|\d{{1,2}}-(?:{MONTH})\b"
    r"|(?:UTC|GMT)\s?[+−–-]\s?\d{1,2})",
    re.IGNORECASE,
)
_NEARLY_A_DATE = re.compile(
    r"(?<![\w.,/:-])(?:\d{1,2}(?:st|nd|rd|th|er|\.)?\s(?:of\s)?(?P<one>[^\W\d_]{3,10})|(?P<two>[^\W\d_]{3,10})\s\d{1,2}"
    r"(?:st|nd|rd|th)?)\.?,?\s(?:19|20)\d{2}(?!\d)",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"\b([^\W\d_]{5,10}),?\s(?:the\s|le\s)?$")
_ALIKE, _MOST_DATES = 0.75, 400
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


def misspelt_dates(announcement: ParsedAnnouncement) -> Iterator[Finding]:
    """Yield what is a date but for a slip in its month or its weekday: 19 Janury 2027, Teusday 19 January."""
    months = [name.lower() for names in MONTHS.values() for name in names]
    weekdays = [name.lower() for names in DAYS.values() for name in names]
    spots = [
        m.span()
        for m in _NEARLY_A_DATE.finditer(announcement.rest)
        if get_close_matches((m["one"] or m["two"]).lower(), months, 1, _ALIKE)
    ]
    for day in announcement.days if len(announcement.days) < _MOST_DATES else ():
        before = _WORD_BEFORE.search(announcement.rest[max(0, day.start - 16) : day.start])
        word = before[1].lower() if before else ""
        if word and word not in weekdays and get_close_matches(word, weekdays, 1, _ALIKE):
            spots.append((day.start - len(before[0] if before else ""), day.end))
    for start, end in spots:
        yield Finding(
            start=start,
            end=end,
            code=NOT_UNDERSTOOD,
            what=msg("“{text}” was not understood: it is not checked", text=announcement.text[start:end]),
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
