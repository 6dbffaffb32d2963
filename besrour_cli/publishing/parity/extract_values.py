"""What a text claims in figures, read back from its words: times, dates, offsets, addresses, numbers.

The opposite of ``clock.formatting``: ``2:30 p.m.`` and ``14 h 30`` are both 870 minutes, so that two
halves of a letter can be compared value by value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from besrour_cli.clock import ethiopian_and_swahili, formatting
from besrour_cli.model.language import data_of
from besrour_cli.publishing.documents.typography import ADDRESS

if TYPE_CHECKING:
    from besrour_cli.model.language_data import LanguageData

_S = r"[ \u00a0\u202f]"
_PHONE = re.compile(
    rf"\+\d(?:[\d().\-]|{_S}(?=[\d(])){{6,}}\d"
    rf"|(?<![\d-])(?:1[ .-])?(?:\(\d{{3}}\){_S}?|\d{{3}}(?:{_S}|[.-]))\d{{3}}(?:{_S}|[.-])\d{{4}}(?![\d-])"
)
_NORTH_AMERICAN = 10
"""Digits of a phone number of North America, without its country."""
_OFFSET = re.compile(rf"UTC(?:([+\u2212-])(\d{{1,2}})(?::(\d{{2}}))?(?:{_S}?h(?:{_S}?(\d{{2}})\b)?)?)?")
_FIGURES = re.compile(r"\d|@|:\S|UTC|(?i:noon|midnight|midi|minuit)")
"""What every form has a part of."""
_CLOCK = r"(?<![\d:.+\u2212-])\b(?P<clock>\d{1,2}):(?P<tick>[0-5]\d)\b(?!:)"
_NUMBER = re.compile(rf"\b\d{{4}}(?!s\b)[a-z]\b|\d+(?:{_S}\d{{3}}(?!\d))*(?:[.,]\d+)*")


class ExtractedValues(NamedTuple):
    """How often each value occurs.

    Times and offsets are minutes (of the day, of a duration, east of UTC); dates are weekday (1 is Monday),
    month, day and year, 0 for what is not written; phone numbers are addresses; numbers are decimal text.
    """

    times: Counter[int]
    dates: Counter[tuple[int, int, int, int]]
    offsets: Counter[int]
    addresses: Counter[str]
    numbers: Counter[str]


class _Grammar(NamedTuple):
    """What reads the dates, months and times of a language, and the numbers of its months and days."""

    date: re.Pattern[str]
    month: re.Pattern[str]
    time: re.Pattern[str]
    minutes: Callable[[re.Match[str]], int]
    months: dict[str, int]
    days: dict[str, int]
    ethiopian: re.Pattern[str] = ethiopian_and_swahili.SPOKEN


_Read: TypeAlias = Callable[[ExtractedValues, _Grammar, "re.Match[str]"], None]


def _either(*lists: tuple[str, ...]) -> str:
    return "|".join(sorted({re.escape(word) for words in lists for word in words}, key=len, reverse=True))


def _numbered(*lists: Sequence[str]) -> dict[str, int]:
    """Each word's place in its list, from 1; without regard to case."""
    return {word.casefold(): number for words in lists for number, word in enumerate(words, 1)}


def _english(match: re.Match[str]) -> int:
    if match["named"]:
        return 720 if match["named"].lower() == "noon" else 0
    if match["hours"]:
        return int(match["hours"]) * 60 + int(match["rest"] or 0)
    if match["only"]:
        return int(match["only"])
    if match["clock"]:
        return int(match["clock"]) * 60 + int(match["tick"])
    half = match["until"] or match["half"]
    if match["hour"]:
        return _of_half(match["hour"], match["minute"], half)
    begin = _of_half(match["first"], match["first_minute"], half)
    end = _of_half(match["last"], match["last_minute"], half)
    return begin if begin < end else (begin + 720) % 1440


def _of_half(hour: str, minute: str | None, half: str) -> int:
    """Minutes of the day of a time before or after noon; ``half`` is a or p."""
    return (int(hour) % 12 + (12 if half.lower() == "p" else 0)) * 60 + int(minute or 0)


def _french(match: re.Match[str]) -> int:
    if match["named"]:
        return 720 if match["named"].lower() == "midi" else 0
    if match["only"]:
        return int(match["only"])
    if match["clock"]:
        return int(match["clock"]) * 60 + int(match["tick"])
    return int(match["hour"]) * 60 + int(match["minute"] or 0)


def _filled_groups(match: re.Match[str]) -> dict[str, str]:
    """What a match read, by name: groups of several forms have a number after their name."""
    return {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}


def _plain(match: re.Match[str]) -> int:
    parts = _filled_groups(match)
    return int(parts["n"]) if "n" in parts else int(parts["hour"]) * 60 + int(parts.get("minute", 0))


