"""Instants and local readings: from text to UTC and back.

A local time that a clock never shows (a gap) or shows twice (a fold) is refused, never guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from besrour_cli.clock.transitions import transitions
from besrour_cli.clock.tzdata import in_use, zone
from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.units import EpochMinute

WESTMOST, EASTMOST = 12 * 60, 14 * 60
"""Minutes of the offsets farthest from UTC: Baker Island, and Kiritimati."""

__all__ = [
    "UTC",
    "NoSuchTime",
    "as_utc",
    "from_epoch_minutes",
    "from_local",
    "gap_neighbours",
    "instant_of",
    "instant_text",
    "is_of_a_session",
    "local",
    "local_instants",
    "not_a_time",
    "offset_minutes",
    "to_epoch_minutes",
    "transitions",
    "zone_data_version",
]

_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s*(Z|UTC|[+-]\d{2}:?\d{2})", re.IGNORECASE
)
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoSuchTime(UsageError):
    """A local time that the clock skips or shows twice; both possible readings are named."""


def as_utc(moment: datetime) -> datetime:
    """An aware moment as a UTC instant.

    Raises ``ValueError`` for a naive one, which names no instant: that is a mistake of the caller.
    """
    if moment.tzinfo is None:
        raise ValueError("a naive time names no instant")
    return moment.astimezone(UTC)


def to_epoch_minutes(moment: datetime) -> EpochMinute:
    """An instant as whole minutes since 1970-01-01T00:00Z, seconds cut off."""
    return EpochMinute((moment - _EPOCH) // timedelta(minutes=1))


def from_epoch_minutes(minutes: int) -> datetime:
    """The UTC instant of a count of minutes since 1970-01-01T00:00Z."""
    return _EPOCH + timedelta(minutes=minutes)


def local(instant: datetime, zone_name: str) -> datetime:
    """What the clock in a zone shows at an instant (aware, to the second)."""
    try:
        return as_utc(instant).astimezone(zone(zone_name))
    except OverflowError:
        raise not_a_time(instant_text(instant)) from None


def instant_text(instant: datetime) -> str:
    """An instant as ISO 8601 in UTC, to the minute when it has no seconds: ``2026-12-09T14:00Z``."""
    utc = as_utc(instant)
    return utc.strftime("%Y-%m-%dT%H:%MZ" if not utc.second else "%Y-%m-%dT%H:%M:%SZ")


def is_of_a_session(instant: datetime) -> bool:
    """Whether an instant is one that a session can have; days cannot be counted from the ends of time."""
    return _FIRST_YEAR <= instant.year <= _LAST_YEAR


def instant_of(text: str) -> datetime | None:
    """The instant a text with ``Z`` or an offset names, or None when it is not such a text."""
    match = _INSTANT.fullmatch(text.strip())
    if not match:
        return None
    day, clock, offset = match.groups()
    offset = "+00:00" if offset.upper() in ("Z", "UTC") else offset
    try:
        return as_utc(datetime.fromisoformat(f"{day}T{clock}{offset}"))
    except (ValueError, OverflowError):
        raise not_a_time(text) from None


def from_local(naive: datetime, zone_name: str, place: Text | None = None) -> datetime:
    """The instant at which a zone's clock shows a local time; a refusal names the place, where it has one.

    Raises :class:`NoSuchTime` when it never does (a gap) or does so twice (a fold).
    """
    zone(zone_name)  # chooses the zone data before pendulum reads any, and refuses unknown names
    # pendulum takes as long as four bare starts of Python, and most commands read no local time
    import pendulum  # noqa: PLC0415
    from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime  # noqa: PLC0415

    try:
        # zoneinfo alone would take a skipped or doubled time in silence, by its fold
        read = pendulum.timezone(zone_name).convert(naive, raise_on_unknown_times=True)
        return read.astimezone(UTC)
    except (AmbiguousTime, NonExistingTime):
        readings = local_instants(naive, zone_name)
    except OverflowError:
        raise not_a_time(naive.isoformat(" ", "minutes")) from None
    shown, named = naive.strftime("%Y-%m-%d %H:%M"), place or zone_name
    if not readings:
        before, after = gap_neighbours(naive, zone_name)
        raise NoSuchTime(
            msg("{time} does not exist in {place}: the clock jumps over it", time=shown, place=named),
            msg(
                "write {first} or {second}",
                first=_reading(before, zone_name),
                second=_reading(after, zone_name),
            ),
        )
    raise NoSuchTime(
        msg("{time} exists twice in {place}: the clock is set back over it", time=shown, place=named),
        msg(
            "write one of the two instants: {first} or {second}",
            first=_reading(readings[0], zone_name),
            second=_reading(readings[1], zone_name),
        ),
    )


def local_instants(naive: datetime, zone_name: str) -> tuple[datetime, ...]:
    """Every instant at which a zone's clock shows a local time: none, one or two, earliest first."""
    found = []
    for fold in (0, 1):
        try:
            instant = naive.replace(tzinfo=zone(zone_name), fold=fold).astimezone(UTC)
            # only there and back again tells: of a skipped time neither fold comes back to what it was
            shown = instant.astimezone(zone(zone_name)).replace(tzinfo=None, fold=0)
        except OverflowError:
            raise not_a_time(naive.isoformat(" ", "minutes")) from None
        if shown == naive and instant not in found:
            found.append(instant)
    return tuple(sorted(found))


def gap_neighbours(naive: datetime, zone_name: str) -> tuple[datetime, datetime]:
    """For a local time that does not exist: the two instants meant by the clock before and after the jump."""
    # PEP 495: in a gap, fold 0 reads with the offset before the jump, fold 1 with the one after
    both = [naive.replace(tzinfo=zone(zone_name), fold=fold).astimezone(UTC) for fold in (0, 1)]
    return min(both), max(both)


def offset_minutes(instant: datetime, zone_name: str) -> int:
    """The zone's offset from UTC at an instant, in minutes (east positive)."""
    offset = local(instant, zone_name).utcoffset() or timedelta()
    return round(offset.total_seconds() / 60)


def zone_data_version() -> str:
    """The IANA version in use, printed beside every published time."""
    return in_use().version


def _reading(instant: datetime, zone_name: str) -> str:
    shown = local(instant, zone_name)
    return f"{shown.isoformat(' ', 'minutes')} ({instant_text(instant)})"


def not_a_time(text: str) -> UsageError:
    """The refusal of a text that is no moment, with the two ways of writing one."""
    what = msg("“{text}” is not a time besrour can read", text=text)
    return UsageError(
        what,
        msg("write an instant (2026-12-09T14:00Z) or a date, an hour and a place (2026-12-09 15:00 Accra)"),
    )
