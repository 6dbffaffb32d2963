"""A coordinator after a session: she drops the download in, answers what is asked, and sees who came."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from support.attendance.folders import planted_folder
from support.checkout import ROOT
from support.storage.small_workbook import write_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "2027-03-01T12:00Z"
PLANTED = ROOT / "tests" / "feedback" / "attendance" / "planted"
ROSTER = """\
id,name,email,place,country,languages,groups
awa-diop,Awa Diop,awa@example.org,Dakar,Senegal,fr,cafe
awa-sow,Awa Sow,sow@example.org,Dakar,Senegal,fr,cafe
ruth-boateng,Ruth Boateng,ruth@example.org,Accra,Ghana,en,cafe
liam-tremblay,Liam Tremblay,liam@example.org,Toronto,Canada,en fr,cafe
zoe-roy,Zoé Roy,zoe@example.org,Vancouver,Canada,en,cafe
"""
HEAD = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\n"
FIRST = (
    HEAD
    + "Awa Diop,awa@example.org,15/01/2027 13:00:00,15/01/2027 14:00:00,60,Yes,No\n"
    + "Awa Diop,awa@example.org,15/01/2027 13:30:00,15/01/2027 14:20:00,50,Yes,No\n"
    + "iPhone de Awa,,15/01/2027 13:05:00,15/01/2027 14:30:00,85,Yes,No\n"
    + "BOATENG Ruth,,15/01/2027 12:40:00,15/01/2027 13:02:00,22,Yes,Yes\n"
    + "BOATENG Ruth,,15/01/2027 13:02:00,15/01/2027 14:30:00,88,Yes,No\n"
    + "Bamako CHU,,15/01/2027 13:00:00,15/01/2027 14:30:00,90,Yes,No\n"
    + "Interprète 1,,15/01/2027 12:58:00,15/01/2027 14:31:00,93,Yes,No\n"
)
SESSION = "2027-01-cafe"


@pytest.fixture
def cafe(tmp_path: Path) -> Path:
    """A programme whose two cafés of January and February took place, and the first one's download."""
    times = {
        SESSION: datetime(2027, 1, 15, 13, tzinfo=UTC),
        "2027-02-cafe": datetime(2027, 2, 15, 13, tzinfo=UTC),
    }
    folder = planted_folder(tmp_path / "cafe", ROSTER.encode(), {s: (at, 90) for s, at in times.items()})
    (folder / "participants.csv").write_text(FIRST, encoding="utf-8")
    return folder


