"""Hours at which somebody can or cannot come, as people write them: read whole, asked about, or shown.

A cell is read only when every word of it is understood; one hedge (“usually”) and it is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.clock.written_dates import month_number
from besrour_cli.clock.written_hours import folded, hour_text
from besrour_cli.feedback.signups.hour_words import Token, TokenKind, tokens
from besrour_cli.model.people.sheet import Cell, cell_text

_WEEK, _NOON, _HOURS, _EARLY = 7, 12, 24, 7
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PAIR = re.compile(
    r"(?:between |entre |from |de )?(\d{1,2}) ?(?:-|\u2013|\u2014|\bto\b|\band\b|\bet\b|\ba\b|/) ?(\d{1,2})"
)
_SHORT_DATE = re.compile(r"(\d{1,2})[-/. ]([a-z]{3,4})\.?(?:[-/. ]\d{2,4})?")
_ANY = frozenset(
    "|any time|anytime|any|always|always available|available any time|whenever|flexible|i am flexible|all|"
    "je suis flexible|toujours disponible|toujours|n'importe quand|peu importe|indifferent|en tout temps|"
    "tout le temps|no preference|aucune preference|none|aucune|n/a|na|s.o.|so|sans objet|nil|no|non|x|"
    "it doesn't matter|doesn't matter|no matter|pas de preference|tous les jours|every day|all day|"
    "all week|"
    "24/7|24h/24|7j/7|toute la semaine|a tout moment|toute heure|"
    "no constraints|aucune contrainte|any day".split("|")
)
"""What means no hour in particular, as do signs without a letter."""
_ZONE = re.compile(
    r"\b(?:[ECMPA][SD]T|GMT|UTC|CAT|WAT|EAT|SAST|CES?T|EES?T|WES?T|BST|IST)\b(?:[+-]\d+)?"
    r"|\b(?i:eastern|central|pacific|mountain|atlantic) (?:standard |daylight )?time\b"
    r"|(?i:heure de l['’]est|heure (?:avanc[ée]e|normale))\b|\b[A-Z]\w+ time\b"
    r"|\bheure de [A-ZÉ]\w+"
)


class HoursReading(NamedTuple):
    """What a cell says, as members.csv writes it: good ``hours`` and those ``never``.

    ``unread``: it says something that is no clear hour. ``choices``: it can be meant in these ways, or in
    another (``about`` tells why); then neither field is set.
    """

    hours: str = ""
    never: str = ""
    unread: bool = False
    choices: tuple[str, ...] = ()
    about: str = ""


UNCLEAR, OTHER_CLOCK, MADE_A_DATE = "unclear", "other clock", "made a date"
"""Why hours are asked about."""
_NOTHING, _UNREAD = HoursReading(), HoursReading(unread=True)


def read_hours(cell: Cell, *, never: bool = False) -> HoursReading:
    """The hours of a cell; ``never``: its column asks for those that are impossible."""
    reading = _read(cell)
    if never and reading.hours and not reading.never:
        return reading._replace(hours="", never=reading.hours)
    return reading


def _read(cell: Cell) -> HoursReading:
    if isinstance(cell, time):
        return _UNREAD
    if isinstance(cell, date):
        return _asked(_spans_of_date(cell.month, cell.day), MADE_A_DATE)
    if isinstance(cell, float):
        return _asked((), MADE_A_DATE)
    return _of_words(cell_text(cell))


@lru_cache(maxsize=4096)
def _of_words(typed: str) -> HoursReading:
    text = folded(typed).strip(" .!;,")
    if text in _ANY or not any(sign.isalnum() for sign in text):
        return _NOTHING
    if dated := _short_date(text):
        return _asked(_spans_of_date(*dated), MADE_A_DATE)
    if _ZONE.search(typed) and any(sign.isdigit() for sign in typed):
        return _asked((), OTHER_CLOCK)
    return _clauses(text)


def _asked(spans: Sequence[str], about: str) -> HoursReading:
    return HoursReading(choices=tuple(spans), about=about)


def _short_date(text: str) -> tuple[int, int] | None:
    """Month and day of ``12-aout`` or ``sept-17``, which a spreadsheet made of ``8-12`` and ``9-17``."""
    match = _SHORT_DATE.fullmatch(text) or _SHORT_DATE.fullmatch(
        " ".join(reversed(re.split(r"[-/. ]+", text)))
    )
    month = month_number(match[2]) if match else 0
    return (month, int(match[1])) if match and month else None


def _spans_of(first: int, second: int) -> list[str]:
    """The spans that two bare numbers can mean: in the morning, in the evening, from one to the other."""
    if max(first, second) > _HOURS or first == second:
        return []
    if first > second:
        return [f"{first:02d}:00-{second + _NOON:02d}:00"] if first <= _NOON else []
    later = [f"{first + _NOON:02d}:00-{second + _NOON:02d}:00"] if second < _NOON else []
    return [f"{first:02d}:00-{second:02d}:00", *later]


def _spans_of_date(month: int, day: int) -> list[str]:
    """The spans that were typed where a spreadsheet shows a month and a day, whichever came first."""
    low, high = sorted((month, day))
    return _spans_of(low, high) + (_spans_of(high, low) if low < _EARLY else [])


@dataclass
class _Group:
    """Days and spans that belong together, good ones or not."""

    bad: bool = False
    days: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    days_first: bool = False
    closed: bool = False
    stopped: bool = False
    broken: bool = False
    linked: bool = False
    named: int = 0

    @property
    def is_unclear(self) -> bool:
        """Whether it is open what a “not” is about: a comma, or several days and hours behind it."""
        return self.bad and bool(self.spans) and (self.broken or self.named > 1)


def _clauses(text: str) -> HoursReading:
    """The days and spans of a text all of whose words are known."""
    parts = tokens(text)
    if parts is None:
        return _of_pair(text)
    groups: list[_Group] = []
    current = _Group()
    for token in parts:
        if token.kind in (TokenKind.BREAK, TokenKind.STOP):
            current.closed = True
            current.stopped = current.stopped or token.kind is TokenKind.STOP
            continue
        if _follows_unclearly(current, token):
            return _UNREAD
        if _begins_anew(current, token):
            groups.append(current)
            current = _Group(bad=current.bad and token.kind is TokenKind.NOR)
        _add(current, token)
    groups.append(current)
    groups = [g for g in groups if g.days or g.spans]
    if any(before.days and not before.days_first and not g.days for before, g in pairwise(groups)):
        return _UNREAD  # “8-10 Monday 18-20” may mean Monday, or every day, in the evening
    groups = _joined(groups)
    if (
        not groups
        or any(g.is_unclear for g in groups)
        or (any(t.kind is TokenKind.NOT for t in parts) and not any(g.bad for g in groups))
    ):
        return _UNREAD
    good, bad = ([g for g in groups if g.bad is is_bad] for is_bad in (False, True))
    if len(good) > 1 and not all(g.spans for g in good) and any(g.spans for g in good):
        return _UNREAD  # “Monday 9-11, Thursday” may mean Thursday at that hour
    return HoursReading(_written(good), _written(bad))


def _of_pair(text: str) -> HoursReading:
    """Two bare numbers, which may be hours of the morning or the evening, with days before them or not."""
    start = next((i for i, sign in enumerate(text) if sign.isdigit()), len(text))
    lead = re.search(r"(?:between|entre|from|de) $", text[:start])
    before = text[: lead.start() if lead else start]
    pair = _PAIR.fullmatch(text[len(before) :].strip())
    named = tokens(before) if before.strip() else ()
    if pair is None or named is None or any(t.kind is not TokenKind.DAYS for t in named):
        return _UNREAD
    spans = _spans_of(int(pair[1]), int(pair[2]))
    days = _day_words(sorted({day for token in named for day in token.days}))
    choices = ["; ".join(f"{day} {span}" for day in days) if days else span for span in spans]
    return _asked(choices, UNCLEAR) if spans else _UNREAD


def _follows_unclearly(group: _Group, token: Token) -> bool:
    """Whether a span may be a good one or not (behind a “not” and a comma), or of these days or another.

    “Weekends and after 6 pm” names two things, not the evenings of the weekend.
    """
    if token.kind is TokenKind.SPAN:
        behind_not = group.bad and group.closed and not group.stopped
        return behind_not or (group.linked and bool(group.days) and not group.spans)
    return (
        token.kind is TokenKind.DAYS
        and group.linked
        and bool(group.spans)
        and not (group.days and group.days_first)
    )


def _begins_anew(group: _Group, token: Token) -> bool:
    """Whether a word belongs to something new, and not to the days and spans before it."""
    if token.kind is TokenKind.NOT:
        return bool(group.days or group.spans)
    if token.kind is TokenKind.NOR:
        return False
    if group.bad and group.stopped:
        return True
    if token.kind is TokenKind.DAYS:
        return bool(group.spans) and (group.closed or (bool(group.days) and group.days_first))
    if token.kind is TokenKind.SPAN:
        return bool(group.spans and group.days and not group.days_first)
    return False


def _add(group: _Group, token: Token) -> None:
    if token.kind in (TokenKind.AND, TokenKind.NOR):
        group.linked = True
    elif token.kind is not TokenKind.ONLY:
        group.linked = False
    if token.kind in (TokenKind.NOT, TokenKind.NOR):
        group.bad = group.bad or token.kind is TokenKind.NOT
        group.broken = False
    else:
        group.broken = group.broken or group.closed
    if token.kind is TokenKind.DAYS:
        group.days_first = group.days_first or not group.spans
        group.days += token.days
        group.named += 1
    elif token.kind is TokenKind.SPAN:
        group.spans.append(token.span)
    if token.kind is not TokenKind.ONLY:
        group.closed = False


def _joined(groups: list[_Group]) -> list[_Group]:
    """Groups of one kind with the same spans (or none) as one."""
    joined: list[_Group] = []
    for group in groups:
        same = next((g for g in joined if g.bad is group.bad and g.spans == group.spans), None)
        if same and same.days and group.days:
            same.days += group.days
        else:
            joined.append(group)
    return joined


def _written(groups: Sequence[_Group]) -> str:
    """Groups as members.csv writes them: ``mon-thu 18:00-20:00; sat-sun``."""
    parts: list[str] = []
    for group in groups:
        days = sorted(set(group.days))
        names = _day_words(days) if len(days) < _WEEK else []
        spans = [f"{hour_text(first)}-{hour_text(last)}" for first, last in group.spans]
        if names and spans:
            parts += [f"{name} {span}" for name in names for span in spans]
        else:
            parts += names or spans
    return "; ".join(dict.fromkeys(parts))


def _day_words(days: Sequence[int]) -> list[str]:
    """Days by their short names, those that follow each other as a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_DAY_NAMES[r[0]] + (f"-{_DAY_NAMES[r[-1]]}" if r[1:] else "") for r in runs]
