"""What is said of the time zone data: which copy is used, and when it should be looked at."""

from __future__ import annotations

from datetime import date

from besrour_cli.commands.voice import _
from besrour_cli.model.clock import versions
from besrour_cli.model.clock.zonedata import in_use


def zone_data_lines(today: date) -> list[str]:
    """The version in use; the system's when it is older and was passed over."""
    data, system = in_use(), versions.system_copy()
    lines = [_("Time zone data: {version}.").format(version=data.version)]
    if system and system[0] < data.version:
        lines = [
            _(
                "Time zone data: {version} (this computer's own copy is older, {old}, and was not used)."
            ).format(version=data.version, old=system[0])
        ]
    return lines