def _ask(run: Run, folder: Path, *words: str, code: int = 0, lang: str = "en") -> str:
    answer = run("attendance", *words, cwd=folder, now=NOW, lang=lang)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def _rows(folder: Path) -> list[str]:
    return (folder / "sessions" / "attendance.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_the_clock_is_asked_for_once_and_remembered(cafe: Path, run: Run) -> None:
    """The download names no clock: the refusal proposes the one on which it agrees; later months know it."""
    refusal = _ask(run, cafe, "participants.csv", code=2)
    assert "on which clock" in refusal and "on that of Accra they agree" in refusal
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--yes")
    later = FIRST.replace("15/01/2027", "15/02/2027")
    (cafe / "later.csv").write_text(later, encoding="utf-8")
    assert "2027-02-cafe: 2 members" in _ask(run, cafe, "later.csv", "--yes")


def test_minutes_are_of_the_union_and_nobody_is_credited_on_a_likeness(cafe: Path, run: Run) -> None:
    """Two devices, a waiting room and a broken line count once; the telephone of an Awa is asked about."""
    shown = _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--yes")
    assert "“iPhone de Awa”, 85 min" in shown and "awa-sow  Awa Sow" in shown and "Interprète 1" in shown
    assert _rows(cafe) == [f"{SESSION},awa-diop,80,1", f"{SESSION},ruth-boateng,88,1"]


def test_an_answer_is_written_down_for_a_spreadsheet(cafe: Path, run: Run) -> None:
    """The decision says who was seen as whom, why, who decided and when; the member has her minutes."""
    words = ("--zone", "Dakar", "--answer", "iPhone de Awa=awa-sow", "--by", "Camille", "--yes")
    _ask(run, cafe, "participants.csv", *words)
    assert f"{SESSION},awa-sow,85,1" in _rows(cafe)
    table = (cafe / "responses" / "identities.csv").read_text(encoding="utf-8-sig").splitlines()
    assert table == [
        "seen as,address,session,member,reason,decided by,when",
        f"iPhone de Awa,,{SESSION},awa-sow,answer,Camille,{NOW}",
    ]


def test_a_remembered_answer_needs_no_question(cafe: Path, run: Run) -> None:
    """In February the same telephone is Awa Sow's, who is known by now; only the room is asked again."""
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--answer", "iPhone de Awa=awa-sow", "--yes")
    (cafe / "later.csv").write_text(FIRST.replace("15/01/2027", "15/02/2027"), encoding="utf-8")
    answer = json.loads(_ask(run, cafe, "later.csv", "--json"))
    assert [q["seen"] for q in answer["questions"]] == ["Bamako CHU"]
    assert {row["member"]: row["minutes"] for row in answer["rows"]}["awa-sow"] == 85


def test_a_corrected_download_replaces_the_first(cafe: Path, run: Run) -> None:
    """Nothing is counted twice, rows of other sessions stay, and who is gone is told by name."""
    (cafe / "sessions" / "attendance.csv").write_text(
        f"session,member,minutes,remark\n2027-02-cafe,zoe-roy,30,late\n{SESSION},zoe-roy,10,by hand\n"
    )
    first = _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--yes")
    assert "1 row of this session is replaced" in first and "Zoé Roy" in first
    corrected = FIRST.replace("14:30:00,88", "14:10:00,68")
    (cafe / "participants.csv").write_text(corrected, encoding="utf-8")
    _ask(run, cafe, "participants.csv", "--yes")
    assert _rows(cafe) == [
        "2027-02-cafe,zoe-roy,30,late",
        f"{SESSION},awa-diop,80,,1",
        f"{SESSION},ruth-boateng,68,,1",
    ]
    assert (cafe / "sessions" / "attendance.csv.bak").exists()


def test_a_shared_room_counts_its_people(cafe: Path, run: Run) -> None:
    """Twelve people in Bamako are no absence: two are named and credited, ten are counted."""
    room = ("--room", "Bamako CHU", "--people", "12", "--members", "awa-sow,zoe-roy", "--place", "Dakar")
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", *room, "--yes")
    assert f"{SESSION},awa-sow,90,1" in _rows(cafe) and f"{SESSION},zoe-roy,90,1" in _rows(cafe)
    assert "+ 10 in rooms" in _ask(run, cafe)
    _ask(run, cafe, "participants.csv", "--yes")
    assert f"{SESSION},zoe-roy,90,1" in _rows(cafe), "a second download forgets the room"


def test_a_room_may_be_taken_down_afterwards(cafe: Path, run: Run) -> None:
    """The minutes of its connection are known from the download."""
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--yes")
    room = ("--room", "bamako chu", "--people", "3", "--members", "zoe-roy", "--session", SESSION, "--yes")
    _ask(run, cafe, *room)
    assert f"{SESSION},zoe-roy,90," in _rows(cafe) and f"{SESSION},awa-diop,80,1" in _rows(cafe)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--people", "3"), "which room"),
        (("--room", "X", "--session", SESSION), "how many people"),
        (("--room", "X", "--people", "1", "--members", "awa-sow,awa-diop"), "2 members are named"),
        (("--room", "X", "--people", "2"), "at which session"),
        (("participants.csv", "--dates", "year-first"), "no order of dates"),
        (
            ("participants.csv", "--zone", "Dakar", "--answer", "Nobody=awa-sow"),
            "nobody was seen as “Nobody”",
        ),
        (("participants.csv", "--zone", "Dakar", "--answer", "iPhone de Awa"), "is no answer"),
        (("participants.csv", "--zone", "Dakar", "--answer", "iPhone de Awa=awa"), "no member “awa”"),
    ],
)
def test_words_that_cannot_be_meant_are_refused(
    cafe: Path, run: Run, words: tuple[str, ...], told: str
) -> None:
    """Each with what is wrong; nothing is written."""
    assert told in _ask(run, cafe, *words, code=2)
    assert not (cafe / "sessions" / "attendance.csv").exists()


