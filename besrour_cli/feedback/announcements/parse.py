"""Readings: each hour of an announcement with its day and clocks, and which readings belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.feedback.announcements.abbreviations import abbreviation, pattern
from besrour_cli.feedback.announcements.dates import DayMention, dates
from besrour_cli.feedback.announcements.hours import HourMention, hours
from besrour_cli.model.place import Place
from besrour_cli.places import resolve

BLANK = "\x00"
MOST_CHOICES = 12
"""A name of so many zones at most still says something of a clock."""


class ZoneMention(NamedTuple):
    """A word for a clock: ``kind`` is clock, offset or place.

    ``claims``: minutes east of UTC it states; ``zones`` those it may be about (several for a town of that
    name in two countries); ``place`` what it was resolved to, when it is one.
    """

    start: int
    end: int
    text: str
    kind: str
    claims: int | None
    zones: tuple[str, ...]
    place: Place | None = None


class TimeMention(NamedTuple):
    """An hour, its clocks (perhaps none) and its day; ``given``: the clocks stand beside it."""

    hour: HourMention
    marks: tuple[ZoneMention, ...]
    day: DayMention | None
    given: bool


class ParsedAnnouncement(NamedTuple):
    """What was found in a text; ``groups`` are the readings said to be one moment, ``loose`` clocks alone."""

    text: str
    days: tuple[DayMention, ...]
    marks: tuple[ZoneMention, ...]
    groups: tuple[tuple[TimeMention, ...], ...]

    @property
    def readings(self) -> tuple[TimeMention, ...]:
        """All readings in order."""
        return tuple(reading for group in self.groups for reading in group)


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ])(?=\d{2}:\d{2})")
_HIDDEN = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|©[^\n]{0,20}", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?<!\w)(?P<base>UTC|GMT|TUC?|T\.U\.)(?P<gap>\s?)(?P<sign>[+\-−–±])(?P<gap2>\s?)(?P<h>\d{1,2})"
    r"(?:\s?h(?:\s?(?P<m1>\d{2}))?|[:.](?P<m2>\d{2})|(?P<m3>\d{2}))?(?!\d)(?!\s?[ap]\.?m)(?!:\d)",
    re.IGNORECASE,
)
_PLAIN_OFFSET = re.compile(r"(?<=\d)\s?(?P<sign>[+−-])(?P<h>\d{2}):?(?P<m>\d{2})(?![\d:])|(?<=:\d\d)Z\b")
_NAME = r"(?:(?:Ste?|Mt|Ft)\.|[A-ZÀ-ÖØ-ÞŒ][\w’'\-]*)"
_RUN = re.compile(rf"{_NAME}(?:[ \u00a0](?:(?:d[eu]s?|la|le|los|las|el|es|of|the)[ \u00a0])*{_NAME})*")
_WORDS = (
    r"times?|local|locales?|hours?|heures?|hrs|h|in|at|à|a|au|aux|en|de|du|des|d['’]|l['’]|la|le|the|is|est|"
    r"from|and|et|or|ou|on|i\.?e\.?|soit|which|that|equivalent|equals|corresponding|to|pour|for|your|votre|"
    r"zone|fuseau|horaire|same|also|début|start|starts|begins|jour|day|dès|when|where|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|next|lendemain|same|previous|veille"
)
_FILLER = re.compile(
    rf"(?:[\s\x00,;:()\[\]/|–—\-−=~≈*•·&+.]|\b(?:{_WORDS})(?![\w])|[dl]['’])*", re.IGNORECASE
)
_SAID_PLACE = re.compile(
    rf"(?:(?P<name>{_NAME}(?:[ \u00a0]{_NAME})*)[ \u00a0](?:local )?time\b"
    rf"|(?i:heure(?:s)?(?: locale)?|time in) (?:(?:de la |de l['’]|du |des |de |d['’]|à |au )?)"
    rf"(?P<nom>{_NAME}(?:[ \u00a0-]{_NAME})*))"
)
_OPENING = re.compile(r"[ \u00a0\x00,(\[–—-]*")
_BREAK = re.compile(r"…|\.\.\.")


def read(text: str) -> ParsedAnnouncement:
    """Everything an announcement says about days, hours and clocks."""
    hidden = _HIDDEN.sub(_blank, _ISO.sub(lambda m: m[0][:10] + " ", text))
    days = tuple(sorted(dates(hidden)))
    shown = _without(hidden, [(d.start, d.end) for d in days])
    offsets = list(_offsets(shown))
    shown = _without(shown, [(m.start, m.end) for m in offsets])
    words = [_clock_mark(m) for m in pattern().finditer(shown)]
    found = sorted(hours(shown, frozenset(m.start for m in (*words, *offsets))))
    words = [m for m in words if not any(h.start < m.end and m.start < h.end for h in found)]
    shown = _without(shown, [(h.start, h.end) for h in found])
    shown = _without(shown, [(m.start, m.end) for m in words])
    marks = sorted([*offsets, *words])
    towns = list(_towns(shown, found, marks))
    shown = _without(shown, [(m.start, m.end) for m in towns])
    marks = sorted([*marks, *towns], key=_start)
    return ParsedAnnouncement(
        text, days, tuple(marks), tuple(_groups(shown, _readings(shown, found, marks, days)))
    )


def _start(mark: ZoneMention) -> int:
    return mark.start


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def _offsets(text: str) -> Iterator[ZoneMention]:
    for match in _OFFSET.finditer(text):
        minutes = int(match["h"]) * 60 + int(match["m1"] or match["m2"] or match["m3"] or 0)
        minus = match["sign"] in "-−–"
        if minus and match["gap"] and match["gap2"] and (match["m1"] or match["m2"] or match["m3"]):
            continue  # 10:00 GMT - 11:00 WAT is a span
        if minutes <= (12 if minus else 14) * 60:
            yield _offset(match.start(), match.end(), match[0], -minutes if minus else minutes)
    for match in _PLAIN_OFFSET.finditer(text):
        if match["h"] is None:
            yield ZoneMention(match.start(), match.end(), "Z", "clock", 0, ("Etc/UTC",))
        elif ":" in text[max(0, match.start() - 6) : match.start()]:
            minutes = int(match["h"]) * 60 + int(match["m"])
            if minutes <= 14 * 60 and minutes % 15 == 0 and text[match.start() : match.start() + 1] != " ":
                sign = 1 if match["sign"] == "+" else -1
                yield ZoneMention(match.start(), match.end(), match[0].strip(), "clock", sign * minutes, ())


def _offset(start: int, end: int, text: str, minutes: int) -> ZoneMention:
    if not minutes:
        return ZoneMention(start, end, text, "clock", 0, ("Etc/UTC",))
    return ZoneMention(start, end, text.strip(), "offset", minutes, ())


def _clock_mark(match: re.Match[str]) -> ZoneMention:
    meant = abbreviation(match[0])
    return ZoneMention(match.start(), match.end(), match[0], "clock", meant.claims, meant.zones)


def _towns(text: str, found: Sequence[HourMention], marks: Sequence[ZoneMention]) -> Iterator[ZoneMention]:
    """Places beside an hour or another clock, or called a clock (``Nairobi time``, ``heure de Paris``)."""
    ends = [(h.start, h.end) for h in found] + [(m.start, m.end) for m in marks]
    spots: list[tuple[int, int]] = []
    for match in _SAID_PLACE.finditer(text):
        spots.append(match.span("name" if match["name"] else "nom"))
    for start, end in ends:
        if (opening := _OPENING.match(text, end)) and (run := _RUN.match(text, opening.end())):
            spots.append(run.span())  # The Hague: what is filler elsewhere
        ahead = _FILLER.match(text, end)
        at = ahead.end() if ahead else end
        while (run := _RUN.match(text, at)) and "\n" not in text[end : run.start()]:
            spots.append(run.span())
            chain = re.compile(r"(?: time)?\s*(?:/|,|&|\bet\b|\band\b|\bor\b|\bou\b)\s*", re.I).match(
                text, run.end()
            )
            at = chain.end() if chain else run.end()
            if not chain:
                break
        line = text.rfind("\n", 0, start) + 1
        for run in _RUN.finditer(text, line, start):
            behind = _FILLER.match(text, run.end())
            if behind and behind.end() >= start:
                spots.append(run.span())
    # names in a chain before an hour: Brazzaville/Kinshasa: 12:00
    for start, _end in list(spots):
        line = text.rfind("\n", 0, start) + 1
        if chain := re.search(rf"({_RUN.pattern})\s*/\s*$", text[line:start]):
            spots.append((line + chain.start(1), line + chain.end(1)))
    done = 0
    for start, end in sorted(set(spots), key=lambda spot: (spot[0], -spot[1])):
        mark = _town(text, start, end) if start >= done else None
        if mark is not None:
            done = mark.end
            yield mark


_NO_PLACE = frozenset(
    "zoom teams webex time heure heures date session meeting part day jour salle room welcome register "
    "monday tuesday wednesday thursday friday saturday sunday am pm gmt utc local the le la les online en "
    "ligne".split()
)


def _town(text: str, start: int, end: int) -> ZoneMention | None:
    """The place a stretch of text names; two letters count only alone in brackets."""
    name = re.sub(r"[\s.,]+$|(?:\s+(?i:local|standard))?\s+(?i:time)\s*$", "", text[start:end]).rstrip(
        " .,’'"
    )
    lone = text[start - 1 : start] == "(" and text[start + len(name) : start + len(name) + 1] == ")"
    lone = lone or re.match(r"\s(?:local )?time\b", text[start + len(name) :]) is not None
    if (
        len(name) < (2 if lone else 3)
        or (len(name) < 4 and name.isupper() and not lone)
        or name.lower() in _NO_PLACE
    ):
        return None
    answer = resolve.resolve(name)
    if answer.outcome in ("accept", "note") and answer.place is not None:
        return ZoneMention(start, start + len(name), name, "place", None, (answer.place.zone,), answer.place)
    if answer.outcome == "ask" and 1 < len(answer.choices) <= MOST_CHOICES:
        return ZoneMention(start, start + len(name), name, "place", None, answer.choices)
    return None


def names_place(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text names a place anywhere."""
    return any(_town(text, *run.span()) for run in _RUN.finditer(text, start, end))


