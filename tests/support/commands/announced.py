"""A session announced with the zone data of 2025, as a folder then held it; and that data itself."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from besrour_cli.clock import tzdata
from besrour_cli.model.plan import PublishedReading, ScheduledSession, SessionState
from besrour_cli.schedule.announce import announcement, with_announcement
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import announced_ledger
from besrour_cli.storage.state import plan_file as plans

CAFE = "2027-01-cafe"
START = datetime(2027, 1, 20, 14, tzinfo=UTC)
FORMER = {
    "America/Vancouver": -8,
    "America/Edmonton": -7,
    "America/Winnipeg": -6,
    "Africa/Casablanca": 1,
}
"""What 2025b would have the clocks show in January 2027, in hours east of UTC."""
SAME_AS_BEFORE = {
    "America/Vancouver": "America/Los_Angeles",
    "America/Edmonton": "America/Denver",
    "America/Winnipeg": "America/Chicago",
    "Africa/Casablanca": "Africa/Lagos",
    "America/Toronto": "America/Toronto",
    "Africa/Accra": "Africa/Accra",
}
"""Zones of the old copy, and whose rules they were then."""


def announce(folder: Path, session: str = CAFE, start: datetime = START, *, old: bool = True) -> None:
    """Announce a session; with the readings 2025b gave, or with those of today."""
    programme = load(str(folder)).programme
    assert programme
    stored = plans.read(str(folder), programme.id)
    found = programme.session(session)
    assert found
    slot = ScheduledSession(
        session,
        start,
        start + timedelta(minutes=found.minutes),
        SessionState.ANNOUNCED,
        programme.anchor.zone,
        "",
    )
    slot = with_announcement(programme, found, slot, datetime(2026, 11, 20, 12, tzinfo=UTC))
    if old:
        slot = replace(slot, printed=tuple(map(_as_before, slot.printed)), tzdata="2025b")
    assert slot.start == start
    told = announcement(programme, found, slot, datetime(2026, 11, 20, 12, tzinfo=UTC))
    announced_ledger.note(str(folder), programme.id, [told], programme.invited(found))
    plans.write(str(folder), replace(stored.plan, slots={**stored.plan.slots, session: slot}), stored.digest)


def _as_before(printed: PublishedReading) -> PublishedReading:
    if printed.zone not in FORMER:
        return printed
    told = datetime.fromisoformat(printed.local)
    hours = FORMER[printed.zone]
    local = told.astimezone(UTC).replace(tzinfo=None) + timedelta(hours=hours)
    return printed._replace(local=f"{local.isoformat()}{'+' if hours > 0 else '-'}{abs(hours):02d}:00")


def old_copy(folder: Path, version: str = "2025b") -> Path:
    """A zoneinfo folder beside, as an old machine has it: the zones above by their former rules."""
    data = tzdata.package_data()
    assert data
    for zone, source in SAME_AS_BEFORE.items():
        (folder / zone).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(data.folder, source), folder / zone)
    (folder / "tzdata.zi").write_text(f"# version {version}\n", encoding="ascii")
    return folder


def old_package(folder: Path, version: str = "2025b") -> Path:
    """A folder for PYTHONPATH whose tzdata package is old: the zones above by their former rules."""
    data = tzdata.package_data()
    assert data
    package = Path(shutil.copytree(Path(data.folder).parent, folder / "tzdata"))
    old_copy(package / "zoneinfo", version)
    (package / "__init__.py").write_text(f"IANA_VERSION = {version!r}\n", encoding="ascii")
    return folder
