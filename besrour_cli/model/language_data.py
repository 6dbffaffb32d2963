"""Languages other than English and French, known by data alone: each is a ``language.<code>.toml``.

The file holds what the shipped languages have in code: days and months, how a date, a time and an offset
are written, typography, fixed words of calendar entries. From the same patterns times are written and read
back, so that the halves of a letter can be compared. ``~`` in a pattern is a no-break space.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import msg

_LISTS = {"days": 7, "months": 12, "short_months": 12, "day_marks": 4}
_PATTERNS = {
    "date": ("weekday", "day", "month", "year"),
    "date_without_weekday": ("day", "month", "year"),
    "date_without_year": ("weekday", "day", "month"),
    "day_and_month": ("day", "month"),
    "short_date": ("day", "month"),
    "month_and_year": ("month", "year"),
    "time": ("hour", "minute"),
    "full_hour": ("hour",),
    "range": ("start", "end"),
    "offset": ("sign", "hours"),
    "offset_with_minutes": ("sign", "hours", "minutes"),
    "duration": ("n",),
}
_WORDS = ("code", "tag", "and", "colon", "common_words")
_TABLES = ("names", "languages", "places", "phrases")
_FIELD = re.compile(r"\{(\w+)\}")


class TypographyRule(NamedTuple):
    """What the language's typography does not allow, and what to write instead."""

    pattern: re.Pattern[str]
    what: str
    remedy: str


@dataclass(frozen=True, eq=False)
class LanguageData:
    """One language's data; ``patterns`` by name, ``lists`` by name, ``names`` what others call it."""

    code: str
    tag: str
    conjunction: str
    colon: str
    lists: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, str]
    durations: tuple[str, ...]
    common: frozenset[str]
    names: Mapping[str, str]
    languages: Mapping[str, str]
    places: Mapping[str, str]
    phrases: Mapping[str, str]
    setting: tuple[tuple[re.Pattern[str], str], ...]
    wrong: tuple[TypographyRule, ...]

    def date_words(self, day: date, *, weekday: bool = True, year: bool = True) -> str:
        """A date in words."""
        name = {
            (True, True): "date",
            (False, True): "date_without_weekday",
            (True, False): "date_without_year",
            (False, False): "day_and_month",
        }[weekday, year]
        return self._dated(name, day, "months")

    def short_date(self, day: date) -> str:
        """A date for subjects and narrow columns."""
        return self._dated("short_date", day, "short_months")

    def month(self, day: date) -> str:
        """A month and its year."""
        return self._dated("month_and_year", day, "months")

    def _dated(self, name: str, day: date, months: str) -> str:
        return self.patterns[name].format(
            weekday=self.lists["days"][day.weekday()],
            day=day.day,
            month=self.lists[months][day.month - 1],
            year=day.year,
        )

    def time(self, moment: datetime) -> str:
        """A time of day, on the 24-hour clock."""
        name = "time" if moment.minute else "full_hour"
        return self.patterns[name].format(hour=moment.hour, minute=f"{moment.minute:02d}")

    def range(self, start: datetime, end: datetime) -> str:
        """From when to when."""
        return self.patterns["range"].format(start=self.time(start), end=self.time(end))

    def offset(self, moment: datetime) -> str:
        """The UTC offset of a local reading."""
        minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        return self.patterns["offset_with_minutes" if rest else "offset"].format(
            sign="+" if minutes > 0 else "\u2212", hours=hours, minutes=f"{rest:02d}"
        )

    def day_mark(self, apart: int) -> str:
        """A mark for a day that is so many days from the anchor's (-2 to 2); "" for the same day."""
        return self.lists["day_marks"][apart + 2 if apart < 0 else apart + 1] if apart else ""


def parse_language_data(source: str, path: str) -> LanguageData | tuple[Diagnostic, ...]:
    """A language from the text of its file, or every mistake in it."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        rows = source.splitlines()
        return (
            Diagnostic(
                "language-syntax",
                SourceLocation(path, line, column),
                what=msg("the file is not TOML: {reason}", reason=str(error).split(" (at ")[0]),
                remedy=msg("put quotes around every text, and write one key a line"),
                text=rows[line - 1] if 0 < line <= len(rows) else "",
            ),
        )
    problems = tuple(_mistakes(data, path))
    return problems or _language_data(data)


def _mistakes(data: Mapping[str, Any], path: str) -> list[Diagnostic]:
    found = []

    def wrong(key: str, need: str) -> None:
        found.append(
            Diagnostic(
                "language-key",
                SourceLocation(path),
                what=msg("“{key}” is missing or incomplete in the data of a language", key=key),
                remedy=msg("write {need}", need=need),
            )
        )

    for key in (*_WORDS, *_PATTERNS):
        value = data.get(key)
        fields = _PATTERNS.get(key, ())
        values = value if key == "duration" and isinstance(value, list) and value else [value]
        example = " ".join(f"{{{field}}}" for field in fields) or "…"
        if not all(isinstance(v, str) and v and sorted(_FIELD.findall(v)) == sorted(fields) for v in values):
            wrong(key, f'{key} = "{example}"')
    for key, count in _LISTS.items():
        value = data.get(key)
        if not isinstance(value, list) or len(value) != count or not all(isinstance(v, str) for v in value):
            wrong(key, f"{key} = [… × {count}]")
    for key in _TABLES:
        value = data.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            wrong(key, f"[{key}]")
    for number, rule in enumerate([*data.get("set", []), *data.get("wrong", [])], 1):
        try:
            re.compile(rule["pattern"])
            re.sub(rule["pattern"], rule.get("write", ""), "")
        except (re.error, KeyError, TypeError, IndexError):
            wrong(f"pattern {number}", 'pattern = "…"')
    return found


def _language_data(data: Mapping[str, Any]) -> LanguageData:
    def words(text: str) -> str:
        return text.replace("~", "\u00a0")

    durations: Sequence[str] = data["duration"] if isinstance(data["duration"], list) else [data["duration"]]
    return LanguageData(
        code=data["code"],
        tag=data["tag"],
        conjunction=data["and"],
        colon=words(data["colon"]),
        lists={key: tuple(data[key]) for key in _LISTS},
        patterns={key: words(data[key]) for key in _PATTERNS if key != "duration"},
        durations=tuple(map(words, durations)),
        common=frozenset(data["common_words"].split()),
        names=data.get("names", {}),
        languages=data.get("languages", {}),
        places=data.get("places", {}),
        phrases={key: words(text) for key, text in data.get("phrases", {}).items()},
        setting=tuple(
            (re.compile(rule["pattern"]), words(rule.get("write", ""))) for rule in data.get("set", [])
        ),
        wrong=tuple(
            TypographyRule(re.compile(rule["pattern"]), rule.get("what", ""), rule.get("remedy", ""))
            for rule in data.get("wrong", [])
        ),
    )
