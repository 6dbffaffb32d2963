"""Which copies of the IANA zone data there are, and which is the newest; nothing is loaded.

It imports next to nothing, since ``besrour --version`` needs no more than this module.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

Copy = tuple[str, str, str]
"""A copy of the data: IANA version (``2026f``), where from (``package`` or ``system``), its folder."""

SYSTEM_FOLDERS = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)


def version_in(folder: str) -> str:
    """The IANA version a zoneinfo folder says it holds, or "" when it does not say."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with open(os.path.join(folder, name), encoding="ascii", errors="replace") as lines:
                words = lines.readline().replace("# version", "").split()
        except OSError:
            continue
        if words and words[0][:4].isdigit():
            return words[0]
    return ""


def package_copy() -> Copy | None:
    """The copy in the tzdata package, or None when it is not installed."""
    try:
        import tzdata  # type: ignore[import-untyped]  # noqa: PLC0415 - --version answers without it too
    except ImportError:
        return None
    return tzdata.IANA_VERSION, "package", os.path.join(tzdata.__path__[0], "zoneinfo")


def system_copy(folders: Iterable[str] | None = None) -> Copy | None:
    """The machine's own copy: ``PYTHONTZPATH`` if set, else the usual folders; None when unreadable."""
    if folders is None:
        named = os.environ.get("PYTHONTZPATH")
        folders = SYSTEM_FOLDERS if named is None else named.split(os.pathsep)
    for folder in folders:
        version = version_in(folder) if folder else ""
        if version:
            return version, "system", folder
    return None


def newest_copy() -> Copy | None:
    """The newer of the two, the package's on a tie: IANA versions sort as text, year then letter."""
    found = [copy for copy in (package_copy(), system_copy()) if copy]
    return max(found, key=lambda copy: copy[0], default=None)
