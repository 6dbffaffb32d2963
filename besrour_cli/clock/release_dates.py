"""How old the zone data is: laws move clocks at a month's notice, so half a year is too old to be trusted.

The data carries no date of its own; release dates are those of the announcements on the tz-announce list.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from besrour_cli.model.message import Message, msgn

if TYPE_CHECKING:
    from besrour_cli.clock.tzdata import ZoneData

STALE_AFTER = 180
"""Days after which a copy is worth a warning."""

RELEASES = {
    "2022g": date(2022, 11, 29),
    "2023a": date(2023, 3, 22),
    "2023b": date(2023, 3, 23),
    "2023c": date(2023, 3, 28),
    "2023d": date(2023, 12, 22),
    "2024a": date(2024, 2, 1),
    "2024b": date(2024, 9, 4),
    "2025a": date(2025, 1, 15),
    "2025b": date(2025, 3, 22),
    "2025c": date(2025, 12, 10),
    "2026a": date(2026, 3, 1),
    "2026b": date(2026, 4, 22),
    "2026c": date(2026, 7, 8),
    "2026d": date(2026, 9, 11),
    "2026e": date(2026, 9, 29),
    "2026f": date(2026, 10, 27),
}


def released(version: str) -> date:
    """The release date of a version: a known one, or six weeks a letter between its known neighbours."""
    if version in RELEASES:
        return RELEASES[version]
    year = int(version[:4]) if version[:4].isdigit() else min(RELEASES.values()).year
    letters = [ord(letter) - ord("a") for letter in version[4:5] if "a" <= letter <= "z"]
    guess = min(date(year, 1, 1) + timedelta(weeks=6 * sum(letters)), date(year, 12, 31))
    before = [day for known, day in RELEASES.items() if known < version]
    after = [day for known, day in RELEASES.items() if known > version]
    # an estimate must not come before an older release, nor after a newer one
    return min([max([guess, *before]), *after])


def age(data: ZoneData, today: date) -> int:
    """Days since a copy was released, none if its release is still to come."""
    return max(0, (today - released(data.version)).days)


def stale(data: ZoneData, today: date) -> Message | None:
    """A warning when a copy is older than :data:`STALE_AFTER` days."""
    days = age(data, today)
    if days <= STALE_AFTER:
        return None
    return msgn(
        "the time zone data {version} is {n} day old: update the package tzdata",
        "the time zone data {version} is {n} days old: update the package tzdata",
        days,
        version=data.version,
    )
