"""Sunset at a place: the solar equations of NOAA's calculator, good to a minute or two.

Source: NOAA Global Monitoring Laboratory, “Solar Calculation Details” (after Meeus, Astronomical Algorithms).
The sun sets when its centre is 0.833 degrees below the horizon (refraction and its radius).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, radians, sin, tan

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_BELOW = 90.833


def sunset(day: date, latitude: float, longitude: float) -> datetime | None:
    """The instant of sunset on a date of the place's own (degrees, north and east positive), to the minute.

    None where the sun does not set, or does not rise, that day.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=4 * longitude)
    moment = noon
    for _ in range(2):  # once more at the time found: the sun has moved on since noon
        declination, equation = _sun(moment)
        across = cos(radians(_BELOW)) / (cos(radians(latitude)) * cos(declination))
        across -= tan(radians(latitude)) * tan(declination)
        if not -1 < across < 1:
            return None
        moment = noon + timedelta(minutes=4 * degrees(acos(across)) - equation)
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _sun(moment: datetime) -> tuple[float, float]:
    """The sun's declination (radians) and the equation of time (minutes)."""
    century = (moment - _J2000) / timedelta(days=36525)
    mean = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
    centre += sin(2 * anomaly) * (0.019993 - 0.000101 * century) + sin(3 * anomaly) * 0.000289
    node = radians(125.04 - 1934.136 * century)
    longitude = mean + radians(centre - 0.00569 - 0.00478 * sin(node))
    tilt = radians(23 + (26 + (21.448 - century * 46.815) / 60) / 60 + 0.00256 * cos(node))
    y = tan(tilt / 2) ** 2
    equation = y * sin(2 * mean) - 2 * eccentricity * sin(anomaly)
    equation += 4 * eccentricity * y * sin(anomaly) * cos(2 * mean)
    equation -= 0.5 * y * y * sin(4 * mean) + 1.25 * eccentricity**2 * sin(2 * anomaly)
    return asin(sin(tilt) * sin(longitude)), 4 * degrees(equation)
