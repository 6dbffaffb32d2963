"""Weekends by country against the gathered facts, and the curve that follows them."""

from __future__ import annotations

import csv
from os.path import dirname, join

import pytest

from besrour_cli.model.programme import DAY, PROFILES, WEEK, WeekSpan
from besrour_cli.model.units import MinuteOfWeek
from besrour_cli.places.rest_days import rest_days_of
from besrour_cli.planning.problem.burden_curve import TABLE, night_minutes, week_rates

DAYS = {name: i for i, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
with open(join(dirname(__file__), "cases", "weekends.csv"), encoding="utf-8") as facts:
    ROWS = list(csv.DictReader(facts))


@pytest.mark.parametrize("row", ROWS, ids=[row["iso2"] for row in ROWS])
def test_every_country_rests_as_its_facts_say(row: dict[str, str]) -> None:
    """Rest days, half-free days and Friday prayer of every country that was looked up."""
    found = rest_days_of(row["iso2"])
    assert [s.start // DAY for s in found.weekend] == sorted(DAYS[d] for d in row["weekend"].split())
    soft = row["soft"]
    if "from" in soft:
        day, _, hour = soft.split()
        start = DAYS[day] * DAY + int(hour[:2]) * 60
        assert found.soft == (WeekSpan(start, (DAYS[day] + 1) * DAY),)
    else:
        assert [s.start // DAY for s in found.soft] == [DAYS[d] for d in soft.split()]
    assert bool(found.prayer) == bool(row["friday_prayer_soft_block"])


def test_rates_are_multiples_of_a_half() -> None:
    """What keeps the integers of the choice small."""
    assert all(rate % 50 == 0 for row in TABLE for rate in row[1:])


@pytest.mark.parametrize("profile", PROFILES)
def test_a_night_costs_more_than_any_day(profile: str) -> None:
    """No profile, weekend or country makes the deep night cheaper than a daytime hour."""
    for country in ("CA", "EG", "UG", "MR", "SN"):
        week = week_rates(profile, (), country)
        assert len(week) == WEEK
        assert min(week[d * DAY + 60] for d in range(7)) > max(
            week[d * DAY + 8 * 60 : d * DAY + 22 * 60].max() for d in range(7)
        )


def test_clinic_hours_are_not_free_and_academic_ones_are() -> None:
    """What sets this curve apart from published ones."""
    ten = 10 * 60
    assert week_rates("clinic", (), "CA")[ten] > week_rates("clinic", (), "CA")[7 * 60] > 0
    assert week_rates("academic", (), "CA")[ten] == 0
    assert week_rates("clinic", (), "EG")[4 * DAY + ten] > week_rates("clinic", (), "CA")[4 * DAY + ten]


def test_own_hours_reach_past_sunday_midnight() -> None:
    """Hours from Sunday evening into Monday are free on both sides, and no night."""
    own = ((MinuteOfWeek(6 * DAY + 22 * 60), MinuteOfWeek(7 * DAY + 120)),)
    week = week_rates("clinic", own, "CA")
    assert week[6 * DAY + 23 * 60] == week[60] == 0
    assert week[121] > 0
    dark = night_minutes((22 * 60, 7 * 60), own)
    assert not dark[60]
    assert dark[180]
