"""Downloads by their structure: headings nobody has seen, sections, odd cells; and names in every dress."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.feedback.attendance.connections import (
    Connection,
    MeetingClock,
    connections_of,
    minutes_together,
    union_minutes,
)
from besrour_cli.feedback.attendance.exports import MeetingExport, read_export
from besrour_cli.feedback.attendance.names import NameIndex, is_nameless
from besrour_cli.feedback.attendance.tables import ExportLine
from besrour_cli.feedback.attendance.who import MatchReason, QuestionReason, identify
from besrour_cli.feedback.attendance.written_times import (
    DateOrder,
    minutes_of,
    possible_orders,
    time_readings,
)
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from besrour_cli.model.took_place import IdentityDecision


def _export(text: str, delimiter: str = ",") -> MeetingExport | None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = [ExportLine(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    return read_export(lines, tabbed=delimiter == "\t")


def test_headings_of_another_language_are_read_by_their_cells() -> None:
    """A Portuguese account: columns of words, addresses, times and lengths say themselves what they are."""
    export = _export(
        "Apelido,Correio,Chegou,Saiu,Tempo\n"
        "Awa Diop,awa@example.org,2027-01-15 13:00,2027-01-15 14:00,60\n"
        "Zoé Roy,,2027-01-15 13:10,2027-01-15 14:00,50\n"
    )
    assert export is not None
    first = export.rows[0]
    assert (first.name, first.email, first.minutes) == ("Awa Diop", "awa@example.org", "60")
    assert (first.joined, first.departed) == ("2027-01-15 13:00", "2027-01-15 14:00")


def test_a_bare_list_of_names_is_a_list() -> None:
    """With a heading or without one; who stands on it was there."""
    for text in (
        "Nom\nAwa Diop\nZoé Roy\n",
        "Awa Diop,60\nZoé Roy,50\n",
        "Name,Present\nAwa Diop,yes\nZoé Roy,yes\n",
    ):
        export = _export(text)
        assert export is not None and [row.name for row in export.rows] == ["Awa Diop", "Zoé Roy"], text


def test_those_marked_absent_are_left_out() -> None:
    """A sheet with a column of who was present."""
    export = _export("Name,Present\nAwa Diop,yes\nZoé Roy,no\n")
    assert export is not None and [row.name for row in export.rows] == ["Awa Diop"]


@pytest.mark.parametrize("text", ["colour,size\nred,large\n", "a;b\n", "12,13\n14,15\n"])
def test_a_table_of_something_else_is_no_list_of_people(text: str) -> None:
    """Nothing in it is a name, an address or a time that somebody came."""
    assert _export(text) is None


def test_a_column_of_comings_and_goings_is_known_by_its_cells() -> None:
    """In a language that nobody foresaw: few words again and again, and one moment a row."""
    export = _export(
        "Name,Was,Wann,Notiz\nAwa Diop,kam,2027-01-15 13:00,x\nZoé Roy,kam,2027-01-15 13:05,12\n"
        "Awa Diop,ging,2027-01-15 14:00,a@b.org\nZoé Roy,ging,2027-01-15 13:50,\n"
    )
    assert export is not None
    assert [(row.name, row.joined[11:], row.departed[11:]) for row in export.rows] == [
        ("Awa Diop", "13:00", "14:00"),
        ("Zoé Roy", "13:05", "13:50"),
    ]


def test_a_list_of_joins_and_leaves_counts_two_devices_once() -> None:
    """She is there until the last of them leaves; whoever has not left was there until the download."""
    export = _export(
        "Full Name\tUser Action\tTimestamp\n"
        "Awa\tJoined\t1/15/2027, 1:00:00 PM\nAwa\tJoined\t1/15/2027, 1:10:00 PM\n"
        "Zoé\tJoined before\t1/15/2027, 1:05:00 PM\nAwa\tLeft\t1/15/2027, 1:20:00 PM\n"
        "Awa\tLeft\t1/15/2027, 1:50:00 PM\n"
        "Kim\tJoined\t1/15/2027, 1:10:00 PM\nKim\tLeft\t1/15/2027, 2:00:00 PM\n",
        "\t",
    )
    assert export is not None
    stays = {row.name: (row.joined[11:], row.departed[11:]) for row in export.rows}
    assert stays["Awa"] == ("1:00:00 PM", "1:50:00 PM")
    assert stays["Zoé"] == ("1:05:00 PM", "2:00:00 PM")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01/15/2027 02:50:00 PM", (15, 14)),
        ("23/01/2027 à 10:20:00", (23, 10)),
        ("2/13/27, 4:20:00\u202fPM", (13, 16)),
        ("15 janv. 2027 14 h 50", (15, 14)),
        ("2026/02/18 3:00:00 PM GMT+3", (18, 15)),
        ("12/15/2027 12:05 AM", (15, 0)),
    ],
)
def test_times_are_read_as_programs_write_them(cell: str, day: tuple[int, int]) -> None:
    """Twelve hours or twenty-four, with words between, in either order where only one is a date."""
    assert {(at.day, at.hour) for at in time_readings(cell).values()} == {day}


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2027-01-15 13:00 GMT", datetime(2027, 1, 15, 13, tzinfo=UTC)),
        ("2027-01-15T13:00:00Z", datetime(2027, 1, 15, 13, tzinfo=UTC)),
        ("2027-01-15 13:00 UTC+5:30", datetime(2027, 1, 15, 7, 30, tzinfo=UTC)),
        ("2027-01-15 13:00 (GMT-3)", datetime(2027, 1, 15, 16, tzinfo=UTC)),
    ],
)
def test_a_cell_that_names_its_offset_is_an_instant(cell: str, instant: datetime) -> None:
    """Whatever clock the rest of the download is on."""
    assert set(time_readings(cell).values()) == {instant}


@pytest.mark.parametrize(
    "cell",
    [
        "25:10",
        "2027-01-15 13:75",
        "20:00-24:00",
        "13:00-14:30",
        "12:00-13:00",
        "2027-01-15 13:00 GMT+25",
        "13.05",
    ],
)
def test_what_no_clock_shows_is_no_time(cell: str) -> None:
    """Hours past the day, a span of hours, an offset that no place has, a number with decimals."""
    assert time_readings(cell) == {}


def test_the_order_of_dates_is_known_by_all_of_them() -> None:
    """One date that has only one reading decides for all; else both stay possible; nonsense has none."""
    assert possible_orders(["01/05/2027 10:00", "01/15/2027 10:00"]) == (DateOrder.MONTH_FIRST,)
    assert len(possible_orders(["01/05/2027 10:00"])) == 2
    assert len(possible_orders(["05/05/2027 10:00", "2027-01-02 10:00"])) == 1
    assert possible_orders(["13/13/2027 10:00"]) == ()


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("106", 106),
        ("1h 2m 30s", 62.5),
        ("1 hr 46 min", 106),
        ("01:46:00", 106),
        ("2 godz. 3 min", 123),
        ("S21", None),
        ("3 people", None),
        ("9" * 400, None),
        ("1h" * 500, None),
    ],
)
def test_lengths_are_minutes(cell: str, minutes: float | None) -> None:
    """Whatever the unit is called."""
    assert minutes_of(cell) == minutes


def test_overlapping_stays_count_once() -> None:
    """The union, not the sum."""
    at = datetime(2027, 1, 15, 13)  # noqa: DTZ001
    spans = [(0, 30), (20, 40), (40, 50), (60, 70), (62, 65)]
    assert union_minutes([(at + timedelta(minutes=a), at + timedelta(minutes=b)) for a, b in spans]) == 60


def _member(ident: str, name: str, email: str = "", town: str = "Dakar") -> Member:
    place = Place(town, {"en": town}, "SN", "Africa/Dakar")
    return Member(
        id=ident,
        name=name,
        email=email or f"{ident}@example.org",
        place=place,
        languages=("fr",),
        groups=("cafe",),
        region="",
    )


INDEX = NameIndex(
    [
        _member("awa", "Awa Diop"),
        _member("sow", "Awa Sow"),
        _member("ange", "Marie-Ange N’Diaye"),
        _member("roy-1", "Zoé Roy"),
        _member("roy-2", "Zoé Roy"),
        _member("souza", "Ana de Souza"),
    ]
)


def _identified(
    name: str, email: str = "", *decisions: IdentityDecision, known: tuple[str, ...] = ()
) -> object:
    found = identify([Connection(name, email, 1)], INDEX, decisions, "feb", known)
    if found.matched:
        return found.matched[0].members, found.matched[0].reason
    return (found.questions[0].candidates, found.questions[0].reason) if found.questions else None


@pytest.mark.parametrize(
    "name",
    [
        "Awa Diop",
        "DIOP Awa",
        "Diop, Awa",
        "Dre Awa DIOP",
        "awa  diop",
        "Poste 4 (Awa Diop)",
        "Awa Diop (Dakar)",
        "Awa Diop - Dakar",
        "Awa Diop Dakar",
        "Áwa Diop",
        "Prof. Awa Diop, MD",
    ],
)
def test_a_whole_name_is_hers_in_any_dress(name: str) -> None:
    """Order, case, accents, titles, her town, the original name in brackets."""
    assert _identified(name) == (("awa",), MatchReason.NAME)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Awa", ("awa", "sow")),
        ("iPhone de Awa", ("awa", "sow")),
        ("Awa's iPad (2)", ("awa", "sow")),
        ("Awa D.", ("awa",)),
        ("Ange N'Diaye", ("ange",)),
        ("Awa Diopp", ("awa",)),
        ("Souza", ("souza",)),
    ],
)
def test_less_than_a_name_only_proposes(name: str, candidates: tuple[str, ...]) -> None:
    """A first name, an initial, a slip of the finger: asked, even where only one can be meant."""
    assert _identified(name) == (candidates, QuestionReason.LIKENESS)


def test_an_address_goes_before_a_device_and_not_before_another_name() -> None:
    """Her device with her address is hers; another member's name on her link is asked about."""
    assert _identified("Galaxy S21", "awa@example.org") == (("awa",), MatchReason.ADDRESS)
    assert _identified("Awa Sow", "awa@example.org") == (("sow", "awa"), QuestionReason.TWO_PEOPLE)
    assert _identified("Zoé Roy", "roy-2@example.org") == (("roy-2",), MatchReason.ADDRESS)


