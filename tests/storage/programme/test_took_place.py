"""What really happened, as the coordinator writes it: ``took_place`` and ``attendance.csv``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.took_place import Attendance, BurdenCharge, SessionOutcome
from besrour_cli.storage.state.plan_format import emit, parse
from support.storage.folder import MEMBERS, SESSION, Folder

HEAD = "session,member,minutes\n"
CAFE = "2027-01-cafe"


def programme(folder: Folder) -> Programme:
    """The folder, which must be in order."""
    loaded = folder.load()
    assert loaded.programme is not None, [(str(p.spot), str(p.what)) for p in loaded.problems]
    return loaded.programme


def told(folder: Folder) -> SessionOutcome | None:
    """What the one session's file says happened."""
    return programme(folder).sessions[0].took_place


def places(folder: Folder) -> list[tuple[str, str]]:
    """Every problem: its place and code."""
    return [(str(p.spot).removeprefix("sessions/"), p.code) for p in folder.problems()]


@pytest.mark.parametrize(
    ("text", "met", "start", "minutes"),
    [
        ("no", False, None, 0),
        ("non", False, None, 0),
        ("yes", True, None, 0),
        ("{start: 2027-01-20 15:20 Accra, duration: 75 min}", True, "15:20", 75),
        ("{start: 2027-01-20T15:20Z}", True, "15:20", 0),
        ("{duration: 1 h 15}", True, None, 75),
        ("\n  start: 2027-01-20 10:20 Toronto\n  duration: 75", True, "15:20", 75),
    ],
)
def test_what_took_place(folder: Folder, text: str, met: bool, start: str | None, minutes: int) -> None:
    """Nobody met, or it was as announced, or it began then or lasted so long; nothing said is nothing."""
    assert told(folder) is None
    folder.write(f"{CAFE}.yaml", f"{SESSION}took_place: {text}\n")
    found = told(folder)
    assert found is not None
    assert (found.met, found.minutes) == (met, minutes)
    assert (found.start.strftime("%H:%M") if found.start else None) == start
    line = SESSION.count("\n") + (2 if text.startswith("\n") else 1)
    assert found.spot == SourceLocation(f"sessions/{CAFE}.yaml", line, 3 if text.startswith("\n") else 13)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("perhaps", "value-yes-no", 13),
        ("[no]", "kind-list", 13),
        ("{start: 2027-01-20 15}", "start-time", 21),
        ("{start: 2027-03-14 02:30 Toronto}", "start-time", 21),
        ("{duration: 12 h}", "value-duration", 24),
        ("{began: 2027-01-20T15:20Z}", "key-unknown", 14),
        ("", "value-missing", 12),
    ],
)
def test_what_took_place_and_cannot_be_read(folder: Folder, text: str, code: str, column: int) -> None:
    """A mistake at its place, as everywhere else in the file."""
    folder.write(f"{CAFE}.yaml", f"{SESSION}took_place: {text}\n")
    problem = folder.only()
    assert (problem.code, problem.spot.column) == (code, column)
    assert problem.remedy is not None


def test_a_french_key_is_understood(folder: Folder) -> None:
    """Keys are English; who writes them in French is told which is meant."""
    folder.write(f"{CAFE}.yaml", f"{SESSION}a_eu_lieu: non\n")
    assert "took_place" in str(folder.only().remedy)


