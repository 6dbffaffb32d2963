"""What a member's days take from planning, and the sentences that say it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.clock.zone_tab import zone_coordinates
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import ANYONE, REQUIRED, BlockedTime, Member, ObservanceRule
from besrour_cli.observances import observance_rules
from besrour_cli.observances.blocked_time import at, blocked_times, observed
from besrour_cli.observances.describe import notes_for_session
from besrour_cli.observances.year_ahead import clock_changes_ahead, holidays_ahead
from besrour_cli.places.resolve import resolve
from support.planning.world import programme

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NONE: frozenset[str] = frozenset()


def member(town: str, *, observes: Sequence[str] = (), region: str = "here") -> Member:
    """Someone at a place."""
    place = resolve(town).place
    assert place is not None
    return Member(
        town.lower(), town, "a@example.org", place, ("en",), ("cafe",), region, observes=tuple(observes)
    )


def shown(time: BlockedTime, zone: str) -> tuple[datetime, datetime]:
    """Its ends on a zone's clock, without the zone."""
    first, last = (
        local(EPOCH + timedelta(minutes=m), zone).replace(tzinfo=None) for m in (time.start, time.end)
    )
    return first, last


def in_march(
    kept: frozenset[str], country: str = "MA", zone: str = "Africa/Casablanca"
) -> tuple[BlockedTime, ...]:
    return blocked_times(
        zone, country, "", kept, date(2027, 3, 1), date(2027, 3, 31), where=zone_coordinates(zone)
    )


def test_a_public_holiday_takes_the_local_day_of_those_who_must_be_there() -> None:
    """Ghana's 6 March is closed from midnight to midnight in Accra."""
    (time,) = [t for t in in_march(NONE, "GH", "Africa/Accra") if t.label == "Independence Day"]
    assert shown(time, "Africa/Accra") == (datetime(2027, 3, 6), datetime(2027, 3, 7))  # noqa: DTZ001
    assert (time.floor, time.bar) == (400, REQUIRED)


def test_a_day_of_clock_change_is_as_long_as_it_is() -> None:
    """Toronto's 14 March 2027 has 23 hours; with a sabbath there, all of them stay on the right clock."""
    found = blocked_times(
        "America/Toronto", "CA", "ON", NONE, date(2027, 3, 20), date(2027, 11, 12), where=None
    )
    lengths = {t.end - t.start for t in found if t.bar == REQUIRED}
    assert lengths == {1440}
    assert all(shown(t, "America/Toronto")[0].hour == 0 for t in found)


def test_guards_cost_less_than_the_feast_and_bar_those_who_must_come() -> None:
    """Eid in Morocco: 9 and 10 March closed; the 8th, 11th and 12th perhaps."""
    eid = [t for t in in_march(NONE) if t.label == "Eid al-Fitr"]
    days = [
        (shown(t, "Africa/Casablanca")[0].day, shown(t, "Africa/Casablanca")[1].day, t.floor) for t in eid
    ]
    assert days == [(8, 9, 200), (9, 11, 400), (11, 13, 200)]
    assert {t.bar for t in eid} == {REQUIRED}


def test_the_iftar_is_kept_free_for_those_who_say_so() -> None:
    """Dakar, 1 March 2027: the sun sets at 19:17; nobody's belief follows from the country."""
    kept = in_march(frozenset({observance_rules.RAMADAN}), "SN", "Africa/Dakar")
    iftars = [shown(t, "Africa/Dakar") for t in kept if t.bar == ANYONE]
    (first, last) = next(span for span in iftars if span[0].day == 1)
    assert datetime(2027, 3, 1, 18, 44) <= first <= datetime(2027, 3, 1, 18, 50)  # noqa: DTZ001
    assert last - first == timedelta(minutes=90)
    assert not [t for t in in_march(NONE, "SN", "Africa/Dakar") if t.bar == ANYONE]


def test_an_iftar_she_allows_costs_and_does_not_bar() -> None:
    """She may say that she will come all the same."""
    kept = in_march(
        frozenset({observance_rules.RAMADAN, observance_rules.IFTAR_ALLOWED}), "SN", "Africa/Dakar"
    )
    assert not [t for t in kept if t.bar == ANYONE]
    assert {t.floor for t in kept if t.label == "iftar"} == {300}


def test_office_hours_of_ramadan_weigh_where_they_are_law() -> None:
    """Morocco's offices close at 15:00; from then to sunset an hour costs more, for everyone there."""
    hours = [shown(t, "Africa/Casablanca") for t in in_march(NONE) if t.label == "Ramadan"]
    assert hours[0][0] == datetime(2027, 3, 1, 15, 0)  # noqa: DTZ001
    assert hours[0][1].hour == 18
    assert not [t for t in in_march(NONE, "SN", "Africa/Dakar") if t.label == "Ramadan"]


