"""Which IANA zone data the whole process uses: the newest of the system's copy and the tzdata package.

zoneinfo asks the system first, and pendulum asks zoneinfo; an old system copy is hours wrong for
whatever changed since. One call at start points both at the newest data.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.fault import WordsOff
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SYSTEM_FOLDERS = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)


class ZoneData(NamedTuple):
    """One copy of the zone data: IANA version (``2026f``), where from, and its folder."""

    version: str
    source: str
    folder: str


class UnknownZone(WordsOff):
    """The zone data in use has no such zone."""


_in_use: ZoneData | None = None


def version_in(folder: str) -> str:
    """The IANA version a zoneinfo folder says it holds, or "" when it does not say."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with open(os.path.join(folder, name), encoding="ascii", errors="replace") as lines:
                first = lines.readline()
        except OSError:
            continue
        words = first.replace("# version", "").split()
        if words:
            return words[0]
    return ""


def package_data() -> ZoneData | None:
    """The copy in the tzdata package, or None when it is not installed."""
    try:
        import tzdata
    except ImportError:
        return None
    return ZoneData(tzdata.IANA_VERSION, "package", os.path.join(tzdata.__path__[0], "zoneinfo"))


def system_data(folders: Iterable[str] | None = None) -> ZoneData | None:
    """The machine's own copy: ``PYTHONTZPATH`` if set, else the usual folders; None when unreadable."""
    if folders is None:
        named = os.environ.get("PYTHONTZPATH", "")
        folders = named.split(os.pathsep) if named else SYSTEM_FOLDERS
    for folder in folders:
        version = version_in(folder) if folder else ""
        if version:
            return ZoneData(version, "system", folder)
    return None


def newest(package: ZoneData | None, system: ZoneData | None) -> ZoneData:
    """The newer of the two; the package's on a tie. Versions sort as text: year, then letter."""
    found = [data for data in (package, system) if data]
    if not found:
        raise UnknownZone(
            msg("no time zone data on this machine"), msg("install the package tzdata and run again")
        )
    return max(found, key=lambda data: data.version)


def in_use() -> ZoneData:
    """The zone data of this process; the first call chooses the newest and applies it."""
    return _in_use or use(newest(package_data(), system_data()))


def use(data: ZoneData) -> ZoneData:
    """Point zoneinfo, and all that builds on it, at one copy of the data."""
    import zoneinfo

    global _in_use
    _in_use = data
    zoneinfo.reset_tzpath((data.folder,))
    zoneinfo.ZoneInfo.clear_cache()
    zone.cache_clear()
    return data


@lru_cache(maxsize=None)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name in the data in use; :class:`UnknownZone` when it has none."""
    data = in_use()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(
            msg("“{zone}” is not a zone of the time zone data {version}", zone=name, version=data.version),
            msg("write a city, or a zone such as Africa/Lagos"),
        ) from error
