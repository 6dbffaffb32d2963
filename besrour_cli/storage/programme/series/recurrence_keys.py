"""``every:``, ``from:``, ``until:``, ``window:`` and ``except:`` of a series: when it repeats."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from besrour_cli.clock.written_dates import month_number, possible_month
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.schedule.recurrence import WHOLE_MONTH, Every, Recurrence
from besrour_cli.storage.programme.series.month_days import month_days
from besrour_cli.storage.text import dates
from besrour_cli.storage.text.scalars import ParseError, tidy
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.readers import flattened, list_of, scalar_of

KEYS = ("every", "from", "until", "window", "except")
_LONGEST_YEARS = 5
"""Years from the first day to the last; more is a wrong year."""
_WORDS = {
    word: every
    for every, words in {
        Every.MONTH: "month,mois",
        Every.TWO_MONTHS: "two months,2 months,deux mois,2 mois",
        Every.WEEK: "week,semaine",
        Every.FORTNIGHT: "fortnight,two weeks,2 weeks,deux semaines,2 semaines,quinzaine",
    }.items()
    for word in words.split(",")
}


def read_recurrence(fields: Fields) -> Recurrence | None:
    """When a series repeats; None when it does not, or cannot be said to, as reported."""
    if "every" not in fields.pairs:
        _report_lone_key(fields)
        return None
    often = fields.optional("every", flattened(scalar_of(_every)), ())
    first = fields.required("from", scalar_of(_month_or_day(is_last=False)), None)
    last = fields.required("until", scalar_of(_month_or_day(is_last=True)), None)
    days = fields.optional("window", scalar_of(month_days), WHOLE_MONTH)
    skipped = fields.optional("except", list_of(scalar_of(_month_or_day(is_last=False))), ())
    if not often or first is None or last is None or not _is_in_order(fields, first, last):
        return None
    every = Every.MONTH if isinstance(often[0], int) else often[0]
    months = tuple(sorted(month for month in often if isinstance(month, int)))
    if len(often) > 1 and len(months) < len(often):
        fields.report(
            "every",
            "every-mixed",
            msg("these words cannot stand together"),
            msg("write one of them, or months alone: [february, april, june]"),
        )
        return None
    if "window" in fields.pairs and not every.is_monthly:
        fields.report(
            "window",
            "window-week",
            msg("the window of a series of weeks is each week itself"),
            msg("remove the line window:, and say on which days below weekdays:"),
        )
    return Recurrence(every=every, first=first, last=last, days=days, months=months, skipped=skipped)


def _report_lone_key(fields: Fields) -> None:
    """Report what says when a series repeats where nothing says how often; the first word of it is enough."""
    lone = next((key for key in (*KEYS, "turns") if key in fields.pairs), "")
    if lone:
        fields.report(
            lone,
            "every-missing",
            msg("“{key}” is only for a series that repeats", key=lone),
            msg("add every: month (or two months, week, fortnight), or remove this line"),
        )


def _every(text: str) -> tuple[Every | int, ...] | ParseError:
    """How often, or the numbers of the months that are named."""
    value = re.sub(r"^(?:every|each|chaque|tous les|toutes les) ", "", fold_case(text))
    if value in _WORDS:
        return (_WORDS[value],)
    months = tuple(month_number(word) for word in re.split(r"\s*(?:,|&|\band\b|\bet\b)\s*", value))
    if all(months):
        return months
    return ParseError(
        "value-every",
        msg("“{text}” does not say how often a series repeats", text=text),
        msg("write month, two months, week or fortnight, or months: [february, april, june]"),
    )


def _month_or_day(*, is_last: bool) -> Callable[[str], date | ParseError]:
    """A parser of a day, or of a month, which stands for its first or its last day."""

    def parse(text: str) -> date | ParseError:
        month = possible_month(tidy(text))
        if month is None:
            return dates.day(text)
        return month.replace(day=monthrange(month.year, month.month)[1]) if is_last else month

    return parse


def _is_in_order(fields: Fields, first: date, last: date) -> bool:
    """Whether the last day comes after the first, and not many years after; reported if not."""
    if last < first:
        fields.report(
            "until",
            "dates-reversed",
            msg("{last} comes before {first}", first=first.isoformat(), last=last.isoformat()),
            msg("write the earlier date after from: and the later one after until:"),
        )
        return False
    if last.year - first.year > _LONGEST_YEARS:
        fields.report(
            "until",
            "until-far",
            msg("the series would repeat for {n} years", n=last.year - first.year),
            msg("check the year of both dates"),
        )
        return False
    return True