def _readings(
    text: str, found: Sequence[HourMention], marks: Sequence[ZoneMention], days: Sequence[DayMention]
) -> tuple[TimeMention, ...]:
    """Each hour with the clocks beside it, else those of its line, of its neighbours, or of the whole."""
    lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def line_of(at: int) -> int:
        return bisect_right(lines, at)

    beside: dict[HourMention, list[ZoneMention]] = {hour: [] for hour in found}
    for number in {line_of(hour.start) for hour in found}:
        here = [h for h in found if line_of(h.start) == number]
        there = [m for m in marks if line_of(m.start) == number]
        _attach(text, here, there, beside)
    used = {mark.start for attached in beside.values() for mark in attached}
    alone = [m for m in marks if m.start not in used]
    with_hours = {line_of(h.start) for h in found}
    readings = []
    for hour in found:
        attached, given = beside[hour], True
        if not attached:
            given = False
            line = line_of(hour.start)
            same = [m for m in marks if line_of(m.start) == line]
            near = [
                m for m in alone if abs(line_of(m.start) - line) <= 2 and line_of(m.start) not in with_hours
            ]
            attached = _nearest(hour, [m for m in same if m.kind != "place"])
            attached = attached or _all_beside(_nearest(hour, near), near, line_of)
            attached = attached or _nearest(hour, [m for m in alone if _is_rule(text, m)])
        readings.append(
            TimeMention(hour, tuple(sorted(attached, key=_start)), _day_of(hour, days, line_of), given)
        )
    return tuple(readings)