def test_one_mailbox_of_two_members_is_hers_whose_name_is_shown() -> None:
    """Without a name of theirs it may be either."""
    shared = NameIndex([_member("awa", "Awa Diop"), _member("paul", "Paul Diatta", "awa@example.org")])
    for name, expected in (("Awa Diop", ["awa"]), ("Paul Diatta", ["paul"])):
        (match,) = identify([Connection(name, "awa@example.org", 1)], shared, [], "feb").matched
        assert (list(match.members), match.reason) == (expected, MatchReason.ADDRESS)
    (question,) = identify([Connection("iPad", "awa@example.org", 1)], shared, [], "feb").questions
    assert question.candidates == ("awa", "paul")


@pytest.mark.parametrize(
    ("address", "candidates"),
    [("adiop@else.example", ("awa",)), ("diop.awa@else.example", ("awa",)), ("diop@else.example", ())],
)
def test_an_address_proposes_whose_names_it_is_made_of(address: str, candidates: tuple[str, ...]) -> None:
    """The first letter and the last name, or both names; a last name alone is too little."""
    found = identify([Connection("iPhone", address, 1)], INDEX, (), "feb")
    assert found.questions[0].candidates == candidates


def test_two_people_of_one_name_are_asked_about_each_time() -> None:
    """What was said of one month is not said of the next."""
    once = IdentityDecision("Zoé Roy", session="jan", members=("roy-1",), reason="once")
    assert _identified("Zoé Roy", "", once) == (("roy-1", "roy-2"), QuestionReason.SAME_NAME)


