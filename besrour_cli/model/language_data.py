"""Languages other than English and French, known by data alone: each is a ``language.<code>.toml``.

The file holds what the shipped languages have in code: days and months, how a date, a time and an offset
are written, typography, fixed words of calendar entries. From the same patterns times are written and read
back, so that the halves of a letter can be compared. ``~`` in a pattern is a no-break space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "follows": "English follows",
        "cancelled": "Cancelled",
        "is cancelled": "This session is cancelled.",
        "is proposed": "This date is proposed and may still change.",
        "yours": "Your local time ({place}): {day}, {hours} ({offset})",
        "starts": "Start, by place:",
        "zone data": "Local times according to the IANA time zone database, version {version}.",
        "minutes": "Length: {n} minutes",
        "languages": "Languages: {languages}",
        "interpreted": "Languages: {languages}, with interpretation",
        "online": "Online ({platform})",
        "link": "{title}: {url}",
        "website": "More about the programme: {url}",
        "join": "To join ({platform}): {link}",
        "meeting id": "Meeting ID: {value}",
        "passcode": "Passcode: {value}",
        "phone": "By telephone: {value}",
        "keep": "Please do not publish the link or the passcode.",
        "soon": "In {n} minutes: {title}",
        "by day": "in the day",
        "by night": "at night",
    },
    "fr": {
        "follows": "Le français suit",
        "cancelled": "Annulée",
        "is cancelled": "Cette séance est annulée.",
        "is proposed": "Cette date est proposée et peut encore changer.",
        "yours": "Votre heure locale ({place})\u00a0: {day}, {hours} ({offset})",
        "starts": "Début, selon le lieu\u00a0:",
        "zone data": "Heures locales selon la base de fuseaux horaires de l’IANA, version\u00a0{version}.",
        "minutes": "Durée\u00a0: {n}\u00a0minutes",
        "languages": "Langues\u00a0: {languages}",
        "interpreted": "Langues\u00a0: {languages}, avec interprétation",
        "online": "En ligne ({platform})",
        "link": "{title}\u00a0: {url}",
        "website": "Pour en savoir plus sur le programme\u00a0: {url}",
        "join": "Pour participer ({platform})\u00a0: {link}",
        "meeting id": "Numéro de la réunion\u00a0: {value}",
        "passcode": "Code d’accès\u00a0: {value}",
        "phone": "Par téléphone\u00a0: {value}",
        "keep": "Merci de ne publier ni le lien ni le code d’accès.",
        "soon": "Dans {n}\u00a0minutes\u00a0: {title}",
        "by day": "de jour",
        "by night": "de nuit",
    },
}
"""The fixed words of calendar entries, and of Ethiopia's clock in letters, by language."""


ANSWERS = ("yes", "maybe", "no", "pause")
"""What a language may have a word for, with which letters are answered."""


class TypographyRule(NamedTuple):
    """What the language's typography does not allow, and what to write instead."""

    pattern: re.Pattern[str]
    what: str
    remedy: str


@dataclass(frozen=True, eq=False)
class LanguageData:
    """One language's data; ``patterns`` by name, ``lists`` by name, ``names`` what others call it.

    ``words`` has what the page, the forms and the sheets say, by their names and then by the English; only
    ``evaluation`` may lack some, as a coordinator's own form has other words.
    ``answers`` are the words with which a letter is answered, by what they mean (:data:`ANSWERS`).
    """

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
    answers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

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

    def spoken_hour(self, hour: int, minute: int, *, by_day: bool) -> str:
        """An hour of Ethiopia's clock, which counts those of the day and of the night apart."""
        clock = self.patterns["time" if minute else "full_hour"].format(hour=hour, minute=f"{minute:02d}")
        return f"{clock}\u00a0{self.phrase('by day' if by_day else 'by night')}"

    def spoken_hours(self) -> re.Pattern[str]:
        """What :meth:`spoken_hour` writes, to be read back: groups hour (hour0), minute, day and night."""
        some, full = (re.escape(self.patterns[name]) for name in ("time", "full_hour"))
        some = some.replace(r"\{hour\}", r"(?P<hour>\d{1,2})").replace(r"\{minute\}", r"(?P<minute>\d{2})")
        full = full.replace(r"\{hour\}", r"(?P<hour0>\d{1,2})")
        day, night = (re.escape(self.phrase(key)) for key in ("by day", "by night"))
        return re.compile(rf"\b(?:{some}|{full})[ \u00a0](?:(?P<day>{day})|(?P<night>{night}))\b")

    def phrase(self, key: str) -> str:
        """A fixed phrase, in English where the language has none."""
        return self.phrases.get(key) or PHRASES["en"][key]

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