def test_friday_prayer_sabbath_and_orthodox_feasts_bar() -> None:
    """Each on its own days."""
    friday = in_march(frozenset({observance_rules.PRAYER}), "GH", "Africa/Accra")
    spans = [shown(t, "Africa/Accra") for t in friday if t.label == "Friday prayer"]
    assert {(a.weekday(), a.hour, b.hour, b.minute) for a, b in spans} == {(4, 12, 14, 30)}
    sabbath = [
        t
        for t in in_march(frozenset({observance_rules.SABBATH}), "ZA", "Africa/Johannesburg")
        if t.bar == ANYONE
    ]
    begin, end = shown(sabbath[1], "Africa/Johannesburg")
    assert (begin.weekday(), end.weekday()) == (4, 5)
    easter = blocked_times(
        "Africa/Cairo",
        "EG",
        "",
        frozenset({observance_rules.ORTHODOX}),
        date(2027, 5, 1),
        date(2027, 5, 2),
        where=None,
    )
    assert [t.label for t in easter if t.bar == ANYONE] == ["Orthodox Easter"]


def test_intervals_never_overlap() -> None:
    """Whatever someone keeps, a minute is counted once."""
    everything = frozenset(
        {
            observance_rules.RAMADAN,
            observance_rules.PRAYER,
            observance_rules.SABBATH,
            observance_rules.ORTHODOX,
        }
    )
    for country, zone in (("MA", "Africa/Casablanca"), ("EG", "Africa/Cairo"), ("TN", "Africa/Tunis")):
        where = zone_coordinates(zone)
        found = blocked_times(zone, country, "", everything, date(2027, 1, 1), date(2028, 3, 31), where=where)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
        assert at(found, found[0].start, found[0].start + 1) == found[:1]


def test_what_a_place_sets_yields_to_what_a_person_says() -> None:
    """Set for a country, a province, a town or everywhere; “none” puts it aside."""
    rules = (
        ObservanceRule("SN", "", "", "", (observance_rules.RAMADAN,)),
        ObservanceRule("CA", "QC", "", "", (observance_rules.SABBATH,)),
        ObservanceRule("MA", "", "Africa/Casablanca", "Casablanca", (observance_rules.PRAYER,)),
        ObservanceRule("", "", "", "", (observance_rules.IFTAR_ALLOWED,)),
    )
    assert observance_rules.observances_of(member("Dakar"), rules) == {
        observance_rules.RAMADAN,
        observance_rules.IFTAR_ALLOWED,
    }
    assert observance_rules.observances_of(member("Montréal"), rules) == {
        observance_rules.SABBATH,
        observance_rules.IFTAR_ALLOWED,
    }
    assert observance_rules.observances_of(member("Ottawa"), rules) == {observance_rules.IFTAR_ALLOWED}
    assert observance_rules.observances_of(member("Rabat"), rules) == {observance_rules.IFTAR_ALLOWED}
    assert observance_rules.PRAYER in observance_rules.observances_of(member("Casablanca"), rules)
    assert observance_rules.observances_of(member("Dakar", observes=[observance_rules.NONE]), rules) == NONE


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (10, "March 10 is Eid al-Fitr (estimated) in Morocco"),
        (12, "March 12 may be Eid al-Fitr in Morocco: it is expected on March 10, and the moon decides"),
    ],
)
def test_sentences_say_what_a_day_is_where(day: int, sentence: str) -> None:
    """Estimated and guarded days are told as such."""
    start = datetime(2027, 3, day, 14, tzinfo=UTC)
    notes = notes_for_session([member("Rabat")], (), start, start + timedelta(hours=1))
    assert sentence in [str(note).replace("\u00a0", " ") for note in notes]


def test_an_ordinary_day_needs_no_sentence() -> None:
    """The 17th of March 2027 is nothing special in Morocco."""
    start = datetime(2027, 3, 17, 14, tzinfo=UTC)
    assert notes_for_session([member("Rabat")], (), start, start + timedelta(hours=1)) == ()


def test_what_weighs_on_a_session_names_places_together() -> None:
    """Provinces where not all of Canada rests; Ramadan only where somebody keeps it."""
    people = [
        member("Toronto"),
        member("Montréal"),
        member("Vancouver"),
        member("Dakar", observes=["ramadan"]),
    ]
    start = datetime(2027, 5, 24, 14, tzinfo=UTC)
    said = [
        str(m).replace("\u00a0", " ")
        for m in notes_for_session(people, (), start, start + timedelta(hours=1))
    ]
    assert said == [
        "May 24 is National Patriots’ Day in Quebec",
        "May 24 is Victoria Day in Ontario and British Columbia",
    ]
    start = datetime(2027, 2, 18, 14, tzinfo=UTC)
    said = [
        str(m).replace("\u00a0", " ")
        for m in notes_for_session(people, (), start, start + timedelta(hours=1))
    ]
    assert said == ["February 18 is in Ramadan (estimated), kept in Dakar"]
    start = datetime(2027, 3, 12, 12, tzinfo=UTC)
    assert "many keep the Friday midday free" in str(
        notes_for_session([member("Dakar")], (), start, start + timedelta(hours=1))[0]
    )