def test_a_clock_wrong_by_an_hour_is_told(cafe: Path, run: Run) -> None:
    """People cannot all have come an hour late: it is a clock that is not the one named."""
    (cafe / "p.csv").write_text(FIRST.replace(" 14:", " 15:").replace(" 13:", " 14:").replace(" 12:", " 13:"))
    told = _ask(run, cafe, "p.csv", "--zone", "Dakar", "--session", SESSION, code=1)
    assert "minutes after" in told and "export-clock" in told and "nothing was written" in told


def test_another_meeting_credits_nobody(tmp_path: Path, run: Run) -> None:
    """Another date is another meeting, whatever its clock; it is refused before anything is asked."""
    case = PLANTED / "a11"
    meeting = json.loads((case / "meeting.json").read_text(encoding="utf-8"))
    start = datetime.fromisoformat(meeting["start_utc"].replace("Z", "+00:00"))
    roster = (case / "members.csv").read_bytes()
    folder = planted_folder(tmp_path / "cafe", roster, {meeting["session"]: (start, meeting["minutes"])})
    told = _ask(run, folder, str(case / meeting["file"]), "--session", meeting["session"], code=1)
    assert "export-meeting" in told and "January\u00a07" in told


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FIRST.encode()[:-9], "export-cut"),
        (FIRST.encode("utf-16")[:-51], "export-cut"),
        (b"", "file-empty"),
        (b"%PDF-1.4 \0\0", "file-binary"),
        (b"colour,size,price\nred,large,12.50\nblue,small,3.20\n", "export-unknown"),
        (FIRST.replace("15/01/2027 13:05:00", "13/13/2027 13:05:00").encode(), "export-times"),
    ],
)
def test_what_is_no_whole_download_is_refused(cafe: Path, run: Run, data: bytes, code: str) -> None:
    """With its place and what to do; nothing is taken from a half, and what was there stays."""
    (cafe / "p.csv").write_bytes(data)
    assert f"[{code}]" in _ask(run, cafe, "p.csv", "--zone", "Dakar", "--yes", code=1)
    assert not (cafe / "sessions" / "attendance.csv").exists()


def test_a_workbook_is_read_as_the_table_it_holds(cafe: Path, run: Run) -> None:
    """A download that somebody opened in Excel and saved: the same rows, and half of one a clear sentence."""
    rows = [line.split(",") for line in FIRST.splitlines()]
    write_workbook(cafe / "participants.xlsx", rows)
    as_text = _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--dry-run")
    assert _ask(run, cafe, "participants.xlsx", "--zone", "Dakar", "--dry-run") == as_text
    half = (cafe / "participants.xlsx").read_bytes()[:-300]
    (cafe / "half.xlsx").write_bytes(half)
    assert "not downloaded to its end" in _ask(run, cafe, "half.xlsx", "--zone", "Dakar", code=4)


def test_a_mistake_in_a_workbook_is_told_at_its_row(cafe: Path, run: Run) -> None:
    """The number is that of the spreadsheet, and the row is shown."""
    rows = [
        line.split(",") for line in FIRST.replace("15/01/2027 13:05:00", "32/13/2027 13:05:00").splitlines()
    ]
    write_workbook(cafe / "participants.xlsx", [[], *rows])
    told = _ask(run, cafe, "participants.xlsx", "--zone", "Dakar", code=1)
    assert "participants.xlsx:5:" in told and "32/13/2027" in told


def test_an_ambiguous_order_of_dates_is_asked_once(cafe: Path, run: Run) -> None:
    """5 January or 1 May: besrour does not guess, and remembers what it was told."""
    (cafe / "sessions" / "2027-02-cafe.yaml").unlink()
    text = (cafe / "sessions" / f"{SESSION}.yaml").read_text().replace("2027-01-15", "2027-01-05")
    (cafe / "sessions" / f"{SESSION}.yaml").write_text(text)
    (cafe / "p.csv").write_text(FIRST.replace("15/01/2027", "05/01/2027"))
    told = _ask(run, cafe, "p.csv", "--zone", "Dakar", code=2)
    assert "January\u00a05" in told and "May\u00a01" in told
    _ask(run, cafe, "p.csv", "--zone", "Dakar", "--dates", "day-first", "--yes")
    assert "2 members" in _ask(run, cafe, "p.csv", "--dry-run")


