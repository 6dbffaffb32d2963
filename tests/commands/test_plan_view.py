"""The plan on the terminal: what changed and why, the year, the sentences, the rhythm, what is next."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from besrour_cli.clock.formatting import MONTHS, SHORT_MONTHS
from besrour_cli.commands.views.plan.sentences import open_ties
from support.campaigns.thorough import thorough
from support.commands import announced
from support.commands.edits import add, as_files, drop, put, swap

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = "sessions/2027-04-cafe.yaml"
WINDOW = swap(
    CAFE, "window: {from: 2027-04-19, to: 2027-04-30}", "window: {from: 2027-04-06, to: 2027-04-15}"
)


def _days(folder: Path) -> dict[str, datetime]:
    sessions = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["sessions"]
    zone = ZoneInfo("America/Toronto")
    return {
        name: datetime.fromisoformat(str(s["start"]).replace("Z", "+00:00")).astimezone(zone)
        for name, s in sessions.items()
    }


def _day(at: datetime) -> str:
    """A day as a change names it."""
    return f"{MONTHS['en'][at.month - 1]} {at.day}"


def _said(run: Run, folder: Path, *arguments: str, lang: str = "en", columns: int = 80, now: str = "") -> str:
    """What plan prints, with ordinary spaces."""
    moment = {"now": now} if now else {}
    answer = run("plan", *arguments, cwd=folder, lang=lang, environment={"COLUMNS": str(columns)}, **moment)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.replace("\u00a0", " ")


def _top(said: str) -> list[str]:
    """What stands above the year."""
    return said.partition("\n\n")[0].splitlines()


def test_what_changed_stands_first_with_its_reason(planned: Path, run: Run) -> None:
    """A narrower window moves the café: one line, old day, new day, and why; then nothing has changed."""
    assert _top(_said(run, planned)) == ["Nothing has changed since the last plan."]
    old = _days(planned)["2027-04-cafe"]
    WINDOW(planned)
    top = " ".join(" ".join(_top(_said(run, planned, "--dry-run"))).split())
    assert re.search(
        rf"Changed since the last plan \(days and hours in Toronto\): .*2027-04-cafe: {_day(old)}\S* .*→ "
        r"April \d+.*, because at the former start it is outside of the window, 2027-04-06 to 2027-04-15",
        top,
    )
    french = " ".join(" ".join(_top(_said(run, planned, "--dry-run", lang="fr"))).split())
    assert re.search(
        r"Changements depuis le dernier plan \(jours et heures : Toronto\) : .*2027-04-cafe : .* → \d+ avril"
        r".*, car, à l’ancien début, c’est hors de la plage de dates, du 2027-04-06 au 2027-04-15",
        french,
    )
    every = json.loads(_said(run, planned, "--json"))["changes"]
    changes = [change for change in every if change["session"] == "2027-04-cafe"]
    assert changes[0]["after"].startswith("2027-04-")
    assert changes[0]["reason"]["kind"] == "demands"
    assert _top(_said(run, planned)) == ["Nothing has changed since the last plan."], "that one was kept"


def test_a_person_who_can_not_is_named(planned: Path, run: Run) -> None:
    """A facilitator gives up a weekday: the lines of the cafés she made move name her."""
    weekday = f"{_days(planned)['2027-01-cafe']:%a}"
    roster = planned / "sessions/members.csv"
    rows = roster.read_text(encoding="utf-8").splitlines()
    rows = [
        r[: -len(",,,,")] + f",,,{weekday} 08:00-18:00," if r.startswith("ca-queens,") else r for r in rows
    ]
    roster.write_text("\n".join(rows) + "\n", encoding="utf-8")
    said = " ".join(" ".join(_top(_said(run, planned, "--dry-run"))).split())
    assert re.search(
        r"2027-\d\d-cafe: .*, because at the former start it falls in the never-hours of Queen’s", said
    )
    assert "on average" not in said


@pytest.mark.thorough
def test_sessions_that_come_and_go_and_the_first_plan(planned: Path, run: Run) -> None:
    """A file gone while only proposed, and a new one, have a line each. No plan yet: said in one line."""
    text = (planned / CAFE).read_text(encoding="utf-8")
    at = _days(planned)["2027-04-cafe"]
    drop(CAFE)(planned)
    put("sessions/2027-04-tea.yaml", text.encode())(planned)
    top = _top(_said(run, planned, "--dry-run"))
    assert top[1:] == [
        f"  2027-04-cafe: no longer in the plan; nobody had been told ({_day(at)}, {at:%-H:%M})",
        f"  2027-04-tea: new, {_day(at)}, {at:%-H:%M}",
    ]
    french = _top(_said(run, planned, "--dry-run", lang="fr"))
    assert re.fullmatch(rf"  2027-04-tea : nouvelle, {at.day} avril, {at.hour} h( \d\d)?", french[-1])
    drop("plan.yaml")(planned)
    assert _top(_said(run, planned, "--dry-run")) == [
        "This is the first plan: there is none to compare it with."
    ]


@pytest.mark.thorough
def test_told_by_telephone_and_over(planned: Path, run: Run) -> None:
    """She rang everybody: check and plan ask for took_place: yes, and with it the session counts as held."""
    later = "2027-02-01T00:00Z"
    at = _days(planned)["2027-01-cafe"]
    soon = run("check", cwd=planned, now=f"{at + timedelta(days=1):%Y-%m-%d}T23:00Z")
    assert f"“2027-01-cafe” was planned for {at:%A}, January" in soon.stdout
    assert re.search(r"2027, \S+\u00a0[ap]\.m\. \(Toronto, UTC−5\), which has passed", soon.stdout)
    assert not re.search(r"T\d\d:\d\dZ", soon.stdout)
    assert "if people met, write took_place: yes in its file" in soon.stdout
    asked = run("check", cwd=planned, now=later)
    assert asked.returncode == 1, asked.stdout
    assert "the window of 2027-01-cafe has passed and nobody was told of a start" in asked.stdout
    assert "if people met then, write took_place: yes in its file" in asked.stdout
    refused = run("plan", cwd=planned, now=later)
    assert refused.returncode == 1
    assert "write took_place: yes in its file" in refused.stderr
    french = run("plan", cwd=planned, now=later, lang="fr")
    assert "écrivez `took_place: yes` dans son fichier" in french.stderr
    for name in ("cafe", "working-group"):
        add(f"sessions/2027-01-{name}.yaml", "took_place: yes\n")(planned)
    top = _top(_said(run, planned, now=later))
    assert top[1:] == ["  over since, and counted as held: 2027-01-working-group, 2027-01-cafe"]
    after = run("check", cwd=planned, now=later)
    assert "Plan: 29 sessions, 2 held, 27 proposed." in after.stdout
    assert "Plan : 29 séances, 2 tenues, 27 proposées." in run(
        "check", cwd=planned, now=later, lang="fr"
    ).stdout.replace("\u00a0", " ")
    assert run("verify", cwd=planned, now=later).returncode == 0


@pytest.mark.thorough
def test_a_held_start_that_is_over_is_no_trap(planned: Path, run: Run) -> None:
    """She held the start and rang: refused with the remedy, and taken once her file says that people met."""
    at = _days(planned)["2027-01-cafe"]
    later = f"{at + timedelta(days=1):%Y-%m-%d}T12:00Z"
    assert run("hold", "2027-01-cafe", cwd=planned).returncode == 0
    said = _said(run, planned)
    assert re.search(rf"^2027-01-cafe +{at:%a} {at.day} prop= ", said, re.MULTILINE)
    assert "= you hold this start (besrour hold)" in said
    data = json.loads(_said(run, planned, "--json"))
    assert [s["id"] for s in data["sessions"] if s["hold"]] == ["2027-01-cafe"]
    put("sessions/2027-01-working-group.yaml", b"took_place: yes\n")(planned)
    refused = run("plan", cwd=planned, now=later)
    assert refused.returncode == 1
    assert "write took_place: yes in its file" in refused.stderr
    add("sessions/2027-01-cafe.yaml", "took_place: yes\n")(planned)
    assert "2027-01-cafe" in _top(_said(run, planned, now=later))[1]


@pytest.mark.small
def test_a_start_that_passed_while_its_window_has_not(planned: Path, run: Run) -> None:
    """The plan chooses a later start, and says what to write in case people met at the former one."""
    put("sessions/2027-01-working-group.yaml", b"took_place: yes\n")(planned)
    at = _days(planned)["2027-01-cafe"]
    later = f"{at + timedelta(days=1):%Y-%m-%d}T12:00Z"
    top = " ".join(" ".join(_top(_said(run, planned, now=later))).split())
    assert f"2027-01-cafe: {_day(at)}" in top
    assert "if people met then, write took_place: with start: in its file" in top
    add("sessions/2027-01-cafe.yaml", "took_place: yes\n")(planned)
    early = run("check", cwd=planned, now=later)
    assert early.returncode == 1
    assert "write when it began: took_place: {start: 2027-03-10 15:20 Accra}" in early.stdout
    began = f"took_place: {{start: {at:%Y-%m-%d} 11:00 Toronto}}"
    swap("sessions/2027-01-cafe.yaml", "took_place: yes", began)(planned)
    assert f"2027-01-cafe: counted as held, as its file says: {_day(at)}, 11:00" in _said(
        run, planned, now=later
    )


def test_a_few_sentences_and_the_rhythm(planned: Path, run: Run) -> None:
    """Who has a night, who carries most, the proof; then each series in one sentence; tables on demand."""
    said = " ".join(_said(run, planned).split())
    data = json.loads(_said(run, planned, "--json"))
    most = data["summary"]["most"]
    assert "Nobody has a night (between 22:00 and 7:00 there)." in said
    assert f": {most['burden']:g} " in said
    assert "It is proven that nothing fairer exists." in said
    assert data["summary"]["proven"] is True and data["summary"]["unproven"] == []
    assert data["summary"]["few_good"] == {}
    assert "Mean burden" not in said and "Least possible" not in said
    for each in data["rhythm"]:
        assert sum(len(slot["dates"]) for slot in each["slots"]) >= 5
        assert all(slot["week"] in range(1, 6) for slot in each["slots"])
    [group] = [each for each in data["rhythm"] if each["series"] == "working-group"]
    slot = group["slots"][0]
    week = ("first", "second", "third", "fourth", "fifth")[slot["week"] - 1]
    hour = slot["hour"].removeprefix("0")
    assert re.search(rf"Working group, in Toronto: .*{week} {slot['weekday']} at {hour}", said)
    french = " ".join(_said(run, planned, lang="fr").split())
    assert re.search(r"Groupe de travail \(heure locale : Toronto\) : le \w+ \w+ à \d+ h", french)
    details = _said(run, planned, "--details")
    assert "Mean burden" in details
    assert re.search(r"^days and hours to remember, changes +\d+ +\d+ +proven", details, re.MULTILINE)


@pytest.mark.thorough
def test_nights_are_counted_and_named(tmp_path: Path, run: Run) -> None:
    """Across the world there are nights: how many, whose; notes are short, and whole with --details."""
    folder = tmp_path / "world"
    assert run("init", str(folder), "--example", "world", cwd=tmp_path).returncode == 0
    said = " ".join(_said(run, folder).split())
    summary = json.loads(_said(run, folder, "--json"))["summary"]
    people, nights = len(summary["nights"]), sum(summary["nights"].values())
    assert f"{people} people have {nights} nights in all (between 22:00 and 7:00 there): Delegate, A" in said
    assert "more (all with --details)." in said
    assert re.search(
        r"Held twice, 2027-02-forum would be at a good hour for 21 of 21 instead of \d+, and", said
    )
    assert "No session at a good hour: Delegate, Australia (0)" in said
    details = " ".join(_said(run, folder, "--details").split())
    assert "more (all with" not in details
    assert details.count("Held twice") == 7
    assert f"{people} personnes ont {nights} nuits en tout" in _said(run, folder, lang="fr")


@pytest.mark.small
def test_next_is_what_comes_next(planned: Path, run: Run) -> None:
    """The nearest session nobody was told of; people to tell of a move; nothing, when all are told."""
    assert _said(run, planned).splitlines()[-1] == (
        "Kept in plan.yaml. Next: besrour invite 2027-01-working-group"
    )
    assert _said(run, planned, "--dry-run").splitlines()[-1] == "Not kept: this was a trial."
    as_files(planned)
    for path in (planned / "sessions").glob("2027-*.yaml"):
        if path.name != "2027-01-cafe.yaml":
            path.unlink()
    _said(run, planned)
    announced.announce(planned, old=False)
    assert _said(run, planned).splitlines()[-1] == "Kept in plan.yaml."
    assert "stays." in _said(run, planned)
    assert json.loads(_said(run, planned, "--json"))["next"] is None
    moved = run("move", "2027-01-cafe", "--to", "2027-01-21 10:00 Toronto", "--yes", cwd=planned)
    assert moved.returncode == 0, moved.stderr
    assert _said(run, planned).splitlines()[-1] == "Kept in plan.yaml. Next: besrour send 2027-01-cafe"


@pytest.mark.thorough
def test_every_state_has_its_word_in_the_row(planned: Path, run: Run) -> None:
    """Announced, moved and cancelled stand in their rows and in the counts, whole or cut and explained."""
    for name, start in (("2027-01-cafe", 19), ("2027-02-cafe", 18)):
        announced.announce(
            planned, name, datetime.fromisoformat(f"2027-0{name[6]}-{start}T16:00Z"), old=False
        )
    assert run("move", "2027-02-cafe", "--yes", cwd=planned).returncode in (0, 1)
    assert run("cancel", "2027-04-cafe", "--yes", cwd=planned).returncode == 0
    april = _days(planned)["2027-04-cafe"]
    wide = _said(run, planned, columns=140)
    assert re.search(r"^2027-01-cafe +Tue Jan\. 19 +announced +9:00 ", wide, re.MULTILINE)
    assert re.search(rf"^2027-04-cafe +\w{{3}} April {april.day} +cancelled *$", wide, re.MULTILINE)
    narrow = _said(run, planned)
    assert re.search(r"^2027-01-cafe +Tue 19 +ann\. ", narrow, re.MULTILINE)
    assert "ann. announced" in narrow
    assert "canc. cancelled" in narrow
    assert "1 announced" in narrow
    assert "1 cancelled" in narrow
    assert "1 cancelled" in run("check", cwd=planned).stdout
    assert re.search(
        rf"^2027-04-cafe +\w{{3}} {april.day} +annul", _said(run, planned, lang="fr"), re.MULTILINE
    )


@pytest.mark.thorough
@pytest.mark.parametrize("lang", [thorough("en"), "fr"])
def test_where_the_row_has_no_room_months_stand_above_their_sessions(
    planned: Path, run: Run, lang: str
) -> None:
    """80 columns hold two tables, and a session named after April that falls in May stands below May."""
    swap(CAFE, "window: {from: 2027-04-19, to: 2027-04-30}", "window: {from: 2027-05-03, to: 2027-05-06}")(
        planned
    )
    _said(run, planned)
    said = _said(run, planned, "--dry-run", lang=lang)
    month, seen = "", dict[str, tuple[str, int]]()
    for line in said.splitlines():
        heading = re.fullmatch(r"([^\W\d]+) (20\d\d) *", line)
        if heading:
            month = heading[0].strip()
        elif row := re.match(r"(2027-\S+) +\w{3} (\d+) ", line):
            assert seen.get(row[1], (month, int(row[2]))) == (month, int(row[2])), "both tables say the same"
            seen[row[1]] = (month, int(row[2]))
    days = _days(planned)
    assert seen == {name: (f"{MONTHS[lang][d.month - 1]} {d.year}", d.day) for name, d in days.items()}
    assert max(map(len, said.splitlines())) <= 80
    assert any(not name.startswith(f"{d:%Y-%m}") for name, d in days.items()), "else nobody could err"
    columns = re.search(r"\((?:a window of|une fenêtre de) (\d+) ", said)
    assert columns
    wide = _said(run, planned, "--dry-run", lang=lang, columns=int(columns[1]))
    assert len(re.findall(r"^2027-01-cafe ", wide, re.MULTILINE)) == 1
    narrower = _said(run, planned, "--dry-run", lang=lang, columns=int(columns[1]) - 1)
    assert "St. John’s " not in narrower.splitlines()[2] or "prop." in narrower


@pytest.mark.parametrize(("lang", "hour"), [("en", r"\d+:\d\d!"), ("fr", r"\d+ h( \d\d)?!")])
def test_where_there_is_room_names_are_whole(planned: Path, run: Run, lang: str, hour: str) -> None:
    """On 140 columns day and month, state, and whole places stand in one table, as clocks write hours."""
    said = _said(run, planned, "--dry-run", lang=lang, columns=140)
    head = next(line for line in said.splitlines() if "Vancouver" in line)
    places = ["Vancouver", "Saskatoon", "Winnipeg", "Toronto", "Halifax", "St. John’s", "Accra", "Douala"]
    assert re.search(" +".join([*places, "Gaborone", "Nairobi"]) + "$", head)
    state = "proposed" if lang == "en" else "proposée"
    for name, day in _days(planned).items():
        month = SHORT_MONTHS[lang][day.month - 1]
        number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
        date = f"{month} {number}" if lang == "en" else f"{number} {month}"
        assert re.search(rf"^{name} +\w{{3}} {re.escape(date)} +{state} ", said, re.MULTILINE), name
    assert any(re.search(hour, line) for line in said.splitlines() if "-cafe" in line)
    assert max(map(len, said.splitlines())) <= 140


def test_what_the_tie_break_left_open_is_said() -> None:
    """Nothing when all is settled; else how many sessions, and how to allow more time."""
    assert open_ties(0) is None
    assert str(open_ties(11)) == "tie-break: 11 sessions left open in the time allowed; --seconds allows more"
    assert "1 session left open" in str(open_ties(1))


def test_a_picture_is_never_drawn_among_her_files(planned: Path, run: Run) -> None:
    """Refused before anything is worked out, from inside the folder and from elsewhere."""
    before = (planned / "plan.yaml").stat().st_mtime_ns
    for where, path in ((planned, "sessions/y.svg"), (planned.parent, f"{planned.name}/sessions/y.svg")):
        answer = run("plan", "--folder", str(planned), "--picture", path, cwd=where)
        assert answer.returncode == 4
        assert "besrour never writes" in answer.stderr and "y.svg" in answer.stderr
    assert not (planned / "sessions" / "y.svg").exists()
    assert (planned / "plan.yaml").stat().st_mtime_ns == before