def _is_rule(text: str, mark: ZoneMention) -> bool:
    """Whether a clock stands in a sentence about all hours (``All times are in ...``, ``heures de ...``)."""
    begin = max(text.rfind("\n", 0, mark.start), mark.start - 60)
    said = text[max(0, begin) : mark.start]
    return re.search(r"\b(?:times?|hours?|heures?|time ?zone|fuseau|horaires?)\b", said, re.I) is not None


def _nearest(hour: HourMention, marks: Sequence[ZoneMention]) -> list[ZoneMention]:
    return [min(marks, key=lambda m: abs(m.start - hour.start))] if marks else []


def _all_beside(
    first: list[ZoneMention], marks: Sequence[ZoneMention], line_of: Callable[[int], int]
) -> list[ZoneMention]:
    """All clocks of the line of one: ``Your local time (Vancouver, UTC−7)``."""
    return [m for m in marks if first and line_of(m.start) == line_of(first[0].start)]


def _day_of(
    hour: HourMention, days: Sequence[DayMention], line_of: Callable[[int], int]
) -> DayMention | None:
    line = line_of(hour.start)
    same = [d for d in days if line_of(d.start) == line]
    if same:
        before = [d for d in same if d.end <= hour.start]
        return before[-1] if before else same[0]
    earlier = [d for d in days if d.end <= hour.start]
    return earlier[-1] if earlier else (days[0] if days else None)


