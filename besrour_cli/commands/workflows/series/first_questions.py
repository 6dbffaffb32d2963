"""Five questions about a programme that is to begin: answered as options, or asked until they can be read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from besrour_cli.clock.written_dates import possible_month
from besrour_cli.commands.shared.arguments import resolve_place
from besrour_cli.commands.terminal.console import ask, err
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.scalars import ParseError, slug, tidy

T = TypeVar("T")
QUESTIONS: Mapping[str, Message] = {
    "name": msg("What is the programme called, in English / in French?"),
    "anchor": msg("On the clock of which town are its dates read?"),
    "organiser": msg("Who organises it: name in English / in French, e-mail address, postal address?"),
    "series": msg("What is its first series called, in English / in French?"),
    "months": msg("From which month to which, such as 2027-01 to 2027-12?"),
}
_BETWEEN = re.compile(r"\s+(?:to|until|au|à|jusqu’à|-)\s+|\s*[–,;]\s*|(?<=\d)\s+(?=\d{4}\b)")


class Organiser(NamedTuple):
    """Who sends and signs."""

    names: Text
    email: str
    address: str


class FirstAnswers(NamedTuple):
    """What an empty programme is made of; ``first`` and ``last`` are the first days of its months."""

    names: Text
    anchor: str
    organiser: Organiser
    series: Text
    months: tuple[date, date]


def gather(given: Mapping[str, str]) -> FirstAnswers:
    """The answers: those that were typed as options, and the others as they are asked for.

    With nobody to ask, UsageError names every option that is missing.
    """
    missing = [f"--{name}" for name in QUESTIONS if not given.get(name)]
    if missing and not sys.stdin.isatty():
        raise UsageError(
            msg("an empty programme needs more: {options}", options=", ".join(missing)),
            msg('such as --name "My café / Mon café" --anchor Toronto --months "2027-01 to 2027-12"'),
        )
    return FirstAnswers(
        names=_answer("name", given, _both),
        anchor=_answer("anchor", given, _anchor),
        organiser=_answer("organiser", given, _organiser),
        series=_answer("series", given, _series),
        months=_answer("months", given, _months),
    )


def _answer(name: str, given: Mapping[str, str], read: Callable[[str], T]) -> T:
    """An option's value, or the answer to its question, asked again until it can be read."""
    if given.get(name):
        return read(given[name])
    while text := ask(QUESTIONS[name]):
        try:
            return read(text)
        except UsageError as error:
            for line in filter(None, (error.what, error.remedy)):
                err(f"  {translate(line)}")
    raise NegativeAnswer(msg("there was no answer; nothing was written"))


def _both(text: str) -> Text:
    """A name in both languages, with a slash between them."""
    english, slash, french = (tidy(part) for part in text.partition("/"))
    if not (english and slash and french):
        raise UsageError(
            msg("“{text}” is one name, and two are needed", text=text),
            msg("write the English one, a slash, and the French one: My café / Mon café"),
        )
    return dict(zip(LANGUAGES, (english, french), strict=True))


def _series(text: str) -> Text:
    names = _both(text)
    if not slug(names["en"]):
        raise UsageError(
            msg("“{text}” has no letter to make an id of", text=names["en"]),
            msg("write the English one, a slash, and the French one: My café / Mon café"),
        )
    return names


def _anchor(text: str) -> str:
    resolve_place(text)
    return tidy(text)


def _organiser(text: str) -> Organiser:
    """Names, the part with an at sign, and what comes after it."""
    parts = [tidy(part) for part in text.split(",")]
    at = next((index for index, part in enumerate(parts) if "@" in part), 0)
    address = ", ".join(filter(None, parts[at + 1 :]))
    if not at or not address:
        raise UsageError(
            msg("a name, an e-mail address and a postal address are needed, with commas between them"),
            msg("Canada’s anti-spam law asks for all three in every letter"),
        )
    email = scalars.email(parts[at])
    if isinstance(email, ParseError):
        raise UsageError(email.what, email.remedy)
    name = ", ".join(parts[:at])
    return Organiser(_both(name) if "/" in name else dict.fromkeys(LANGUAGES, name), email, address)


def _months(text: str) -> tuple[date, date]:
    parts = _BETWEEN.split(tidy(text))
    year = re.search(r"\b\d{4}\b", parts[-1])
    months = [possible_month(f"{part} {year[0]}" if year and part.isalpha() else part) for part in parts]
    first, last = months[0], months[-1]
    if first is None or last is None or len(months) > len(("first", "last")) or last < first:
        raise UsageError(
            msg("“{text}” does not say from which month to which", text=text),
            msg("write two months, such as 2027-01 to 2027-12"),
        )
    return first, last