def _reader(patterns: Iterable[str], fields: Mapping[str, str], flags: re.RegexFlag) -> re.Pattern[str]:
    """What reads back what some patterns write: the longest first, each with groups of its own."""
    forms = []
    for number, pattern in enumerate(patterns):
        parts = re.split(r"\{(\w+)\}", pattern)
        form = ""
        for place, part in enumerate(parts):
            if place % 2:
                form += f"(?P<{part}{number}>{fields[part]})"
            else:
                form += re.sub(r"(?:\\?[ \u00a0\u202f])+", lambda _: f"{_S}+", re.escape(part))
        forms.append(form)
    return re.compile(rf"(?<![\w])(?:{'|'.join(forms)})(?!\w)", flags)


@cache
def _of_data(data: LanguageData) -> _Grammar:
    """The grammar of a language that came in by data, from the patterns it writes dates and times by."""
    fields = {
        "weekday": _either(data.lists["days"]),
        "month": _either(data.lists["months"], data.lists["short_months"]),
        "day": r"\d{1,2}",
        "year": r"\d{4}",
        "hour": r"\d{1,2}",
        "minute": r"\d{2}",
        "n": r"\d+",
    }
    forms, flags = data.patterns, re.IGNORECASE
    dates = ("date", "date_without_year", "date_without_weekday", "day_and_month", "short_date")
    month = _reader([forms["month_and_year"]], fields, flags).pattern
    return _Grammar(
        date=_reader([forms[name] for name in dates], fields, flags),
        month=re.compile(month.replace("<month0>", "<of>").replace("<year0>", "<year>"), flags),
        time=_reader([forms["time"], forms["full_hour"], *data.durations], fields, flags),
        minutes=_plain,
        months=_numbered(data.lists["months"], data.lists["short_months"]),
        days=_numbered(data.lists["days"]),
        ethiopian=data.spoken_hours(),
    )


def _grammar(language: str) -> _Grammar:
    data = data_of(language)
    return _of_data(data) if data else _built_in(language)


@cache
def _built_in(language: str) -> _Grammar:
    """The grammar of French, or of English, in which every other language without data is read."""
    style = language if language in formatting.MONTHS else "en"
    lists = (formatting.MONTHS[style], formatting.SHORT_MONTHS[style])
    days = formatting.DAYS[style]
    month, day, flags = _either(*lists), _either(days), re.IGNORECASE
    if style == "fr":
        minutes = _french
        date = (
            rf"(?:\b(?P<weekday>{day}){_S})?\b(?:(?P<from>1er|\d{{1,2}})(?:{_S}?[–-]{_S}?|{_S}(?:au|et|à){_S}))?"
            rf"(?P<day>1er|\d{{1,2}}){_S}(?P<month>{month})(?!\w)(?:{_S}(?P<year>\d{{4}}))?"
        )
        time = (
            rf"(?<![\w-])(?P<named>midi|minuit)\b|\b(?P<hour>\d{{1,2}}){_S}?(?:h|heures?)\b(?:{_S}?(?P<minute>\d{{2}})\b)?"
            rf"|\b(?P<only>\d+)(?:{_S}|-)(?:min|minutes?)\b|{_CLOCK}"
        )
    else:
        minutes = _english
        date = (
            rf"(?:\b(?P<weekday>{day}),?{_S})?\b(?P<month>{month}){_S}(?P<from>)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
            rf"(?:(?:{_S}?[–-]{_S}?|{_S}(?:to|and){_S})(?P<to>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?!\d|:|{_S}?[ap]\.m))?(?:,?{_S}(?P<year>\d{{4}})\b)?"
            # 19 January 2027; “all 12 may come” is none
            rf"|(?:\b(?P<weekday1>{day}),?{_S}(?:the{_S})?)?"
            rf"\b(?:(?P<from1>\d{{1,2}})(?:{_S}?[–-]{_S}?|{_S}(?:to|and){_S}))?"
            rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:{_S}of)?{_S}(?-i:(?P<month1>{month}))(?!\w)"
            rf"(?:,?{_S}(?P<year1>\d{{4}}))?"
        )
        time = (
            rf"\b(?P<named>noon|midnight)\b|\b(?P<hour>\d{{1,2}})(?::(?P<minute>\d{{2}}))?{_S}?(?P<half>[ap])\.?m\b\.?"
            rf"|\b(?P<hours>\d{{1,2}})(?:{_S}|-)(?:hours?|h)\b(?:{_S}(?P<rest>\d{{1,2}}){_S}min(?:utes?)?)?"
            rf"|\b(?P<only>\d+)(?:{_S}|-)(?:min|minutes?)\b"
            # the first of “4:00 to 5:30 p.m.”
            rf"|\b(?P<first>\d{{1,2}})(?::(?P<first_minute>\d{{2}}))?(?={_S}?(?:to|and|[–-]){_S}?"
            rf"(?P<last>\d{{1,2}})(?::(?P<last_minute>\d{{2}}))?{_S}?(?P<until>[ap])\.?m\b)|{_CLOCK}"
        )
    return _Grammar(
        date=re.compile(date, flags),
        month=re.compile(rf"\b(?P<of>{month}){_S}(?P<year>\d{{4}})", flags),
        time=re.compile(time, flags),
        minutes=minutes,
        months=_numbered(*lists),
        days=_numbered(days),
    )


