"""Public feeds: what they hold, what they never hold, and what changes in them when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import support.publishing.calendar_rules as rules
import support.publishing.calendar_year as year
from besrour_cli.clock.instants import zone_data_version
from besrour_cli.model.plan import Plan, PublishedReading, SessionState
from besrour_cli.model.programme import PublishSettings
from besrour_cli.publishing.calendars.colours import colour_name, hex_colour
from besrour_cli.publishing.calendars.event_text import event_uid, named_title
from besrour_cli.publishing.calendars.feeds import feeds
from besrour_cli.publishing.page.shown_sessions import ShownSessions

STEMS = {
    "all",
    "series-cafe",
    "series-advisory",
    "series-later",
    "group-cafe",
    "group-advisory",
    "group-nobody",
}


def events_of(data: bytes) -> dict[str, list[str]]:
    return rules.events(rules.check(data))


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_there_is_a_feed_for_all_each_series_and_each_group_in_each_order() -> None:
    """Every feed comes in the programme's order and with each language first, and keeps all rules."""
    files = feeds(year.programme(), year.plan())
    assert set(files) == {f"{stem}{order}.ics" for stem in STEMS for order in ("", ".en", ".fr")}
    for data in files.values():
        rules.check(data)


def test_a_programme_of_one_language_has_one_feed_each() -> None:
    """There is no other order to choose."""
    assert set(feeds(year.programme(languages=("fr",)), year.plan())) == {f"{stem}.ics" for stem in STEMS}


def test_each_feed_holds_the_sessions_of_its_audience() -> None:
    """All planned sessions; one series; what a group is invited to; nothing that is not planned yet."""
    files = feeds(year.programme(), year.plan())
    cafe = {"2027-01-cafe", "2027-02-cafe", "2027-03-cafe", "2027-04-cafe"}
    expected = {
        "all": cafe | {"2027-04-advisory"},
        "series-cafe": cafe,
        "series-advisory": {"2027-04-advisory"},
        "series-later": set(),
        "group-cafe": cafe | {"2027-04-advisory"},
        "group-advisory": {"2027-04-advisory"},
        "group-nobody": set(),
    }
    for stem, sessions in expected.items():
        assert set(events_of(files[f"{stem}.fr.ics"])) == {f"{name}.cafe-2027@besrour" for name in sessions}


def test_the_calendar_for_everybody_holds_the_published_series_as_the_page_does() -> None:
    """The committee's sessions are in its own calendar and in its group's, and not in everybody's."""
    cafes = year.programme(publish=PublishSettings(series=("cafe",)))
    files = feeds(cafes, year.plan())
    uid = event_uid("cafe-2027", "2027-04-advisory")
    for order in ("", ".en", ".fr"):
        everybody = events_of(files[f"all{order}.ics"])
        assert uid not in everybody
        assert set(everybody) == set(events_of(files["series-cafe.ics"]))
        assert uid in events_of(files[f"series-advisory{order}.ics"])
        assert uid in events_of(files[f"group-advisory{order}.ics"])
    unnamed = feeds(year.programme(), year.plan())
    assert uid in events_of(unnamed["all.ics"])
    shown = ShownSessions.of(cafes, year.plan())
    assert {e.session.id for e in shown.by_time} == {u.partition(".")[0] for u in events_of(files["all.ics"])}


def test_a_feed_tells_nobody_how_to_join_or_who_comes() -> None:
    """No method, person, e-mail address, join link, meeting number, passcode or telephone number."""
    for data in feeds(year.programme(), year.plan()).values():
        lines = rules.check(data)
        whole = unescaped("\n".join(lines))
        for secret in (*year.SECRETS, "cafe@example.org", "Mensah", "Tremblay", "Robin Roy"):
            assert secret not in whole
        assert not [
            line for line in lines if re.match("(METHOD|ATTENDEE|ORGANIZER|CONFERENCE|BEGIN:VALARM)", line)
        ]


def test_both_languages_are_inside_one_summary_and_one_description() -> None:
    """The first language of the order comes first, with a notice that the other follows."""
    files = feeds(year.programme(), year.plan())
    uid = event_uid("cafe-2027", "2027-01-cafe")
    english, french = (events_of(files[f"all.{order}.ics"])[uid] for order in ("en", "fr"))
    titles = [unescaped(rules.value_of(event, "SUMMARY")) for event in (english, french)]
    assert titles[0] == "Besrour Café: Learning; to, teach / Apprendre ; à, enseigner"
    assert titles[1] == "Café Besrour\u00a0: Apprendre ; à, enseigner / Learning; to, teach"
    first = unescaped(rules.value_of(english, "DESCRIPTION"))
    assert first.startswith("Le français suit\n\nBesrour Café – Café, monthly\n\nWhat helps;\nwhat does not.")
    assert unescaped(rules.value_of(french, "DESCRIPTION")).startswith(
        "English follows\n\nCafé Besrour – Café mensuel"
    )
    blocks = first.removeprefix("Le français suit\n\n").split("\n\n—————\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        "Besrour Café – Café, monthly",
        "Café Besrour – Café mensuel",
    ]
    assert events_of(files["all.ics"])[uid] == english


