"""Who came, as it is told: a year of nothing, one that is read aloud, guests and rooms, whom one misses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.commands.views.people.turnout import _print_session, _print_year, _session_data
from besrour_cli.model.took_place import Attendance, MeetingRecord, OtherConnection
from besrour_cli.planning.history.turnout import MemberTurnout, SessionTurnout, TurnoutShare, YearTurnout
from support.planning.world import member, programme, series, session

CAFE = series("cafe", 60)
START = datetime(2027, 4, 21, 14, tzinfo=UTC)
ASKED = programme([member("ana", "Toronto"), member("awa", "Nairobi")], [CAFE], [])


def _turnout(ident: str) -> SessionTurnout:
    return SessionTurnout(
        session=session(ident, date(2027, 4, 19), date(2027, 4, 30), CAFE),
        start=START,
        end=START + timedelta(hours=1),
        invited=frozenset(("ana", "awa")),
        came=(Attendance("ana", 60), Attendance("kofi", None)),
        regions={"Africa": TurnoutShare(0, 1, 3), "North America": TurnoutShare(1, 1)},
        languages={"en": TurnoutShare(1, 2)},
        minutes=60,
        nights=(90, 30),
    )


def _year(*sessions: SessionTurnout, missed: tuple[MemberTurnout, ...] = ()) -> YearTurnout:
    ana = MemberTurnout(ASKED.members[0], 2, tuple(one.session.id for one in sessions), 120, START)
    awa = MemberTurnout(ASKED.members[1], 2, ("2027-04-cafe",), 30, START)
    return YearTurnout(sessions, (ana, awa), (ana,) if len(sessions) > 1 else (), missed)


def test_a_year_of_which_nothing_is_known_says_what_to_read(printed: Callable[[], list[str]]) -> None:
    """No empty table: the command that reads a download."""
    _print_year(ASKED, _year(), None)
    assert printed() == ["It is not known of any session yet who came: besrour attendance FILE"]


def test_those_who_are_missed_have_the_day_they_were_last_there(printed: Callable[[], list[str]]) -> None:
    """Or that nobody has met them yet; the day is that of the programme’s own clock."""
    missed = (
        MemberTurnout(ASKED.members[1], 3, ("2027-01-cafe",), 60, datetime(2027, 1, 21, 2, tzinfo=UTC)),
        MemberTurnout(ASKED.members[0], 2, (), 0, None),
    )
    _print_year(ASKED, _year(_turnout("2027-04-cafe"), missed=missed), "out/came.svg")
    assert printed()[-5:] == [
        "At night: 30 minutes borne, of 90 had all come who were invited.",
        "2 people are missed for three months; a kind word may be welcome:",
        "  Awa, Nairobi: last with us on January 20, 2027",
        "  Ana, Toronto: not met yet",
        "Drawn into out/came.svg.",
    ]


@pytest.mark.usefixtures("plain")
def test_a_year_that_is_read_aloud_has_sums_and_no_strips(printed: Callable[[], list[str]]) -> None:
    """A line a region and a language, the sums in words."""
    _print_year(ASKED, _year(_turnout("2027-04-cafe"), _turnout("2027-05-cafe")), None)
    said = printed()
    assert "Africa; 0 of 2 + 6 in rooms" in said
    assert "English; 2 of 4" in said
    assert "2 members came at least once; more than once: 1." in said


def test_one_session_names_guests_rooms_and_visitors(printed: Callable[[], list[str]]) -> None:
    """Who came without an invitation is a guest; a room has its people; who is not known yet is named."""
    others = (
        OtherConnection("Salle B", 60, people=3),
        OtherConnection("iPhone", 12, visitor=True),
        OtherConnection("Galaxy", 5),
    )
    record = MeetingRecord(("a.csv",), "2027-04-22", others)
    _print_session(ASKED, _turnout("2027-04-cafe"), record)
    said = printed()
    assert ["Ana", "60"] in [line.split() for line in said]
    assert ["kofi", "(guest)", "·"] in [line.split() for line in said]
    assert said[-3:] == ["Shared room Salle B: 3 people", "Visitor: iPhone", "Not known yet: Galaxy"]
    data = _session_data(_turnout("2027-04-cafe"), record)
    assert data["others"] == [
        {"seen": "Salle B", "minutes": 60, "people": 3, "visitor": False},
        {"seen": "iPhone", "minutes": 12, "people": 0, "visitor": True},
        {"seen": "Galaxy", "minutes": 5, "people": 0, "visitor": False},
    ]


def test_one_session_without_a_record_has_no_others(printed: Callable[[], list[str]]) -> None:
    """Attendance that was written by hand knows of nobody else."""
    _print_session(ASKED, _turnout("2027-04-cafe"), None)
    assert printed()[-1] == "At night: 30 minutes borne, of 90 had all come who were invited."
    assert _session_data(_turnout("2027-04-cafe"), None)["others"] == []