def test_moving_clocks_say_who_moves_against_whom() -> None:
    """In March 2027 Toronto and Halifax move; Accra and Regina do not, and come apart from Toronto."""
    places = [member(t).place for t in ("Toronto", "Halifax", "Accra", "Regina")]
    spring, autumn = clock_changes_ahead(places, places[0], date(2027, 1, 1), date(2027, 12, 31))
    assert (spring.day, spring.minutes) == (date(2027, 3, 14), 60)
    assert [p.name("en") for p in spring.places] == ["Toronto", "Halifax"]
    assert [(a.before, a.after, a.places[0].name("en")) for a in spring.apart] == [
        (-60, -120, "Regina"),
        (300, 240, "Accra"),
    ]
    assert autumn.minutes == -60
    assert clock_changes_ahead([places[2]], places[2], date(2027, 1, 1), date(2027, 12, 31)) == ()


def test_feasts_of_a_region_name_their_countries_once() -> None:
    """Days in a row are one feast; a holiday of all of the roster's provinces is Canada's."""
    people = [member("Toronto"), member("Montréal"), member("Tunis", region="there")]
    feasts = holidays_ahead(people, date(2027, 1, 1), date(2027, 12, 31))
    canada = {f.names["en"]: f for f in feasts if f.region == "here"}
    assert [w.names["fr"] for w in canada["Canada Day"].where] == ["Canada"]
    assert [w.names["fr"] for w in canada["Family Day"].where] == ["Ontario"]
    (eid,) = [f for f in feasts if f.names["en"] == "Eid al-Fitr"]
    assert (eid.first, eid.last) == (date(2027, 3, 9), date(2027, 3, 11))
    assert eid.may == (date(2027, 3, 8), date(2027, 3, 13))


def test_who_works_on_holidays_and_keeps_no_other_day_is_always_free() -> None:
    """She said that holidays of her country do not bar her: Ghana's 6 March is a day like another."""
    assert in_march(frozenset({observance_rules.HOLIDAYS_ALLOWED}), "GH", "Africa/Accra") == ()
    assert in_march(NONE, "GH", "Africa/Accra") != ()


def test_where_the_sun_does_not_set_an_evening_begins_at_six() -> None:
    """Svalbard at midsummer: the sabbath goes from six o'clock, less the way home, to six, and a little."""
    found = blocked_times(
        "Arctic/Longyearbyen",
        "",
        "",
        frozenset({observance_rules.SABBATH}),
        date(2027, 6, 19),
        date(2027, 6, 19),
        where=(78.2, 15.6),
    )
    (first, last) = shown(found[0], "Arctic/Longyearbyen")
    assert len(found) == 1 and found[0].bar == ANYONE
    assert (first.date(), last.date()) == (date(2027, 6, 18), date(2027, 6, 19))
    assert (first.hour, last.hour) == (17, 19)


def test_a_programme_without_any_dates_has_no_times_to_look_at() -> None:
    """A new folder has a roster and no session yet: nothing is computed, and nothing is wrong."""
    people = [member("Dakar", observes=("ramadan",))]
    empty = programme([], [], [])
    assert observed(replace(empty, members=tuple(people)), Plan("test", "")).blocked_times == {}


def test_two_people_of_one_place_are_one_country_in_a_sentence() -> None:
    """Ghana is named once, however many live there."""
    start = datetime(2027, 3, 6, 12, tzinfo=UTC)
    one, two = (
        [str(m) for m in notes_for_session([member("Accra")] * n, (), start, start + timedelta(hours=1))]
        for n in (1, 2)
    )
    assert one == two and one[0].count("Ghana") == 1


def test_who_has_no_country_has_no_feasts() -> None:
    """Somebody whose place is UTC: no public holiday follows from it."""
    nowhere = replace(member("UTC"), region="here")
    assert nowhere.place.country == ""
    assert holidays_ahead([nowhere], date(2027, 1, 1), date(2027, 12, 31)) == ()
    assert {f.region for f in holidays_ahead([nowhere, member("Accra")], date(2027, 1, 1), date(2027, 3, 31))}


def test_the_province_that_was_written_counts_before_that_of_the_table() -> None:
    """London (Ontario) keeps Ontario's days; of a town alone the table says where it is."""
    written, alone = resolve("London (Ontario)").place, resolve("Montréal").place
    assert written is not None and alone is not None
    assert observance_rules.province_of(written) == "ON"
    assert observance_rules.province_of(alone) == "QC"
