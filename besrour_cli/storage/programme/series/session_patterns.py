"""What a series that repeats says of each of its sessions, which then need no file.

A session without a file is read from nothing but its pattern; the file of another says what differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceText
from besrour_cli.model.language import Text
from besrour_cli.model.message import Message, msg
from besrour_cli.model.programme import Blackout, Link, Series, Window
from besrour_cli.schedule.occurrences import occurrences
from besrour_cli.schedule.recurrence import Occurrence, Recurrence
from besrour_cli.storage.programme.common_readers import languages, read_link
from besrour_cli.storage.programme.series.recurrence_keys import KEYS, read_recurrence
from besrour_cli.storage.programme.series.required_people import read_required
from besrour_cli.storage.programme.session_sources import session_sources, source_of
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node
from besrour_cli.storage.yaml.readers import bilingual, list_of, scalar_of

PATTERN_KEYS = (*KEYS, "title", "required", "turns", "languages", "interpretation", "links", "form")
"""Keys of a series that speak of its sessions."""
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class PatternPlace(NamedTuple):
    """Where a pattern stands: the page, the node of its window, and the value of its last day."""

    page: SourceFile
    window: Node
    until: SourceText


class SessionPattern(NamedTuple):
    """What each session of a series says, unless its file says otherwise.

    ``turns`` maps a role to the people who have it one after the other; ``place`` is None where it
    cannot be read when the series repeats.
    """

    occurrences: Mapping[str, Occurrence] = MappingProxyType({})
    titles: Text = MappingProxyType({})
    descriptions: Text = MappingProxyType({})
    required: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    turns: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    languages: tuple[str, ...] = ()
    interpretation: bool = False
    links: tuple[Link, ...] = ()
    form: Link | None = None
    sources: Mapping[str, SourceText] = MappingProxyType({})
    place: PatternPlace | None = None

    def required_at(self, session_id: str) -> dict[str, tuple[str, ...]]:
        """Who must be there at one session: whoever always must, and those whose turn it is."""
        occurrence = self.occurrences.get(session_id)
        if occurrence is None:
            return dict(self.required)
        turns = {role: (ids[occurrence.number % len(ids)],) for role, ids in self.turns.items()}
        roles = dict.fromkeys((*self.required, *turns))
        return {
            role: tuple(dict.fromkeys((*self.required.get(role, ()), *turns.get(role, ())))) for role in roles
        }


NO_PATTERN = SessionPattern()


def read_patterns(
    opened: Mapping[str, Fields],
    series: Mapping[str, Series],
    codes: tuple[str, ...],
    paused: Mapping[str, bool] | None,
) -> dict[str, SessionPattern]:
    """The patterns of all series that repeat, by the id of the series; mistakes are on the page.

    ``opened`` has the keys of each series, ``codes`` are the languages of the programme; ``paused`` is as in
    :func:`read_required`.
    """
    patterns: dict[str, SessionPattern] = {}
    known: set[str] = set()
    for series_id, fields in opened.items():
        recurrence = read_recurrence(fields)
        if "every" not in fields.pairs:
            continue
        pattern = _read_pattern(fields, series[series_id], recurrence, codes, paused)
        if known.intersection(pattern.occurrences):
            fields.report(
                "every",
                "occurrence-twice",
                msg("another series has sessions of the same ids: {id}", id=min(pattern.occurrences)),
                msg("give the series another id"),
            )
        known.update(pattern.occurrences)
        patterns[series_id] = pattern
    return patterns


def _read_pattern(
    fields: Fields,
    series: Series,
    recurrence: Recurrence | None,
    codes: tuple[str, ...],
    paused: Mapping[str, bool] | None,
) -> SessionPattern:
    """The pattern of one series; without occurrences where it cannot be read when they are."""
    text = bilingual(codes, wanted=codes)
    pattern = SessionPattern(
        titles=fields.optional("title", text, series.names),
        descriptions=series.descriptions,
        required=fields.optional("required", lambda p, n: read_required(p, n, paused), {}),
        turns=fields.optional("turns", lambda p, n: read_required(p, n, paused, once=False), {}),
        languages=fields.optional("languages", languages, ()),
        interpretation=fields.optional("interpretation", scalar_of(scalars.boolean), False),
        links=fields.optional("links", list_of(lambda p, n: read_link(p, n, text)), ()),
        form=fields.optional("form", lambda p, n: read_link(p, n, text), None),
    )
    if "description" not in fields.pairs:
        fields.required("description", text, {})
    if recurrence is None or fields.node is None:
        return pattern
    page, (key, window) = fields.page, fields.pairs["window" if "window" in fields.pairs else "every"]
    until_key, until = fields.pairs["until"]
    return pattern._replace(
        occurrences={each.id: each for each in occurrences(series.id, recurrence)},
        sources={**session_sources(page, fields.node), "window": source_of(page, window, key.column)},
        place=PatternPlace(page, window, source_of(page, until, until_key.column)),
    )


def no_day(
    window: Window, blackouts: Sequence[Blackout], days: Sequence[int]
) -> tuple[str, Message, Message] | None:
    """Why a window holds no day on which a session could be, with the code and a remedy; None if it does."""
    every = [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]
    if not any(day.weekday() in days for day in every):
        names = ", ".join(_DAY_NAMES[d] for d in days)
        return (
            "window-weekdays",
            msg("no day of the window is one of the session's weekdays ({days})", days=names),
            msg("widen the window, or add a weekday"),
        )
    free = [d for d in every if not any(b.first <= d <= b.last for b in blackouts)]
    if not free:
        reasons = next((b.reasons for b in blackouts if b.first <= every[0] <= b.last and b.reasons), None)
        return (
            "window-blackout",
            msg("every day of the window is blacked out: {reason}", reason=reasons)
            if reasons
            else msg("every day of the window is blacked out"),
            msg("move the window, or shorten the blackout in programme.yaml"),
        )
    if not any(day.weekday() in days for day in free):
        return (
            "window-blackout",
            msg("every day of the window on the session's weekdays is blacked out"),
            msg("widen the window, or add a weekday"),
        )
    return None