def test_an_entry_says_whose_session_it_is_where_calendars_show_only_its_beginning() -> None:
    """The programme's name stands once, before the first title, after the word that it is cancelled.

    A title that has it in it does not get it twice, and one that is the same in both languages stands once.
    """
    cafes = year.programme()
    order = ("en", "fr")
    for titles, words in (
        ({"en": "Mentors", "fr": "Mentorat"}, "Besrour Café: Mentors / Mentorat"),
        ({"en": "Forum", "fr": "Forum"}, "Besrour Café: Forum"),
        ({"en": "The besrour café in May", "fr": "En mai"}, "The besrour café in May / En mai"),
        ({"en": "In May", "fr": "Le Café Besrour de mai"}, "In May / Le Café Besrour de mai"),
    ):
        assert named_title(cafes, titles, order) == words
    same = {"en": "Forum", "fr": "Forum"}
    called_off = named_title(cafes, same, order, "cancelled")
    assert called_off == "Cancelled: Besrour Café: Forum / Annulée\u00a0: Forum"
    nameless = replace(cafes, names={})
    assert named_title(nameless, {"en": "Mentors", "fr": "Mentorat"}, order) == "Mentors / Mentorat"


def test_the_programmes_order_decides_the_plain_feed() -> None:
    """A programme that puts French first has it first in ``all.ics``."""
    files = feeds(year.programme(languages=("fr", "en")), year.plan())
    assert events_of(files["all.ics"]) == events_of(files["all.fr.ics"])
    assert events_of(files["all.ics"]) != events_of(files["all.en.ics"])


def test_local_starts_stand_by_place_from_west_to_east() -> None:
    """Places whose clocks agree share a line; another day than the anchor's is marked."""
    files = feeds(year.programme(), year.plan())
    words = unescaped(
        rules.value_of(events_of(files["all.ics"])[event_uid("cafe-2027", "2027-04-cafe")], "DESCRIPTION")
    )
    words = words.replace("\u00a0", " ")
    assert words.split("Start, by place:\n")[1].split("\n\n")[0].split("\n") == [
        "Vancouver: Tuesday, April 20, 2027, 6:00 p.m. (UTC−7)",
        "Toronto: Tuesday, April 20, 2027, 9:00 p.m. (UTC−4)",
        "Accra and Dakar: Wednesday, April 21, 2027, 1:00 a.m. (UTC, next day)",
        "Cairo: Wednesday, April 21, 2027, 3:00 a.m. (UTC+2, next day)",
    ]
    assert words.split("Début, selon le lieu :\n")[1].split("\n\n")[0].split("\n") == [
        "Vancouver : le mardi 20 avril 2027, 18 h (UTC−7 h)",
        "Toronto : le mardi 20 avril 2027, 21 h (UTC−4 h)",
        "Accra et Dakar : le mercredi 21 avril 2027, 1 h (UTC, le lendemain)",
        "Le Caire : le mercredi 21 avril 2027, 3 h (UTC+2 h, le lendemain)",
    ]


@pytest.mark.parametrize(
    ("name", "status", "busy", "words"),
    [
        ("2027-01-cafe", "CONFIRMED", "OPAQUE", ""),
        ("2027-02-cafe", "CONFIRMED", "OPAQUE", ""),
        ("2027-03-cafe", "CANCELLED", "TRANSPARENT", "Cette séance est annulée."),
        ("2027-04-cafe", "TENTATIVE", "TRANSPARENT", "This date is proposed and may still change."),
        ("2027-04-advisory", "CONFIRMED", "OPAQUE", ""),
    ],
)
def test_a_state_of_the_plan_is_a_status_of_the_event(name: str, status: str, busy: str, words: str) -> None:
    """Announced, held and moved are confirmed; proposed is tentative; cancelled stays, and says so."""
    event = events_of(feeds(year.programme(), year.plan())["all.ics"])[event_uid("cafe-2027", name)]
    assert rules.value_of(event, "STATUS") == status
    assert rules.value_of(event, "TRANSP") == busy
    assert words in unescaped(rules.value_of(event, "DESCRIPTION"))
    assert rules.value_of(event, "SUMMARY").startswith("Cancelled: ") == (status == "CANCELLED")


def test_time_stamps_and_sequence_come_from_the_plan() -> None:
    """No clock is read: the plan's revision is the stamp, and a plan without one gives an early constant."""
    events = events_of(feeds(year.programme(), year.plan())["all.ics"])
    moved = events[event_uid("cafe-2027", "2027-02-cafe")]
    proposed = events[event_uid("cafe-2027", "2027-04-cafe")]
    assert [rules.value_of(moved, name) for name in ("DTSTAMP", "LAST-MODIFIED")] == ["20261101T120000Z"] * 2
    assert rules.value_of(moved, "SEQUENCE") == "3"
    assert rules.value_of(proposed, "DTSTAMP") == "20000101T000000Z"