def test_what_names_people_is_closed_to_others(cafe: Path, run: Run) -> None:
    """Whatever rights the table had before."""
    (cafe / "sessions" / "attendance.csv").write_text("session,member,minutes\n")
    (cafe / "sessions" / "attendance.csv").chmod(0o644)
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--answer", "iPhone de Awa=guest", "--yes")
    for name in ("sessions/attendance.csv", "responses/identities.csv", "attendance.yaml"):
        assert stat.S_IMODE((cafe / name).stat().st_mode) == 0o600, name


def test_the_year_says_who_came_and_who_is_missed(cafe: Path, run: Run) -> None:
    """By session, region and language in 80 columns; who has not come is named kindly; groups are drawn."""
    for month in ("01", "02"):
        (cafe / "p.csv").write_text(FIRST.replace("15/01/2027", f"15/{month}/2027"), encoding="utf-8")
        _ask(run, cafe, "p.csv", "--zone", "Dakar", "--yes")
    shown = _ask(run, cafe, "--picture", "year.svg")
    assert max(map(len, shown.splitlines())) <= 80
    assert "2 members came at least once; more than once: 2." in shown
    assert "Liam Tremblay, Toronto: not met yet" in shown and "a kind word" in shown
    drawn = (cafe / "year.svg").read_text(encoding="utf-8")
    assert "2027-02-cafe: 2 of 3" in drawn and "Awa" not in drawn
    data = json.loads(_ask(run, cafe, "--json"))
    assert data["returning"] == ["awa-diop", "ruth-boateng"] and data["sessions"][0]["invited"] == 5


def test_one_session_is_shown_by_name(cafe: Path, run: Run) -> None:
    """With minutes, visitors, and what is not known yet; where nothing is known, it says what to do."""
    _ask(run, cafe, "participants.csv", "--zone", "Dakar", "--yes")
    shown = _ask(run, cafe, "--session", SESSION)
    assert (
        "Ruth Boateng" in shown
        and "Visitor: Interprète 1" in shown
        and "Not known yet: iPhone de Awa" in shown
    )
    assert "besrour attendance FILE" in _ask(run, cafe, "--session", "2027-02-cafe", code=3)


