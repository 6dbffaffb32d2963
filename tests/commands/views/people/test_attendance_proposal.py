"""What a download of a meeting would write, in words: who is asked about, gone, or perhaps missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from besrour_cli.commands.shared.attendance_proposal import AttendanceProposal
from besrour_cli.commands.views.people.attendance_proposal import show
from besrour_cli.feedback.attendance.connections import Connection
from besrour_cli.feedback.attendance.who import (
    Identified,
    IdentityQuestion,
    MatchedConnection,
    MatchReason,
    QuestionReason,
)
from besrour_cli.model.took_place import Attendance, MeetingRecord, OtherConnection
from besrour_cli.storage.attendance.session_rows import SessionRows
from support.planning.world import member, programme

PEOPLE = [member(f"m{n:02}") for n in range(22)]
ASKED = programme([member("ana"), *PEOPLE], [], [])
EMPTY = AttendanceProposal(
    session="2027-04-cafe",
    record=MeetingRecord(("zoom.csv",), "2027-04-22"),
    rows=(),
    change=SessionRows(None, b"", 0),
    identified=Identified((), (), ()),
)


def test_a_download_of_nobody_has_no_table(printed: Callable[[], list[str]]) -> None:
    """One line, and nothing below it."""
    show(ASKED, EMPTY)
    assert printed() == ["2027-04-cafe: 0 members were there"]


def test_what_the_download_leaves_open_is_said(printed: Callable[[], list[str]]) -> None:
    """The waiting room, a count that is higher, a line without an end, rows replaced, rows that go."""
    waiting = (Connection("Kofi A.", "", 3), Connection("Zoe", "", 4))
    proposal = replace(
        EMPTY,
        waiting=waiting,
        declared=40,
        endless=("zoom.csv",),
        change=SessionRows(b"", b"", 2),
        gone=("ana", "left"),
    )
    show(ASKED, proposal)
    assert printed()[1:] == [
        "Only in the waiting room: Kofi A., Zoe",
        "The download says that 40 people were there, and names fewer: a part may be missing. Compare it "
        "with what the meeting program shows.",
        "The last line of zoom.csv has no end: compare it, a part may be missing.",
        "2 rows of this session are replaced.",
        "No longer among those who were there: Ana, left",
    ]


def test_each_open_name_lists_whom_it_may_be(printed: Callable[[], list[str]]) -> None:
    """The likeliest twenty of them; a telephone without minutes, and nobody whom it resembles."""
    questions = (
        IdentityQuestion(
            Connection("M", "", 2, minutes=44.6), tuple(m.id for m in PEOPLE), QuestionReason.LIKENESS
        ),
        IdentityQuestion(Connection("+15550100", "", 3), (), QuestionReason.NUMBER),
    )
    show(ASKED, replace(EMPTY, identified=Identified((), questions, ())))
    said = printed()
    assert said[1:5] == [
        "",
        "2 names are open, and count for nobody:",
        "  “M”, 45 min: only a part of a name, or like one",
        "    m00  M00, Toronto",
    ]
    assert said[-3:] == [
        "    and 2 more",
        "  “+15550100”: a telephone",
        'Answer with --answer "NAME=MEMBER", or --answer "NAME=visitor".',
    ]


def test_a_member_seen_under_another_name_says_which(printed: Callable[[], list[str]]) -> None:
    """Twice under one name is said once; her own name is not; a member without minutes has a dot."""
    seen = tuple(
        MatchedConnection(Connection(name, "", line), ("ana",), MatchReason.ADDRESS)
        for line, name in enumerate(("Ana", "A. iPad", "A. iPad"), 2)
    )
    rows = (Attendance("ana", 58), Attendance("left", None))
    show(ASKED, replace(EMPTY, rows=rows, identified=Identified(seen, (), ())))
    said = [line.split() for line in printed()]
    assert ["Ana", "58", "A.", "iPad", "(by", "address)"] in said and ["left", "·"] in said


def test_rooms_and_visitors_stand_apart(printed: Callable[[], list[str]]) -> None:
    """A room has people, some of them known; a visitor may be enrolled once this is written."""
    others = (
        OtherConnection("Salle B", 60, people=5, members=("ana", "m01")),
        OtherConnection("Sam", 12, visitor=True),
        OtherConnection("Lea", 12, visitor=True),
        OtherConnection("Galaxy", 3),
    )
    show(ASKED, replace(EMPTY, record=EMPTY.record._replace(others=others)))
    assert printed()[2:] == [
        "Salle B: 5 people at one connection, 2 by name",
        "2 visitors, who are no members: Sam, Lea",
        "To enrol them once this is written: besrour enrol --visitors",
    ]