ROWS = {
    "english": f"{HEAD}{CAFE},gh-accra,75\n{CAFE},ca-laval,\n",
    "french": f"séance;membre;minutes\n{CAFE};gh-accra;75 min\n{CAFE};ca-laval;\n",
    "upside down": f"Minutes\tMEMBRE\tSeance\n75\tgh-accra\t{CAFE}\n\tca-laval\t{CAFE}\n",
    "by e-mail and name": f"{HEAD}{CAFE},AMA@example.org,75\n{CAFE}.yaml,Luc  EXEMPLE,\n",
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_who_was_there(folder: Folder, name: str, encoding: str) -> None:
    """One row a person, as a spreadsheet saves it, by id, e-mail address or name."""
    folder.write("attendance.csv", ROWS[name].encode(encoding))
    there = programme(folder).attendance
    assert there == {CAFE: (Attendance("gh-accra", 75, 2), Attendance("ca-laval", None, 3))}


@pytest.mark.parametrize("heading", ["joins", "Connexions"])
def test_how_often_somebody_joined(folder: Folder, heading: str) -> None:
    """A column that files had not at first: a cell may be empty, and what is no number from 1 is told."""
    rows = f"session,member,minutes,{heading}\n{CAFE},gh-accra,75,3\n{CAFE},ca-laval,,\n"
    folder.write("attendance.csv", rows)
    accra, laval = programme(folder).attendance[CAFE]
    assert (accra.joins, laval.joins) == (3, None)
    folder.write("attendance.csv", rows.replace(",3\n", ",0\n"))
    [found] = folder.problems()
    assert (found.spot.line, found.spot.column, found.code) == (2, 26, "attendance-joins")


def test_without_the_file_nothing_is_known(folder: Folder) -> None:
    """It is optional, and no session, roster or unknown file."""
    before = folder.load()
    assert programme(folder).attendance == {}
    folder.write("attendance.csv", HEAD)
    after = folder.load()
    assert after.files == before.files + 1
    assert programme(folder).attendance == {}
    assert [s.id for s in programme(folder).sessions] == [CAFE]


def test_every_mistake_of_the_file_at_once(folder: Folder) -> None:
    """Each at its cell, with what to write instead; nothing is guessed."""
    folder.write(
        "members.csv",
        f"{MEMBERS}ca-laval-2,Luc Exemple,luc@example.org,Laval,Canada,fr,cafe,,\n",
    )
    rows = (
        f"{CAFE},gh-acra,75",  # 2: no such person
        "2027-13-cafe,gh-accra,75",  # 3: no such session
        f"{CAFE},gh-accra,an hour",  # 4: no number
        f"{CAFE},ama@example.org,75",  # 5: twice
        f"{CAFE},luc@example.org,",  # 6: two people
        f"{CAFE},luc exemple,",  # 7: two people
        f"{CAFE},,60",  # 8: nobody
        ",gh-accra,60",  # 9: no session
        f"{CAFE},ca-laval,0",  # 10: not there
        f"{CAFE},ca-laval-2,60,late",  # 11: a cell too many
    )
    folder.write("attendance.csv", HEAD + "\n".join(rows) + "\n")
    found = [p for p in folder.problems() if p.spot.path.endswith("attendance.csv")]
    assert [(p.spot.line, p.spot.column, p.code) for p in found] == [
        (2, 14, "attendance-member"),
        (3, 1, "attendance-session"),
        (4, 23, "attendance-minutes"),
        (5, 14, "attendance-doubled"),
        (6, 14, "attendance-member-ask"),
        (7, 14, "attendance-member-ask"),
        (8, 14, "attendance-no-member"),
        (9, 1, "attendance-no-session"),
        (10, 23, "attendance-minutes"),
        (11, 28, "row-long"),
    ]
    assert all(p.remedy for p in found)
    assert "gh-accra" in str(found[0].remedy)
    assert "ca-laval, ca-laval-2" in str(found[4].remedy)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("a,b\n", "table-headers"),
        ("session,minutes\n", "column-missing"),
        ("session,member,member\n", "column-doubled"),
        ('session,member\n"2027-01-cafe,gh-accra\n', "table-quotes"),
        ('"session,member\n', "table-quotes"),
    ],
)
def test_a_table_that_is_none(folder: Folder, text: str, code: str) -> None:
    """Said as of the roster."""
    folder.write("attendance.csv", text)
    assert code in [p.code for p in folder.problems() if not p.warning]


def test_nobody_met_and_somebody_was_there(folder: Folder) -> None:
    """The two files cannot both be right."""
    folder.write(f"{CAFE}.yaml", f"{SESSION}took_place: no\n")
    folder.write("attendance.csv", f"{HEAD}{CAFE},gh-accra,75\n")
    assert places(folder) == [("attendance.csv:2:1", "attendance-unmet")]


def test_a_session_or_roster_that_cannot_be_read_makes_nobody_unknown(folder: Folder) -> None:
    """One mistake is one mistake."""
    folder.write("attendance.csv", f"{HEAD}{CAFE},gh-accra,75\n")
    folder.session("series: cafe", "series: coffee")
    assert [code for _, code in places(folder)] == ["series-unknown"]
    folder.session("series: coffee", "series: cafe")
    folder.change("members.csv", "gh-accra,Ama", 'gh-accra,"Ama')
    assert not [code for _, code in places(folder) if code.startswith("attendance")]


START = datetime(2027, 1, 20, 15, 20, tzinfo=UTC)


def test_what_was_charged_is_kept_in_the_plan() -> None:
    """Written and read again; a plan without it, as an older besrour wrote it, is read as it was."""
    end = START + timedelta(minutes=75)
    slot = ScheduledSession(CAFE, START, end, SessionState.HELD, "America/Toronto", "2026f")
    full = ScheduledSession(
        CAFE,
        START,
        end,
        SessionState.HELD,
        "America/Toronto",
        "2026f",
        announced_times=(START - timedelta(minutes=20), end),
        charged=(BurdenCharge(0.75, False, ("a", "b-2")), BurdenCharge(12.0, True, ("guest",))),
        guests=("guest",),
    )
    for one in (slot, full):
        plan = Plan("test", "2026f", {CAFE: one}, {"a": Burden(0.75, 0, 1)})
        assert parse(emit(plan).decode()) == plan
        assert emit(parse(emit(plan).decode())) == emit(plan)
    text = emit(Plan("test", "2026f", {CAFE: full})).decode()
    assert '    told: "2027-01-20T15:00Z 2027-01-20T16:35Z"\n' in text
    assert '    charged:\n      - "0.75 0 a b-2"\n      - "12.0 1 guest"\n    guests: "guest"\n' in text
    assert "charged" not in emit(Plan("test", "2026f", {CAFE: slot})).decode()


def test_a_similar_name_is_looked_for_for_the_first_ten_only(folder: Folder) -> None:
    """A table of the wrong programme has hundreds of strangers; each is told, quickly."""
    folder.write("attendance.csv", HEAD + "".join(f"{CAFE},gh-acra{n},75\n" for n in range(12)))
    told = [str(p.remedy) for p in folder.problems() if p.code == "attendance-member"]
    assert told[:10] == ["a similar one exists: gh-accra"] * 10
    assert len(told) == 12 and all(each.startswith("add the person") for each in told[10:])
