"""Zones whose rules changed lately: devices that were not updated show another hour there.

The facts are those of the tz-announce messages of each release; ``test_model_drift`` holds them to the
readings of six releases.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.release_dates import released

WITHIN = timedelta(days=366)
"""How long after a change a device is still expected to be wrong."""


class RuleChange(NamedTuple):
    """A change of law: the zones, the day its clock first differs, the IANA release that knew of it first."""

    zones: tuple[str, ...]
    effective: date
    release: str

    @property
    def since(self) -> date:
        """The day from which devices may be right and neighbours wrong: in force, and released."""
        return max(self.effective, released(self.release))


CHANGES = (
    RuleChange(
        ("Asia/Almaty", "Asia/Qostanay", "Asia/Gaza", "Asia/Hebron"),
        date(2024, 3, 1),
        "2024a",
    ),
    RuleChange(("America/Asuncion",), date(2025, 3, 22), "2025a"),
    RuleChange(("America/Coyhaique",), date(2025, 3, 20), "2025b"),
    RuleChange(("Europe/Chisinau", "Europe/Tiraspol"), date(2022, 1, 1), "2026a"),
    RuleChange(("America/Vancouver", "Canada/Pacific"), date(2026, 11, 1), "2026b"),
    RuleChange(
        ("America/Edmonton", "America/Yellowknife", "Canada/Mountain"),
        date(2026, 11, 1),
        "2026c",
    ),
    RuleChange(("Africa/Casablanca", "Africa/El_Aaiun"), date(2026, 9, 20), "2026c"),
    RuleChange(("America/Inuvik",), date(2026, 11, 1), "2026d"),
    RuleChange(
        ("America/Winnipeg", "America/Rainy_River", "Canada/Central"),
        date(2026, 11, 1),
        "2026e",
    ),
    RuleChange(("America/Havana", "Cuba"), date(2026, 11, 1), "2026f"),
)


def recent_changes(zone: str, announced: datetime, start: datetime) -> RuleChange | None:
    """The change that may make a device wrong about a session, or None.

    It is in force when the session starts, and was less than a year old when that start was announced.
    """
    for change in CHANGES:
        if (
            zone in change.zones
            and change.effective <= start.date()
            and announced.date() - change.since <= WITHIN
        ):
            return change
    return None