def test_an_earlier_answer_holds_until_somebody_else_may_be_meant() -> None:
    """The other Awa has never been seen: it may be her. Once she is known, the answer holds."""
    before = IdentityDecision("Awa", session="jan", members=("awa",), reason="answer")
    assert _identified("Awa", "", before) == (("awa", "sow"), QuestionReason.DECIDED_BEFORE)
    assert _identified("Awa", "", before, known=("sow",)) == (("awa",), MatchReason.DECISION)
    assert _identified("Awa", "", before._replace(session="")) == (("awa",), MatchReason.DECISION)
    other = IdentityDecision("Awa", session="dec", members=("sow",), reason="once")
    assert _identified("Awa", "", before, other, known=("sow",)) == (
        ("awa", "sow"),
        QuestionReason.DECIDED_BEFORE,
    )


def test_an_earlier_answer_is_asked_again_while_she_is_there_under_her_own_name() -> None:
    """“Awa” was Awa Diop last month; today Awa Diop is there beside “Awa”, who may be the other one."""
    before = IdentityDecision("Awa", session="jan", members=("awa",), reason="answer")
    at = datetime(2027, 1, 15, 13, tzinfo=UTC)

    def asked(minutes: int) -> list[tuple[str, ...]]:
        begun = at + timedelta(minutes=minutes)
        named = Connection("Awa Diop", "", 1, stays=((at, at + timedelta(hours=1)),))
        short = Connection("Awa", "", 2, stays=((begun, begun + timedelta(hours=1)),))
        found = identify([named, short], INDEX, [before], "feb", ("awa", "sow"))
        return [question.candidates for question in found.questions]

    assert asked(30) == [("awa", "sow")]
    assert asked(60) == [], "she came back under a shorter name"