def _attach(
    text: str,
    here: Sequence[HourMention],
    there: Sequence[ZoneMention],
    beside: dict[HourMention, list[ZoneMention]],
) -> None:
    """Give the clocks of one line to its hours: those before the first, between two, and after the last."""
    first, last = here[0], here[-1]
    leading = [m for m in there if m.end <= first.start]
    trailing = [m for m in there if m.start >= last.end]
    kept = _chain(text, [*reversed(leading)], first.start, backwards=True)
    beside[first] += kept
    after = _chain(text, trailing, last.end)
    beside[last] += after
    led = bool(kept) and not after
    for one, two in pairwise(here):
        between = [m for m in there if one.end <= m.start < two.start]
        if not between:
            continue
        edges = [one.end, *(e for m in between for e in (m.start, m.end)), two.start]
        gaps = [
            _apart(text[edges[i] : edges[i + 1]], inner=0 < i < len(edges) - 2, last=i == len(edges) - 2)
            for i in range(0, len(edges), 2)
        ]
        best = max(gaps)
        split = gaps.index(best) if led else len(gaps) - 1 - gaps[::-1].index(best)
        beside[one] += _chain(text, between[:split], one.end)
        beside[two] += _chain(text, between[split:][::-1], two.start, backwards=True)


def _chain(
    text: str, marks: Sequence[ZoneMention], edge: int, *, backwards: bool = False
) -> list[ZoneMention]:
    """The clocks that follow each other from an edge with nothing but filler between."""
    found: list[ZoneMention] = []
    for mark in marks:
        gap = text[mark.end : edge] if backwards else text[edge : mark.start]
        if _BREAK.search(gap) or not _FILLER.fullmatch(gap) or ";" in gap or (found and "|" in gap):
            break
        found.append(mark)
        edge = mark.start if backwards else mark.end
    return found


def _apart(gap: str, *, inner: bool, last: bool) -> float:
    """How strongly the text between an hour and a clock, or two clocks, parts them."""
    if _BREAK.search(gap) or not _FILLER.fullmatch(gap):
        return 8
    for sign, weight in (("|", 5.0), (";", 4.0), ("=", 3.5), ("/", 1.5 if inner else 3.0)):
        if sign in gap:
            return weight
    if ":" in gap:
        return -1
    if re.search(r"\b(?:and|et|or|ou|soit)\b", gap, re.IGNORECASE):
        return 2.5
    if "," in gap:
        return 2
    if re.search(r"\s[-–—]\s", gap):
        return 1
    if ")" in gap and "(" not in gap:
        return 1.2
    if "(" in gap:
        return 2.2 if last else 0  # a clock in brackets explains what stands before
    return 0.5


def _groups(text: str, readings: Sequence[TimeMention]) -> Iterator[tuple[TimeMention, ...]]:
    """Readings that are said to be one moment: nothing but filler and clocks between them."""
    group: list[TimeMention] = []
    for reading in readings:
        if group and not _together(text, group[-1], reading):
            yield tuple(group)
            group = []
        group.append(reading)
    if group:
        yield tuple(group)


def _together(text: str, one: TimeMention, two: TimeMention) -> bool:
    gap = text[one.hour.end : two.hour.start]
    if _BREAK.search(gap) or gap.count("\n") > 1 or not _FILLER.fullmatch(gap):
        return False
    if one.day and two.day and one.day != two.day:
        days = [d for d in (one.day.parts[0], two.day.parts[0])]
        apart = abs((days[0][0] * 31 + days[0][1]) - (days[1][0] * 31 + days[1][1]))
        if apart > 1:
            return False
    return {m.text for m in one.marks} != {m.text for m in two.marks} and one.given and two.given
