"""What is wrong with the times of an announcement, and the moments it is about.

A right announcement is never accused: where a text leaves room for a true reading, that reading counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.formatting import DAYS, MONTHS, date_words
from besrour_cli.feedback.announcements.instants import (
    Years,
    instants,
    meant,
    offsets,
    same_hour,
    shown,
)
from besrour_cli.feedback.announcements.parse import (
    ParsedAnnouncement,
    TimeMention,
    ZoneMention,
    names_place,
    read,
)
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message, msg
from besrour_cli.model.place import Place

_LINKS = re.compile(
    r"https?://[^\s<>\"')\]]*(?:zoom\.(?:us|com)/(?:j|my|w|s)/|zoomgov\.com/j/|teams\.microsoft\.com/(?:l/meetup|meet)"
    r"|teams\.live\.com/meet|meet\.google\.com/[a-z]{3}|webex\.com/(?:meet|join|[^\s]*MTID)|gotomeet"
    r"|meet\.jit\.si/|whereby\.com/|bluejeans\.com/\d|bbb[^\s]*/(?:b|rooms)/|//meet\.[^\s/]+/j/|[?&]pwd=)[^\s<>\"')\]]*",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:pass\s?code|password|meeting password|access code|code d[’']acc[èe]s|mot de passe|code secret|"
    r"meeting id|webinar id|num[ée]ro de (?:la )?r[ée]union|id de (?:la )?r[ée]union|meeting number)"
    r"\s*(?::|=|\bis\b|\best\b)\s*(?=[^\s]*[\dA-Z_*!@#])[^\s,;]{3,}",
    re.IGNORECASE,
)


class AnnouncedMoment(NamedTuple):
    """One moment of the announcement: the instant, the words that name it, the places named beside."""

    at: datetime
    words: str
    places: tuple[Place, ...]


class AnnouncementVerdict(NamedTuple):
    """All that was found: findings in the text's order, and the moments, each once."""

    findings: tuple[Diagnostic, ...]
    moments: tuple[AnnouncedMoment, ...]


def lint(text: str, path: str, today: date, *, personal: bool = False) -> AnnouncementVerdict:
    """The findings in an announcement's text.

    ``path`` is shown as the place of each; ``today`` dates what has no year; ``personal``: it goes to one
    invited person, who may read the link.
    """
    found = read(text)
    years = Years(_year(found), today)
    doubted = frozenset(m.start for r in found.readings for m in r.marks if _untrue(m, r, found, years))
    spotted = [
        *_weekdays(found, years),
        *_hours(found, years),
        *_abbreviations(found, years),
        *_offsets(found),
        *_disagreements(found, years, doubted),
        *([] if personal else _open(text)),
    ]
    spotted.sort(key=lambda f: (f[0], f[2]))
    findings: list[Diagnostic] = []
    for finding in spotted:
        problem = _problem(text, path, *finding)
        if problem not in findings:
            findings.append(problem)
    return AnnouncementVerdict(tuple(findings), tuple(_moments(found, years, doubted)))


Finding = tuple[int, int, str, Message, Message, bool]


def _problem(
    text: str, path: str, start: int, end: int, code: str, what: Message, remedy: Message, warning: bool
) -> Diagnostic:
    line = text.count("\n", 0, start) + 1
    begin = text.rfind("\n", 0, start) + 1
    words = text[begin:].split("\n", 1)[0]
    width = max(1, min(end, begin + len(words)) - start)
    return Diagnostic(
        code, SourceLocation(path, line, start - begin + 1), what, remedy, words, width, warning
    )


def _year(found: ParsedAnnouncement) -> int | None:
    years = {day.year for day in found.days if day.year}
    return years.pop() if len(years) == 1 else None