def _number(text: str) -> str:
    text = re.sub(rf"{_S}(?=\d{{3}})", "", text)
    text = re.sub(r",(?=\d{3}(?!\d))", "", text)
    return text.replace(",", ".")


def extract_values(text: str, language: str) -> ExtractedValues:
    """Every figure of a text, read as its language writes it; what is read once is not read again."""
    values = _nothing()
    if not _FIGURES.search(text):
        return values  # most texts have none: their language's grammar need not even be made
    grammar = _grammar(language)
    for read, match in _matches(text, grammar):
        read(values, grammar, match)
    return values


def each_value(text: str, language: str) -> Iterator[tuple[int, ExtractedValues, int, str]]:
    """Every figure by itself: its field of ExtractedValues, its values, its start, its words."""
    if not _FIGURES.search(text):
        return
    grammar = _grammar(language)
    for read, match in _matches(text, grammar):
        one = _nothing()
        read(one, grammar, match)
        for kind, values in enumerate(one):
            if values:
                yield kind, one, match.start(), match.group()


def _nothing() -> ExtractedValues:
    return ExtractedValues(Counter(), Counter(), Counter(), Counter(), Counter())


def _matches(text: str, grammar: _Grammar) -> Iterator[tuple[_Read, re.Match[str]]]:
    """Every form in a text, each with what reads it: a whole form before what would read a part of it."""
    for pattern, read in (
        (ADDRESS, _add_address),
        (grammar.ethiopian, _add_ethiopian_hour),
        (_PHONE, _add_phone),
        (_OFFSET, _add_offset),
        (grammar.date, _add_dates),
        (grammar.month, _add_month),
        (grammar.time, _add_time),
        (_NUMBER, _add_number),
    ):
        for match in pattern.finditer(text):
            yield read, match
        # as many characters that no form has: places in the text stay what they are
        text = pattern.sub(lambda read: "…" * len(read.group()), text)


def _add_address(values: ExtractedValues, _: _Grammar, match: re.Match[str]) -> None:
    values.addresses[match.group().rstrip(".,;:!?)").removeprefix("mailto:")] += 1


def _add_ethiopian_hour(values: ExtractedValues, _: _Grammar, match: re.Match[str]) -> None:
    hour, minute, by_day = ethiopian_and_swahili.ethiopian_spoken(match)
    values.numbers[f"{hour}:{minute:02d} {'day' if by_day else 'night'} (Ethiopia)"] += 1


def _add_phone(values: ExtractedValues, _: _Grammar, match: re.Match[str]) -> None:
    # a number of North America is the same with and without the 1 of its country
    digits = re.sub(r"\D", "", match.group())
    values.addresses["+" + (digits if len(digits) != _NORTH_AMERICAN else f"1{digits}")] += 1


def _add_offset(values: ExtractedValues, _: _Grammar, match: re.Match[str]) -> None:
    sign, hours, minutes, french = match.groups()
    size = int(hours or 0) * 60 + int(minutes or french or 0)
    values.offsets[size if sign == "+" else -size] += 1


def _add_dates(values: ExtractedValues, grammar: _Grammar, match: re.Match[str]) -> None:
    parts = _filled_groups(match)
    weekday = grammar.days[parts["weekday"].casefold()] if "weekday" in parts else 0
    month, year = grammar.months[parts["month"].casefold()], int(parts.get("year", 0))
    for number in filter(None, (parts.get("from"), parts["day"], parts.get("to"))):
        values.dates[(weekday, month, int(number.lower().removesuffix("er")), year)] += 1


def _add_month(values: ExtractedValues, grammar: _Grammar, match: re.Match[str]) -> None:
    values.dates[(0, grammar.months[match["of"].casefold()], 0, int(match["year"]))] += 1


def _add_number(values: ExtractedValues, _: _Grammar, match: re.Match[str]) -> None:
    values.numbers[_number(match.group())] += 1


def _add_time(values: ExtractedValues, grammar: _Grammar, match: re.Match[str]) -> None:
    values.times[grammar.minutes(match)] += 1
