"""The local start of a session at every place of an audience: one line for all clocks that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from besrour_cli.clock.formatting import reading_words
from besrour_cli.clock.instants import local, offset_minutes, zone_data_version
from besrour_cli.model.language import fold_case, join_and
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Programme, Session


class LocalTimes:
    """The places an audience takes part from, and what their clocks show when a session starts.

    Which places agree changes a few times a year only, so each grouping is worked out once.
    """

    def __init__(self, places: Sequence[Place], languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._places: dict[str, list[Place]] = {}
        for place in places:
            self._places.setdefault(place.zone, []).append(place)
        self._groupings: dict[tuple[int, ...], tuple[tuple[timezone, Mapping[str, Place]], ...]] = {}

    def starts(self, slot: ScheduledSession) -> dict[str, list[str]]:
        """Return lines of local starts by language, west to east; another day than the anchor's is marked."""
        offsets = tuple([offset_minutes(slot.start, zone) for zone in self._places])
        groups = self._groupings.get(offsets)
        if groups is None:
            groups = self._groupings[offsets] = tuple(self._grouped(offsets))
        anchor = local(slot.start, slot.anchor).date()
        lines: dict[str, list[str]] = {language: [] for language in self._languages}
        for zone, named in groups:
            moment = slot.start.astimezone(zone)
            for language, starts in lines.items():
                starts.append(reading_words(moment, named[language], language, anchor))
        return lines

    def version(self, slot: ScheduledSession) -> str:
        """Return the tzdata version to name: the announced one while its readings are true, else today's."""
        for reading in slot.printed:
            if reading.zone in self._places:
                announced = datetime.fromisoformat(reading.local).replace(tzinfo=None)
                if announced != local(slot.known_times[0], reading.zone).replace(tzinfo=None):
                    return zone_data_version()
        return slot.tzdata if slot.printed else zone_data_version()

    def _grouped(self, offsets: Sequence[int]) -> list[tuple[timezone, Mapping[str, Place]]]:
        agreeing: dict[int, list[Place]] = {}
        for minutes, places in zip(offsets, self._places.values(), strict=True):
            agreeing.setdefault(minutes, []).extend(places)
        return [
            (
                timezone(timedelta(minutes=minutes)),
                {language: _all_named(agreeing[minutes], language) for language in self._languages},
            )
            for minutes in sorted(agreeing)
        ]


class Audiences:
    """The :class:`LocalTimes` of every session's invited people, each audience worked out once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._known: dict[tuple[str, ...], LocalTimes] = {}

    def clocks(self, session: Session) -> LocalTimes:
        """Return the clocks of the anchor and of all who are invited to a session."""
        key = (session.series, *session.required_ids)
        if key not in self._known:
            members = self._programme.invited(session)
            places = (self._programme.anchor, *(member.place for member in members))
            self._known[key] = LocalTimes(places, self._programme.languages)
        return self._known[key]


def _all_named(places: Sequence[Place], language: str) -> Place:
    names = sorted({place.name(language) for place in places}, key=lambda name: (fold_case(name), name))
    return Place("", {language: join_and(names, language)}, "", "")
