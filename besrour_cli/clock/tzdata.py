"""Which IANA zone data the whole process uses: the newest of the system's copy and the tzdata package.

By default zoneinfo reads the system's copy first, and pendulum relies on zoneinfo; an old system copy is
hours wrong for whatever changed since. One call at start points all of them at the newest data.
"""

from __future__ import annotations

import os
import sys
import zoneinfo
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from besrour_cli.clock.tzdata_versions import package_copy, system_copy, version_in
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

__all__ = [
    "UnknownZone",
    "ZoneData",
    "in_use",
    "missing",
    "newest",
    "package_data",
    "system_data",
    "use",
    "version_in",
    "zone",
]


class ZoneData(NamedTuple):
    """One copy of the zone data: IANA version (``2026f``), where from, and its folder."""

    version: str
    source: str
    folder: str


class UnknownZone(UsageError):
    """The zone data in use has no such zone."""


_chosen: list[ZoneData] = []


def package_data() -> ZoneData | None:
    """The copy in the tzdata package, or None when it is not installed."""
    copy = package_copy()
    return ZoneData(*copy) if copy else None


def system_data(folders: Iterable[str] | None = None) -> ZoneData | None:
    """The machine's own copy: ``PYTHONTZPATH`` if set, else the usual folders; None when unreadable."""
    copy = system_copy(folders)
    return ZoneData(*copy) if copy else None


def newest(package: ZoneData | None, system: ZoneData | None) -> ZoneData:
    """The newer of the two, the package's on a tie. Raises :class:`UnknownZone` when there is neither."""
    found = [data for data in (package, system) if data]
    if not found:
        raise UnknownZone(
            msg("no time zone data on this machine"), msg("install the package tzdata and run again")
        )
    # versions sort as text, year then letter, and max takes the first of equals
    return max(found, key=lambda data: data.version)


def in_use() -> ZoneData:
    """The zone data of this process; the first call chooses the newest and applies it."""
    return _chosen[0] if _chosen else use(newest(package_data(), system_data()))


def use(data: ZoneData) -> ZoneData:
    """Point zoneinfo, and all that builds on it, at one copy of the data."""
    _chosen[:] = [data]
    zoneinfo.reset_tzpath((data.folder,))
    # zones that were loaded before would go on with the rules of the other copy
    zoneinfo.ZoneInfo.clear_cache()
    # pendulum's zones are a subclass with a cache of their own. dateutil needs nothing: it takes the
    # package's compact files for UTC, and nothing in besrour asks it for a zone
    pendulum = sys.modules.get("pendulum.tz.timezone")
    if pendulum:
        pendulum.Timezone.clear_cache()
    zone.cache_clear()
    return data


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of an IANA name in the data in use. Raises :class:`UnknownZone` when it has none."""
    data = in_use()
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(
            msg("“{zone}” is not a zone of the time zone data {version}", zone=name, version=data.version),
            msg("write a city, or a zone such as Africa/Lagos"),
        ) from error


def missing(names: Iterable[str]) -> frozenset[str]:
    """Which of some zones the data in use lacks; no zone is loaded for it."""
    folder = in_use().folder
    return frozenset(n for n in set(names) if not os.path.isfile(os.path.join(folder, *n.split("/"))))


def zone_in(data: ZoneData, name: str) -> zoneinfo.ZoneInfo | None:
    """A zone as one copy of the data has it, whichever is in use; None when that copy lacks it."""
    try:
        with open(os.path.join(data.folder, *name.split("/")), "rb") as file:
            return zoneinfo.ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError):
        return None
