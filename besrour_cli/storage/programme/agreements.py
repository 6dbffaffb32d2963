"""What is agreed on beforehand: ``prefer`` of a series, ``review``, ``remind``, ``reports``, ``credits``."""

from __future__ import annotations

import re
from datetime import date

from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.people.statement import Credits
from besrour_cli.model.programme import DAY, PreferredStart, ReviewPolicy
from besrour_cli.storage.programme.common_readers import named_place
from besrour_cli.storage.text import dates, scalars, times
from besrour_cli.storage.text.scalars import ParseError, tidy
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node, ScalarNode, report
from besrour_cli.storage.yaml.readers import Reader, line, list_of, scalar_of

_WITH_PLACE = re.compile(
    r"(\d{1,2}(?::\d{2}| ?h(?: ?\d{2})?)?(?: ?[ap]\.?m\b\.?)?|noon|midi|midnight|minuit)[ ,]+(\D.*)",
    re.IGNORECASE,
)
REMIND = (7, 1)
"""Days before a session on which people are reminded, where programme.yaml does not say."""
_WHOLE = 100
_DAYS = re.compile(r"(\d{1,2}) ?(?:d|j|days?|jours?)?", re.IGNORECASE)
_MOST_DAYS = 60
"""Days before a session beyond which a letter is no reminder but an invitation."""
_PART = re.compile(r"(\d{1,3})(?:[.,](\d+))? ?%")


def read_prefer(page: SourceFile, node: Node) -> PreferredStart | None:
    """A preferred start, on the anchor's clock or on that of a place written after it: ``15:00 Accra``."""
    text = line(page, node)
    if text is None:
        return None
    value = tidy(text)
    bare = times.clock(value)
    match = _WITH_PLACE.fullmatch(value) if isinstance(bare, ParseError) else None
    minute = times.clock(match[1]) if match else bare
    if isinstance(minute, ParseError):
        report(page, node, *minute)
        return None
    if match is None:
        return PreferredStart(minute % DAY)
    place = named_place(page, node, match[2])
    return PreferredStart(minute % DAY, place) if place else None


def read_review(page: SourceFile, node: Node) -> ReviewPolicy | None:
    """``{after: 3, attendance: 50 %}``: after how many sessions, below which part an hour is reviewed."""
    fields = Fields(page, node, ("after", "attendance"))
    after = fields.required("after", scalar_of(scalars.integer), 0)
    attendance = fields.required("attendance", scalar_of(_percent), 0.0)
    if fields.complete and not after:
        fields.report(
            "after",
            "review-after",
            msg("an hour cannot be reviewed before any session was held"),
            msg("write after how many sessions, such as 3"),
        )
    return ReviewPolicy(after, attendance) if fields.complete else None


def _percent(text: str) -> float | ParseError:
    """A part of a hundred, ``50 %``, as 0 to 1."""
    match = _PART.fullmatch(tidy(text))
    value = float(f"{match[1]}.{match[2] or 0}") if match else 0.0
    if 0 < value <= _WHOLE:
        return value / _WHOLE
    return ParseError(
        "value-percent",
        msg("“{text}” is not a percentage above zero", text=text),
        msg("write it as 50 %"),
    )


def read_remind(page: SourceFile, node: Node) -> tuple[int, ...] | None:
    """Days before a session on which its people are reminded, ``[7, 1]``; ``no`` for none."""
    if isinstance(node, ScalarNode) and scalars.boolean(node.text) is False:
        return ()
    days = list_of(scalar_of(_days))(page, node)
    return None if days is None else tuple(sorted(set(days), reverse=True))


def _days(text: str) -> int | ParseError:
    """A number of days, ``7`` or ``7 days``."""
    match = _DAYS.fullmatch(tidy(text))
    if match and 0 < int(match[1]) <= _MOST_DAYS:
        return int(match[1])
    return ParseError(
        "value-days",
        msg("“{text}” is no number of days from 1 to {most}", text=text, most=_MOST_DAYS),
        msg("write remind: [7, 1] for a week and a day before, or remind: no"),
    )


def read_reports(page: SourceFile, node: Node) -> tuple[date, ...] | None:
    """The dates on which the committee awaits a report."""
    days = list_of(scalar_of(dates.day))(page, node)
    return None if days is None else tuple(sorted(set(days)))


def read_credits(page: SourceFile, node: Node, text: Reader[Text]) -> Credits | None:
    """``{body: ..., number: ..., hours: 12}``: what a body has accredited; all of it is needed."""
    fields = Fields(page, node, ("body", "number", "hours"))
    body = fields.required("body", text, {})
    number = fields.required("number", line, "")
    hours = fields.required("hours", scalar_of(scalars.hundredths), 0.0)
    if fields.complete and not hours:
        fields.report(
            "hours",
            "credits-hours",
            msg("nothing is accredited where no hour is"),
            msg("write the hours that the body has accredited, such as 12, or remove credits:"),
        )
        return None
    return Credits(body, number, hours) if fields.complete else None
