"""Days of a month as people write them: ``8-21``, ``second and third week``, ``first monday to 2nd friday``.

Weeks are counted from the first day of the month: the second is the 8th to the 14th, the last one the last
seven days. English and French, with or without accents.
"""

from __future__ import annotations

import re

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.schedule.recurrence import MonthDay, MonthDays
from besrour_cli.storage.text import week
from besrour_cli.storage.text.scalars import ParseError, tidy

_WEEK, _LONGEST_MONTH, _LAST = 7, 31, 5
"""``_LAST`` stands for “last” while weeks are counted: it comes after the fourth."""
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first 1st premier premiere 1er 1re",
            "second 2nd deuxieme seconde 2e",
            "third 3rd troisieme 3e",
            "fourth 4th quatrieme 4e",
            "last dernier derniere",
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL = "|".join(_ORDINALS)
_TO = r"\s*(?:–|\bto\b|\bau\b|\ba\b)\s*(?:the\s+|la\s+)?"
_NUMBER = r"(\d{1,2})(?:st|nd|rd|th|er|e)?"
_DAYS = re.compile(rf"(?:days?\s+|jours?\s+)?{_NUMBER}(?:{_TO}{_NUMBER})?")
_SEVERAL = r"\s*(?:,|&|\band\b|\bet\b)\s*(?:the\s+|la\s+)?"
_WEEKS = re.compile(
    rf"(?P<words>(?:{_ORDINAL})(?:(?:\s+(?:weeks?|semaines?))?(?:{_SEVERAL}|{_TO})(?:{_ORDINAL}))*)"
    r"\s+(?:weeks?|semaines?)"
)
_WEEKDAYS = re.compile(rf"({_ORDINAL})\s+([a-z]+)(?:{_TO}({_ORDINAL})\s+([a-z]+))?")
_BEFORE = re.compile(r"(?:(?:from|du|de|the|les?|la)\s+)*")
_AFTER = re.compile(r"\s+(?:of the month|of each month|du mois|de chaque mois)$")


def month_days(text: str) -> MonthDays | ParseError:
    """The days of a month that a text names; a last one before the first is in the month after."""
    value = _AFTER.sub("", _BEFORE.sub("", fold_case(tidy(text).replace("-", "–")), count=1))
    days: MonthDays | None = None
    if match := _DAYS.fullmatch(value):
        days = _of_numbers(*(int(number) for number in match.groups() if number))
    elif match := _WEEKS.fullmatch(value):
        days = _of_weeks(match["words"])
    elif match := _WEEKDAYS.fullmatch(value):
        days = _of_weekdays([word for word in match.groups() if word])
    if days is None:
        return ParseError(
            "value-month-days",
            msg("“{text}” does not say on which days of a month", text=text),
            msg("write days such as 8-21, or words: second and third week, or first monday to second friday"),
        )
    return days


def _of_numbers(first: int, last: int | None = None) -> MonthDays | None:
    last = first if last is None else last
    within = all(1 <= number <= _LONGEST_MONTH for number in (first, last))
    return MonthDays(MonthDay(first), MonthDay(last)) if within else None


def _of_weeks(words: str) -> MonthDays | None:
    """Weeks that follow one another, in a list or from one to another."""
    numbers = [_ORDINALS[word] for word in re.findall(rf"\b(?:{_ORDINAL})\b", words)]
    first, last = numbers[0], numbers[-1]
    named = [first, last] if re.search(_TO, words) else list(range(first, last + 1))
    if numbers != named or last < first:
        return None
    return MonthDays(
        MonthDay(-_WEEK if first == _LAST else _WEEK * (first - 1) + 1),
        MonthDay(-1 if last == _LAST else _WEEK * last),
    )


def _of_weekdays(words: list[str]) -> MonthDays | None:
    """From one weekday to another; both of one number may come in either order, and are refused."""
    ends = []
    for ordinal, name in zip(words[::2], words[1::2], strict=True):
        days = week.weekdays(name)
        if isinstance(days, ParseError) or len(days) != 1:
            return None
        number = _ORDINALS[ordinal]
        ends.append(MonthDay(-1 if number == _LAST else number, days[0]))
    opens, closes = ends[0], ends[-1]
    return None if opens.number == closes.number and opens != closes else MonthDays(opens, closes)