def test_strangers_are_visitors_and_telephones_are_asked_about() -> None:
    """A name like nobody's is told; a number or a device may be anybody's."""
    assert _identified("Interprète 1") is None
    assert _identified("+254*****026") == ((), QuestionReason.NUMBER)
    assert _identified("Galaxy S21") == ((), QuestionReason.NAMELESS)
    assert is_nameless("Bibliothèque") and is_nameless("CHU salle B") and not is_nameless("Awa Diop")


def test_a_decision_on_a_member_who_has_left_counts_no_more() -> None:
    """The name is asked about again."""
    gone = IdentityDecision("iPhone", session="feb", members=("gone",))
    assert _identified("iPhone", "", gone) == ((), QuestionReason.NAMELESS)


def test_a_sum_of_stays_is_believed_before_its_ends() -> None:
    """A report that has the first join and the last leave says how long somebody was there in between."""
    export = _export(
        "1. Summary\nMeeting title\tCafé\n2. Participants\n"
        "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\n"
        "Awa Diop\t14/11/22, 09:30:00\t14/11/22, 10:50:00\t39m 26s\tawa@example.org\n"
        "3. In-Meeting activities\nName\tJoin time\tLeave time\tDuration\tEmail\n",
        "\t",
    )
    assert export is not None
    clock = MeetingClock(DateOrder.DAY_FIRST, lambda naive: naive.replace(tzinfo=UTC), datetime(2022, 11, 14))  # noqa: DTZ001
    (one,) = connections_of([(export, clock)], None)
    assert minutes_together([one], 0) == 39


def test_a_webinar_counts_its_hosts_panelists_and_attendees() -> None:
    """Each section has columns of its own, and those who registered and stayed away have dashes."""
    export = _export(
        "Attendee Report\nReport generated time,01/16/2027 05:36:00 PM\n"
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,Unique Viewers\n"
        "Café,23411591765,01/16/2027 02:50:00 PM,106,98,40\n"
        "Host Details,\n"
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
        "Yes,Awa Diop,awa@example.org,01/16/2027 02:50:00 PM,01/16/2027 04:36:00 PM,106\n"
        "Panelist Details,\n"
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
        "Yes,Zoé Roy,zoe@example.org,01/16/2027 02:55:00 PM,01/16/2027 04:30:00 PM,95\n"
        "No,Kim,kim@example.org,--,--,--\n"
        "Attendee Details,\nAttended,User Name (Original Name),First Name,Last Name,Email,Registration Time,"
        "Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n"
        "Yes,Ruth B,Ruth,B,ruth@example.org,01/10/2027 01:00:00 PM,approved,01/16/2027 03:00:00 PM,"
        "01/16/2027 04:00:00 PM,60,Yes,Ghana\n"
        "No,Liam T,Liam,T,liam@example.org,01/10/2027 01:00:00 PM,approved,--,--,--,--,--\n"
    )
    assert export is not None and export.topic == "Café"
    assert [(row.name, row.minutes) for row in export.rows] == [
        ("Awa Diop", "106"),
        ("Zoé Roy", "95"),
        ("Ruth B", "60"),
    ]