def test_she_is_told_in_french(cafe: Path, run: Run) -> None:
    """The same in her language, headings of the decisions included."""
    words = ("--zone", "Dakar", "--answer", "iPhone de Awa=invitée", "--yes")
    shown = _ask(run, cafe, "participants.csv", *words, lang="fr")
    assert "2 membres étaient là" in shown
    table = (cafe / "responses" / "identities.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("vu comme,adresse,séance,membre")
    assert "2 members" in _ask(run, cafe, "participants.csv", "--dry-run")


def _at_terminal(folder: Path, typed: str, *words: str) -> tuple[int, str]:
    """The command with somebody at the terminal who types these lines."""
    mine, hers = pty.openpty()
    env = {**os.environ, "BESROUR_NOW": NOW, "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "besrour_cli", "attendance", *words],
        cwd=folder,
        env=env,
        stdin=hers,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        os.write(mine, typed.encode())
        shown, _ = process.communicate(timeout=60)
    os.close(mine)
    os.close(hers)
    return process.returncode, shown.decode()


def test_at_a_terminal_everything_is_asked(cafe: Path) -> None:
    """The clock (Enter: the one that agrees), the telephone by number, the room left open."""
    code, shown = _at_terminal(cafe, "\n1\n\n3\n", "participants.csv")
    assert code == 0, shown
    assert "1  Awa Sow" in shown and "Type 3 to write these rows" in shown
    assert f"{SESSION},awa-sow,85,1" in _rows(cafe)


def test_a_room_is_named_at_the_terminal(cafe: Path) -> None:
    """Whoever sat there is typed beside its number; a slip is told, and asked again."""
    typed = "\n1\n1 nobody-here\n7 zoe-roy\n1 zoe-roy\n\n4\n"
    code, shown = _at_terminal(cafe, typed, "participants.csv")
    assert code == 0, shown
    assert "no member “nobody-here”" in shown and f"{SESSION},zoe-roy,90,1" in _rows(cafe)


def test_a_wrong_number_writes_nothing(cafe: Path) -> None:
    """Whoever types something else has changed nothing."""
    code, shown = _at_terminal(cafe, "\n\n\nno\n", "participants.csv")
    assert code == 1 and "nothing was changed" in shown
    assert not (cafe / "sessions" / "attendance.csv").exists()
    assert not (cafe / "attendance.yaml").exists()


def _planted(case: str, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    meeting = json.loads((PLANTED / case / "meeting.json").read_text(encoding="utf-8"))
    start = datetime.fromisoformat(meeting["start_utc"].replace("Z", "+00:00"))
    roster = (PLANTED / case / "members.csv").read_bytes()
    folder = planted_folder(tmp_path / case, roster, {meeting["session"]: (start, meeting["minutes"])})
    return folder, meeting


@pytest.mark.parametrize("case", ["a01", "a05", "a06", "a09", "a12"])
def test_planted_meetings_through_the_command(case: str, tmp_path: Path, run: Run) -> None:
    """Zoom, a webinar, Teams in two ages and a list: nobody in the table who was not there."""
    folder, meeting = _planted(case, tmp_path)
    words = ["--zone", meeting["account_zone"], "--dates", meeting["date_order"].replace(" ", "-")]
    words += ["--session", meeting["session"], "--json", "--yes"]
    if case == "a09":
        words[3] = "day-first"
    data = json.loads(_ask(run, folder, str(PLANTED / case / meeting["file"]), *words))
    truth = json.loads((PLANTED / case / "truth.json").read_text(encoding="utf-8"))
    there = {one["member"]: one["minutes"] for one in truth["attended"]}
    assert data["written"] and data["rows"]
    assert all(abs(row["minutes"] - there[row["member"]]) <= 1 for row in data["rows"])
    assert len(_rows(folder)) == len(data["rows"])


def test_a_visitor_becomes_a_member_with_the_name_and_address_that_the_meeting_showed(
    cafe: Path, run: Run
) -> None:
    """Her place is asked; next month she is credited, though she was called a visitor before."""
    visitor = "Inès Tavares (Praia),ines@example.org,15/01/2027 13:00:00,15/01/2027 14:30:00,90,Yes,No\n"
    (cafe / "participants.csv").write_text(FIRST + visitor, encoding="utf-8")
    words = ("--zone", "Dakar", "--answer", "ines@example.org=visitor", "--yes")
    assert "besrour enrol --visitors" in _ask(run, cafe, "participants.csv", *words)
    waiting = run("enrol", "--visitors", "--dry-run", cwd=cafe, now=NOW, lang="fr")
    assert "Inès Tavares n’a pas de lieu" in waiting.stdout, waiting.stderr
    assert "demandez-leur d’abord" in waiting.stdout
    done = run("enrol", "--visitors", "--answer", "2.place=Praia", "--yes", cwd=cafe, now=NOW)
    assert done.returncode == 0, done.stderr
    row = next(line for line in (cafe / "sessions/members.csv").read_text().splitlines() if "Inès" in line)
    assert "Inès Tavares" in row and "ines@example.org" in row and "Praia" in row
    (cafe / "later.csv").write_text((FIRST + visitor).replace("15/01/2027", "15/02/2027"), encoding="utf-8")
    later = json.loads(_ask(run, cafe, "later.csv", "--json"))
    assert {row["member"]: row["minutes"] for row in later["rows"]}["ines-tavares"] == 90
    again = json.loads(run("enrol", "--visitors", "--dry-run", "--json", cwd=cafe, now=NOW).stdout)
    assert "ines-tavares" not in [each["name"] for each in again["files"][0]["add"]]


def test_without_visitors_or_without_a_sheet_enrol_says_what_it_needs(cafe: Path, run: Run) -> None:
    """Nobody came yet; and neither a sheet nor visitors were named."""
    assert "no visitor of a session can be enrolled" in run("enrol", "--visitors", cwd=cafe, now=NOW).stderr
    assert "besrour enrol FILE, or besrour enrol --visitors" in run("enrol", cwd=cafe, now=NOW).stderr
