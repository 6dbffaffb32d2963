"""The colour of each hour of the day, and ink that can be read on it."""

from __future__ import annotations

import math

HOURS = 24
_SKY = ((24, 37, 80), (66, 96, 156), (150, 180, 216), (228, 236, 238), (255, 241, 168))
"""Red, green and blue from midnight to noon, at equal steps of light."""
_LINEAR_BELOW = 0.04045
"""Below it a channel of sRGB is linear (IEC 61966-2-1)."""
_FLARE = 0.05
"""Added to both luminances of a contrast (WCAG 2.2): the light that a screen reflects."""


def colour(hour: float) -> str:
    """The colour of an hour of the day: dark blue at midnight, pale yellow at noon."""
    light = (1 - math.cos(2 * math.pi * hour / HOURS)) / 2 * (len(_SKY) - 1)
    low = min(int(light), len(_SKY) - 2)
    mixed = (a + (b - a) * (light - low) for a, b in zip(_SKY[low], _SKY[low + 1], strict=True))
    return "#" + "".join(f"{round(c):02x}" for c in mixed)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read more easily on a colour (contrast as WCAG 2.2 defines it)."""
    light = luminance(fill)
    return "#ffffff" if (1 + _FLARE) / (light + _FLARE) > (light + _FLARE) / _FLARE else "#000000"


def luminance(fill: str) -> float:
    """Relative luminance of a colour ``#rrggbb`` (WCAG 2.2), 0 to 1."""
    parts = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
