"""When clocks move, how old the data is, where copies disagree, and instants at the ends of the calendar."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import instants, release_dates, transitions, tzdata, tzdata_versions, zone_tab
from besrour_cli.clock.zone_tab import (
    country_zones,
    link_target,
    zone_coordinates,
    zone_country,
    zone_spelling,
    zones_called,
)
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.place import Place
from besrour_cli.places.gazetteer import city_list

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
ZONES = sorted({city.zone for city in city_list()})


def _at(text: str) -> datetime:
    """A naive local time."""
    return datetime.fromisoformat(text)


def _daily(zone: str, first: datetime, last: datetime) -> list[int]:
    """Offsets as they change, looked at every six hours."""
    seen: list[int] = []
    at = first
    while at <= last:
        offset = instants.offset_minutes(at, zone)
        if not seen or seen[-1] != offset:
            seen.append(offset)
        at += timedelta(hours=6)
    return seen


@pytest.mark.parametrize(
    "zone",
    [
        "America/St_Johns",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Asia/Gaza",
        "America/Vancouver",
        "Antarctica/Troll",
        "Africa/Accra",
    ],
)
def test_no_change_of_clock_is_missed(zone: str) -> None:
    """The weekly look finds what a look every six hours finds, also through Ramadan's two changes of old."""
    for first, last in ((FIRST, LAST), (datetime(2012, 1, 1, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC))):
        assert [offset for _, offset in transitions.transitions(zone, first, last)] == _daily(
            zone, first, last
        )


@given(
    st.sampled_from(ZONES),
    st.datetimes(_at("2020-01-01"), _at("2036-01-01")),
    st.timedeltas(timedelta(0), timedelta(days=800)),
)
def test_each_change_is_to_the_second(zone: str, naive: datetime, span: timedelta) -> None:
    """A second before each change the former offset holds, from then on the new one; spans start as told."""
    first = naive.replace(microsecond=0, tzinfo=UTC)
    steps = transitions.transitions(zone, first, first + span)
    assert steps[0] == (first, instants.offset_minutes(first, zone))
    for (_, before), (at, after) in pairwise(steps):
        assert before != after
        assert instants.offset_minutes(at - timedelta(seconds=1), zone) == before
        assert instants.offset_minutes(at, zone) == after
        assert at <= first + span


@given(st.sampled_from(ZONES), st.datetimes(_at("1975-01-01"), _at("2090-01-01")))
def test_an_instant_comes_back_from_its_local_time(zone: str, naive: datetime) -> None:
    """What a clock shows leads back to the instant, or is refused where the clock shows it twice."""
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    wall = instants.local(moment, zone).replace(tzinfo=None, fold=0)
    assert moment in instants.local_instants(wall, zone)
    assert all(each.tzinfo is UTC for each in instants.local_instants(wall, zone))
    try:
        assert instants.from_local(wall, zone) == moment
    except instants.NoSuchTime:
        assert len(instants.local_instants(wall, zone)) == 2
    assert instants.instant_of(instants.instant_text(moment)) == moment


