"""How much data an hour of a meeting takes, where its platform publishes figures.

Zoom: “Calculating Bandwidth Usage for Zoom Meetings and Phone”, group meetings: voice 60 to 80 kbit/s,
360p video 1 Mbit/s up and 600 kbit/s down. Counted both ways, voice at its upper bound.
"""

from __future__ import annotations

from typing import NamedTuple


class BandwidthNeed(NamedTuple):
    """Megabytes (10^6 bytes) an hour, both ways, to the nearest ten, and the page that gives the rates."""

    sound: int
    video: int
    source: str


def megabytes(kilobits_a_second: int) -> int:
    """A rate over an hour, in megabytes, to the nearest ten."""
    return round(kilobits_a_second * 3600 / 8 / 1000 / 10) * 10


_VOICE, _UP, _DOWN = 80, 1000, 600
_ZOOM = BandwidthNeed(
    megabytes(2 * _VOICE),
    megabytes(2 * _VOICE + _UP + _DOWN),
    "https://library.zoom.com/admin-corner/network-management/"
    "quality-of-service-and-network-best-practices-explainer/"
    "calculating-bandwidth-usage-for-zoom-meetings-and-phone",
)
NEEDS = {"zoom": _ZOOM}
"""By the first word of the platform's name, in small letters."""


def bandwidth_for(platform: str) -> BandwidthNeed | None:
    """The data an hour on a platform takes, by its name; None where no published figures are known."""
    words = platform.casefold().split()
    return NEEDS.get(words[0]) if words else None