def test_one_moved_session_changes_exactly_one_event() -> None:
    """Its UID stays; every other event, and every line outside events, is the same to the byte."""
    before = feeds(year.programme(), year.plan())
    old = year.plan().slots["2027-01-cafe"]
    moved = replace(
        old,
        start=old.start + timedelta(days=7),
        end=old.end + timedelta(days=7),
        state=SessionState.MOVED,
        sequence=2,
        revised=datetime(2026, 12, 1, tzinfo=UTC),
    )
    after = feeds(year.programme(), year.plan(_2027_01_cafe=moved))
    uid = event_uid("cafe-2027", "2027-01-cafe")
    for name, data in before.items():
        old_lines, new_lines = rules.check(data), rules.check(after[name])
        old_events, new_events = rules.events(old_lines), rules.events(new_lines)
        assert set(old_events) == set(new_events)
        assert [u for u in old_events if old_events[u] != new_events[u]] == (
            [uid] if uid in old_events else []
        )
        assert rules.outside(old_lines) == rules.outside(new_lines)


def test_an_unchanged_plan_gives_the_same_bytes_in_any_order_of_members() -> None:
    """Files may be read in another order: what has none is sorted."""
    members = tuple(reversed(year.programme().members))
    sessions = tuple(reversed(year.programme().sessions))
    slots = dict(reversed(list(year.plan().slots.items())))
    again = feeds(year.programme(members=members, sessions=sessions), Plan("cafe-2027", "2026a", slots))
    assert again == feeds(year.programme(), year.plan())


def test_the_calendar_has_a_name_a_colour_and_a_rate_of_refresh() -> None:
    """RFC 7986 and the older names side by side; COLOR is a CSS name, and SOURCE only where it is known."""
    lines = rules.check(
        feeds(year.programme(), year.plan(), "https://cafe.example/calendar/")["series-cafe.fr.ics"]
    )
    head = lines[: lines.index("BEGIN:VEVENT")]
    assert (
        unescaped(rules.value_of(head, "NAME"))
        == "Café Besrour – Café mensuel / Besrour Café – Café, monthly"
    )
    assert rules.value_of(head, "X-WR-CALNAME") == rules.value_of(head, "NAME")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in head
    assert "X-PUBLISHED-TTL:PT12H" in head
    assert "SOURCE;VALUE=URI:https://cafe.example/calendar/series-cafe.fr.ics" in head
    assert "COLOR:teal" in head
    assert "X-APPLE-CALENDAR-COLOR:#1F6F8B" in head
    assert "UID:series-cafe.cafe-2027@besrour" in head
    assert "URL:https://cafe.example/fr?a=1,2;b=%C3%A9t%C3%A9" in head
    assert not [
        line for line in rules.check(feeds(year.programme(), year.plan())["all.ics"]) if "SOURCE" in line
    ]


def test_a_feed_without_sessions_is_a_valid_file_that_shows_nothing() -> None:
    """People subscribe before the first session is planned; RFC 5545 asks for a component."""
    for data in feeds(year.programme(), Plan("cafe-2027", "2026a")).values():
        lines = rules.check(data)
        assert not rules.events(lines)
        assert "BEGIN:VTIMEZONE" in lines


def test_the_announced_version_of_the_zone_data_stays_while_its_readings_hold() -> None:
    """Newer zone data that moves nothing changes no byte; where a reading fails, the newer data is named."""
    right = PublishedReading("Accra", "Africa/Accra", "2027-01-20T14:00:00+00:00")
    wrong = PublishedReading("Accra", "Africa/Accra", "2027-01-20T15:00:00+01:00")
    uid = event_uid("cafe-2027", "2027-01-cafe")
    for printed, version in (
        ((right,), "2026a"),
        ((right, wrong), zone_data_version()),
        ((), zone_data_version()),
    ):
        slot = replace(year.plan().slots["2027-01-cafe"], printed=printed)
        event = events_of(feeds(year.programme(), year.plan(_2027_01_cafe=slot))["all.ics"])[uid]
        words = unescaped(rules.value_of(event, "DESCRIPTION"))
        assert f"IANA time zone database, version {version}." in words
        assert f"version\u00a0{version}." in words
        assert "Accra and Dakar: Wednesday, January\u00a020, 2027, 2:00\u00a0p.m. (UTC)" in words


@pytest.mark.parametrize(
    ("colour", "name", "digits"),
    [
        ("#1f6f8b", "teal", "#1F6F8B"),
        ("DarkSlateGrey", "darkslategray", "#2F4F4F"),
        ("ff0000", "red", "#FF0000"),
        ("#ff00fe", "fuchsia", "#FF00FE"),
        ("", "", ""),
        ("bluish", "", ""),
        ("#12345", "", ""),
    ],
)
def test_colours_are_named_as_css_names_them(colour: str, name: str, digits: str) -> None:
    """A hex colour takes the nearest name; what is no colour is left out."""
    assert (colour_name(colour), hex_colour(colour)) == (name, digits)