def _weekdays(found: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    for day in found.days:
        dated = bool(day.year or years.named)
        days = years.days(day)
        if day.weekday is None or not days or any(d.weekday() == day.weekday for d in days):
            continue
        true = {code: DAYS[code][days[0].weekday()] for code in ("en", "fr")}
        yield (
            day.start,
            day.end,
            "wrong-weekday",
            msg("“{text}” is a {weekday}", text=day.text, weekday=true)
            if day.year
            else msg("“{text}” is a {weekday} in {year}", text=day.text, year=days[0].year, weekday=true),
            msg("correct the day or the date; with the year beside it nobody has to guess"),
            not dated,
        )


def _hours(found: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    readings = found.readings
    bare = [r for r in readings if not r.marks]
    if bare and len(bare) == len(readings):
        hour = bare[0].hour
        yield (
            hour.start,
            hour.end,
            "no-zone",
            msg("“{text}”: on whose clock? no place and no time zone is given", text=hour.text),
            msg("write the city with the hour, such as 15:00 in Accra, or list the hour of each place"),
            False,
        )
    for reading in readings:
        hour = reading.hour
        if hour.unclear:
            yield (
                hour.start,
                hour.end,
                "twelve",
                msg("“{text}” is read as noon by some and as midnight by others", text=hour.text),
                msg("write noon, midnight, or 12:00 on the 24-hour clock"),
                True,
            )
        for mark in reading.marks:
            days = years.days(reading.day)
            sure = mark.kind == "place" and len(mark.zones) == 1 and days
            if sure and not shown(mark.zones[0], days[0], hour.minute):
                yield (
                    hour.start,
                    hour.end,
                    "no-such-time",
                    msg(
                        "“{text}” does not exist in {place} that day: the clock jumps over it",
                        text=hour.text,
                        place=mark.text,
                    ),
                    msg("choose an hour before or after the jump"),
                    False,
                )


def _named_zones(found: ParsedAnnouncement) -> frozenset[str]:
    return frozenset(zone for mark in found.marks if mark.kind == "place" for zone in mark.zones)


def _untrue(mark: ZoneMention, reading: TimeMention, found: ParsedAnnouncement, years: Years) -> bool:
    """Whether an abbreviation claims an offset that no clock it can be about shows on the day."""
    days = years.days(reading.day)
    if mark.kind != "clock" or mark.claims is None or not days or not mark.zones:
        return False
    minute = reading.hour.minute
    beside = [m for m in reading.marks if m.kind == "place"]
    if beside:
        return not any(mark.claims in offsets(m, day, minute) for m in beside for day in days)
    named = _named_zones(found)
    possible = [zone for place, zone in enumerate(mark.zones) if place == 0 or zone in named]
    return not any(mark.claims in shown(zone, day, minute) for zone in possible for day in days)


def _abbreviations(found: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    told: set[str] = set()
    for reading in found.readings:
        for mark in reading.marks:
            if mark.text in told or not _untrue(mark, reading, found, years):
                continue
            told.add(mark.text)
            day = years.days(reading.day)[0]
            places = [m.text for m in reading.marks if m.kind == "place"]
            zone = next((m.zones[0] for m in reading.marks if m.kind == "place"), mark.zones[0])
            right = next(iter(sorted(shown(zone, day, reading.hour.minute))), 0)
            place = places[0] if places else zone.rpartition("/")[2].replace("_", " ")
            yield (
                mark.start,
                mark.end,
                "wrong-abbreviation",
                msg(
                    "“{label}” means {claimed}, but on {date} clocks in {place} show {right}",
                    label=mark.text,
                    claimed=_utc(mark.claims or 0),
                    date=_date(day),
                    place=place,
                    right=_utc(right),
                ),
                msg(
                    "leave the letters away and write the city: {hour} ({place})",
                    hour=reading.hour.text,
                    place=place,
                ),
                False,
            )


def _offsets(found: ParsedAnnouncement) -> Iterator[Finding]:
    for mark in found.marks:
        line = found.text.rfind("\n", 0, mark.start) + 1
        end = found.text.find("\n", mark.end)
        if not any(c.isalpha() for c in found.text[line : mark.start]):
            line = found.text.rfind("\n", 0, max(0, line - 1)) + 1  # a line that was wrapped
        if mark.kind != "offset" or names_place(found.text, line, end if end >= 0 else len(found.text)):
            continue
        beside = [r for r in found.readings if any(m.start == mark.start for m in r.marks)]
        if any(m.kind == "place" for r in beside for m in r.marks):
            continue
        yield (
            mark.start,
            mark.end,
            "bare-offset",
            msg("“{text}” alone names no place, and clocks change", text=mark.text),
            msg("write the city with it, such as Douala (UTC+1)"),
            False,
        )


def _disagreements(found: ParsedAnnouncement, years: Years, doubted: frozenset[int]) -> Iterator[Finding]:
    told: set[int] = set()
    for group in found.groups:
        for reading in group:
            yield from _in_itself(reading, years, doubted)
        if len(group) < 2:
            continue
        days = next((d for r in group if (d := years.days(r.day))), ())
        clash = None
        for day in days[:1] or (date(years.today.year, 1, 15), date(years.today.year, 7, 15)):
            clash = _clash(group, day, doubted)
            if clash is None:
                break
        if clash is not None:
            one, two, apart = clash
            told.update(reading.hour.start for reading in group)
            yield (
                two.hour.start,
                two.hour.end,
                "readings-disagree",
                msg(
                    "“{one}” and “{two}” are not the same moment: they are {minutes} min apart",
                    one=_sentence(found.text, one),
                    two=_sentence(found.text, two),
                    minutes=apart,
                ),
                msg("keep the reading that is right and work out the others from it"),
                False,
            )
    yield from (finding for finding in _halves(found, years) if finding[0] not in told)


def _in_itself(reading: TimeMention, years: Years, doubted: frozenset[int]) -> Iterator[Finding]:
    """Two clocks on one hour that cannot both be true: ``14:00 Accra (GMT+1)``."""
    days = years.days(reading.day) or (
        date(years.today.year, 1, 15),
        date(years.today.year, 7, 15),
    )
    sure = [m for m in reading.marks if m.start not in doubted]
    for place, one in enumerate(sure):
        for two in sure[place + 1 :]:
            pairs = [
                (offsets(one, d, reading.hour.minute), offsets(two, d, reading.hour.minute)) for d in days
            ]
            if all(a and b and not a & b for a, b in pairs):
                yield (
                    two.start,
                    two.end,
                    "readings-disagree",
                    msg(
                        "“{one}” and “{two}” beside “{hour}” are not the same clock",
                        one=one.text,
                        two=two.text,
                        hour=reading.hour.text,
                    ),
                    msg("keep the one that is right"),
                    False,
                )
                return


def _clash(
    group: Sequence[TimeMention], day: date, doubted: frozenset[int]
) -> tuple[TimeMention, TimeMention, int] | None:
    """Two readings of a group that cannot be one moment: the one most agree with, and the odd one."""
    each = [(reading, found) for reading in group if (found := instants(reading, day))]
    ranked = sorted(
        each,
        key=lambda pair: (
            -sum(same_hour(pair[1], other) for _, other in each),
            any(m.start in doubted for m in pair[0].marks),
            pair[0].hour.start,
        ),
    )
    for first, at in ranked[:1]:
        for other, there in each:
            if not same_hour(at, there):
                apart = min(_apart(a, b) for a in at for b in there)
                return first, other, apart
    return None


def _apart(one: datetime, two: datetime) -> int:
    """Minutes between two instants, whatever their days."""
    half = timedelta(hours=12)
    return round(abs((one - two + half) % timedelta(days=1) - half).total_seconds() / 60)


def _halves(found: ParsedAnnouncement, years: Years) -> Iterator[Finding]:
    """An English and a French half that give one clock different hours on the one day they name."""
    hours: dict[tuple[date, frozenset[int]], dict[str, list[TimeMention]]] = {}
    for reading in found.readings:
        days = years.days(reading.day)
        if reading.marks and days and reading.hour.style:
            key = (days[0], frozenset(offsets(reading.marks[0], days[0], reading.hour.minute)))
            hours.setdefault(key, {}).setdefault(reading.hour.style, []).append(reading)
    for said in hours.values():
        english, french = ({r.hour.minute for r in said.get(style, ())} for style in ("en", "fr"))
        if len(english) == len(french) == 1 and english != french:
            one, two = said["en"][0], said["fr"][0]
            yield (
                two.hour.start,
                two.hour.end,
                "readings-disagree",
                msg(
                    "the English half says “{one}”, the French half “{two}”",
                    one=one.hour.text,
                    two=two.hour.text,
                ),
                msg("keep the hour that is right in both"),
                False,
            )


def _open(text: str) -> Iterator[Finding]:
    for match in _LINKS.finditer(text):
        yield (
            match.start(),
            match.end(),
            "open-link",
            msg("the link to the meeting stands in the open: whoever reads this can walk in"),
            msg("ask people to register, and send the link to them alone"),
            False,
        )
    for match in _SECRETS.finditer(text):
        yield (
            match.start(),
            match.end(),
            "open-passcode",
            msg("“{text}” stands in the open: whoever reads this can walk in", text=match[0].strip()),
            msg("ask people to register, and send the passcode to them alone"),
            False,
        )


def _moments(found: ParsedAnnouncement, years: Years, doubted: frozenset[int]) -> Iterator[AnnouncedMoment]:
    seen: set[datetime] = set()
    for group in found.groups:
        day = next((r.day for r in group if r.day), None)
        at = meant(group, years.days(day), doubted)
        if at is None or at in seen:
            continue
        seen.add(at)
        places = [m.place for r in group for m in r.marks if m.place is not None]
        yield AnnouncedMoment(at, _sentence(found.text, group[0]), tuple(places))


def _sentence(text: str, reading: TimeMention) -> str:
    """An hour with its clocks, as written where they stand together."""
    start = min([reading.hour.start, *(m.start for m in reading.marks)])
    end = max([reading.hour.end, *(m.end for m in reading.marks)])
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    words = " ".join(text[start:end].split())
    return words if len(words) <= 60 else f"{reading.hour.text} {reading.marks[0].text}"


def _utc(minutes: int) -> str:
    sign = "\u2212" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"


def _date(day: date) -> dict[str, str]:
    return {code: date_words(day, code, weekday=False) for code in MONTHS}