def test_the_ends_of_the_calendar_are_refused_in_words() -> None:
    """Year 1 east of Greenwich and year 9999 west of it have no UTC instant: a fault, not an overflow."""
    for act in (
        lambda: instants.from_local(_at("0001-01-01"), "Asia/Tokyo"),
        lambda: instants.local_instants(_at("9999-12-31T23:00"), "America/Toronto"),
        lambda: instants.local(datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Tokyo"),
        lambda: instants.instant_of("9999-12-31T23:00-05:00"),
        lambda: instants.instant_of("2026-13-01T00:00Z"),
        lambda: instants.local(datetime(2026, 1, 1, tzinfo=UTC), "Mars/Olympus"),
        lambda: instants.local(datetime(2026, 1, 1, tzinfo=UTC), "../../etc/passwd"),
        lambda: instants.local(datetime(2026, 1, 1, tzinfo=UTC), ""),
        lambda: instants.local(datetime(2026, 1, 1, tzinfo=UTC), "America"),
    ):
        with pytest.raises(BesrourError):
            act()
    with pytest.raises(BesrourError, match="“0001-01-01 00:00” is not a time"):
        instants.from_local(_at("0001-01-01"), "Asia/Tokyo")
    assert instants.local(datetime(2060, 7, 1, 12, tzinfo=UTC), "America/Toronto").hour == 8
    assert instants.local(datetime(1965, 1, 1, 12, tzinfo=UTC), "Africa/Accra").hour == 12


def test_minutes_are_counted_from_1970_and_seconds_cut_off() -> None:
    """Before it they are negative; whole minutes lead back to their instant."""
    half = datetime(1970, 1, 2, 0, 1, 59, tzinfo=UTC)
    assert instants.to_epoch_minutes(half) == 24 * 60 + 1
    assert instants.to_epoch_minutes(datetime(1969, 12, 31, 23, 59, tzinfo=UTC)) == -1
    assert instants.from_epoch_minutes(24 * 60 + 1) == half.replace(second=0)


def test_sessions_are_within_the_years_that_can_be_counted() -> None:
    """From 1970 to 2200, both included."""
    years = (1969, 1970, 2200, 2201)
    within = [instants.is_of_a_session(datetime(year, 6, 1, tzinfo=UTC)) for year in years]
    assert within == [False, True, True, False]


def test_a_naive_time_is_never_read_on_the_machine_s_clock() -> None:
    """Without a zone there is no instant, and none is invented."""
    with pytest.raises(ValueError, match="naive"):
        instants.as_utc(_at("2026-01-01"))
    with pytest.raises(ValueError, match="naive"):
        instants.local(_at("2026-01-01"), "Africa/Accra")


def test_release_dates_are_those_announced() -> None:
    """The table of releases agrees with the sourced one, and later versions are dated after it."""
    with (Path(__file__).parent / "cases" / "tz_changes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert release_dates.released(row["iana_release"]).isoformat() == row["upstream_date"]
    assert list(release_dates.RELEASES) == sorted(
        release_dates.RELEASES, key=lambda version: release_dates.RELEASES[version]
    )
    assert release_dates.RELEASES["2026f"] <= release_dates.released("2026g") <= date(2026, 12, 31)
    assert (
        date(2027, 1, 1)
        <= release_dates.released("2027a")
        <= release_dates.released("2027c")
        <= date(2027, 12, 31)
    )
    assert (
        release_dates.RELEASES["2024b"] <= release_dates.released("2024c") <= release_dates.RELEASES["2025a"]
    )
    assert release_dates.released("odd") <= release_dates.RELEASES["2026f"]


def test_data_of_half_a_year_is_warned_about() -> None:
    """Not at 180 days, but at 181, with version and days; a clock set back changes nothing."""
    data = tzdata.ZoneData("2026f", "package", "")
    assert release_dates.stale(data, date(2027, 4, 25)) is None
    assert release_dates.age(data, date(2027, 4, 25)) == 180
    said = release_dates.stale(data, date(2027, 4, 26))
    assert said and "2026f is 181 days old" in str(said)
    assert release_dates.age(data, date(2020, 1, 1)) == 0


def test_where_another_copy_disagrees_is_named(tmp_path: Path) -> None:
    """An old copy reads Vancouver otherwise from November 2026, and knows Accra as we do; a zone may lack."""
    data = tzdata.package_data()
    assert data
    for name, source in (("America/Vancouver", "America/Los_Angeles"), ("Africa/Accra", "Africa/Accra")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(Path(data.folder, source).read_bytes())
    old = tzdata.ZoneData("2025b", "system", str(tmp_path))
    zones = ["America/Vancouver", "Africa/Accra", "America/Vancouver", "Africa/Lagos"]
    assert transitions.differing_zones(old, zones, FIRST, LAST) == ("America/Vancouver",)
    assert transitions.differing_zones(data, ZONES, FIRST, FIRST + timedelta(days=400)) == ()


def test_the_tables_of_zones_are_read_in_any_case() -> None:
    """Countries, spellings and links come from the data in use."""
    assert country_zones("CD") == ("Africa/Kinshasa", "Africa/Lubumbashi")
    assert country_zones("XX") == ()
    assert zone_country("Africa/Accra") == "GH" and zone_country("Mars/Olympus") == ""
    assert zone_spelling("AMERICA/ST_JOHNS") == "America/St_Johns" and zone_spelling("Mars/Olympus") == ""
    assert link_target("canada/pacific") == ("Canada/Pacific", "America/Vancouver")
    assert link_target("Africa/Accra")[1] and link_target("nowhere") == ("", "")


def test_a_town_gives_its_name_to_a_zone() -> None:
    """In any case, with a space; not a research station, and not a county that has namesakes elsewhere."""
    assert zones_called(" yakutsk ") == ("Asia/Yakutsk",)
    assert zones_called("New York") == ("America/New_York",)
    assert zones_called("Vostok") == zones_called("Monticello") == zones_called("York") == ()
    assert zone_coordinates("America/New_York") == pytest.approx((40.7142, -74.0064), abs=0.0001)


def test_zones_that_the_data_lack_are_named_and_the_newest_copy_known(tmp_path: Path) -> None:
    """Without loading any; of two copies the newer, and of none nothing."""
    assert tzdata.missing(["Africa/Accra", "Mars/Olympus", "America"]) == {"Mars/Olympus", "America"}
    package, newest = tzdata_versions.package_copy(), tzdata_versions.newest_copy()
    assert package and newest and newest[0] >= package[0] == instants.zone_data_version()


def test_a_place_has_a_name_in_any_language() -> None:
    """A language without a name falls back on the first there is."""
    place = Place("x", {"en": "Cairo", "fr": "Le Caire"}, "EG", "Africa/Cairo")
    assert (place.name("fr"), place.name("pt")) == ("Le Caire", "Cairo")


def test_tables_come_from_the_package_where_the_system_left_them_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems ship zones without zone.tab; a link to a link leads to today's zone, and none to none."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "zone.tab").write_text("# remark\nGH\t+0533-00013\tAfrica/Accra\n", encoding="utf-8")
    (package / "tzdata.zi").write_text(
        "# version 2026a\nL Africa/Accra Older\nL Older Oldest\n", encoding="utf-8"
    )
    system = tmp_path / "system"
    system.mkdir()
    monkeypatch.setattr(zone_tab, "in_use", lambda: tzdata.ZoneData("2026a", "system", str(system)))
    monkeypatch.setattr(zone_tab, "package_data", lambda: tzdata.ZoneData("2026a", "package", str(package)))
    assert country_zones("GH") == ("Africa/Accra",)
    assert link_target("oldest") == ("Oldest", "Africa/Accra")
    monkeypatch.setattr(zone_tab, "package_data", lambda: None)
    assert country_zones("GH") == () and link_target("oldest") == ("", "")


def test_without_the_package_the_copy_of_the_system_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program packed without tzdata says which version the machine has."""
    (tmp_path / "+VERSION").write_text("2026b\n", encoding="ascii")
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "tzdata", None)
    assert tzdata_versions.package_copy() is None
    assert tzdata_versions.newest_copy() == ("2026b", "system", str(tmp_path))
