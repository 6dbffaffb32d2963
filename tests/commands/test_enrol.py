"""People from sheets: shown, asked, written whole, and a month later only what is new."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.commands.workflows.file_checks import required_and_away
from besrour_cli.model.plan import Plan
from besrour_cli.storage.programme.load import load
from support.checkout import ROOT
from support.storage.open_document import write_ods

Run = Callable[..., subprocess.CompletedProcess[str]]
CASES = ROOT / "tests" / "feedback" / "signups" / "cases"
ROSTER = "sessions/members.csv"
HEAD = ("Name", "Email", "City", "Country", "Languages", "Good hours")


def _sheet(path: Path, *rows: tuple[str, ...]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEAD, *rows))
    return str(path)


def _enrol(run: Run, folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    answer = run("enrol", *words, "--json", cwd=folder)
    assert answer.returncode == code, answer.stderr
    (file,) = json.loads(answer.stdout)["files"]
    return dict(file)


def _people(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / ROSTER).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_a_sheet_becomes_members_and_the_second_time_nothing(fresh: Path, run: Run) -> None:
    """Google's csv goes in as it is; run again, it changes no byte and asks only what is still open."""
    before = _people(fresh)
    sheet = str(CASES / "s01" / "responses.csv")
    first = _enrol(run, fresh, sheet, "--group", "cafe", "--yes", "--answer", "15.place=Lubumbashi")
    assert len(first["add"]) == 22 and first["written"]
    added = {id_: row for id_, row in _people(fresh).items() if id_ not in before}
    assert added["kofi-ndiaye-sow"]["place"] == "Lubumbashi"
    assert added["seydou-benslamia"]["hours"] == "tue 13:00-15:00; thu 13:00-15:00"
    assert (fresh / f"{ROSTER}.bak").exists()
    assert load(str(fresh)).programme is not None
    data = (fresh / ROSTER).read_bytes()
    again = _enrol(run, fresh, sheet, "--yes")
    assert (again["add"], again["change"], again["written"]) == ([], [], False)
    assert {q["id"] for q in again["questions"]} == {q["id"] for q in first["questions"]}
    assert (fresh / ROSTER).read_bytes() == data


@pytest.mark.parametrize(
    ("case", "before", "after"), [("p07", "before.csv", "after.csv"), ("p08", "before.xlsx", "after.xlsx")]
)
def test_a_month_later_only_what_is_new_changes(
    fresh: Path, run: Run, case: str, before: str, after: str
) -> None:
    """The longer download: newcomers, changed fields and withdrawals are told; the others stay."""
    expected = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    _enrol(run, fresh, str(CASES / case / before), "--group", "cafe", "--yes")
    known = _people(fresh)
    later = _enrol(run, fresh, str(CASES / case / after), "--yes", "--group", "cafe")
    kinds: dict[str, list[Any]] = {}
    for change in expected["changes"]:
        kinds.setdefault(change["kind"], []).append(change)
    rows = {row["row"]: row for row in expected["rows"]}
    # somebody whose question of last time is settled in the sheet now is a newcomer, since she waited
    new = [c["row_after"] for c in kinds["new"] if rows[c["row_after"]]["outcome"] == "member"]
    new += [c["row_after"] for c in kinds["answered"]]
    assert sorted(each["row"] for each in later["add"]) == sorted(new)
    told = {(change["row"], c["field"], c["after"]) for change in later["change"] for c in change["changes"]}
    changed = {(c["row_after"], c["field"], c["to"]) for c in kinds["changed"]}
    again = {(d["of"], c["field"], c["after"]) for d in later["twice"] for c in d["differs"]}
    assert changed <= told <= changed | again | {(row, "country", "CA") for row, _field, _to in changed}
    assert [q["about"] for q in later["questions"]].count("withdrawn") == 1
    touched = {change["member"] for change in later["change"]}
    assert all(_people(fresh)[id_] == row for id_, row in known.items() if id_ not in touched)


def test_what_the_coordinator_corrected_stays(fresh: Path, run: Run, tmp_path: Path) -> None:
    """She mends a name by hand; the sheet says what it said last time, and does not undo it."""
    sheet = _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "Dakar", "Sénégal", "fr", "8h-10h"))
    _enrol(run, fresh, sheet, "--group", "cafe", "--yes")
    mended = (fresh / ROSTER).read_text(encoding="utf-8").replace("Awa Diopel", "Awa Diopelle")
    (fresh / ROSTER).write_text(mended, encoding="utf-8")
    assert _enrol(run, fresh, sheet, "--yes")["change"] == []
    _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "Dakar", "Sénégal", "fr", "18h-20h"))
    (change,) = _enrol(run, fresh, sheet, "--yes")["change"]
    assert [c["field"] for c in change["changes"]] == ["hours"]
    assert _people(fresh)["awa-diopel"]["name"] == "Awa Diopelle"
    assert _people(fresh)["awa-diopel"]["hours"] == "18:00-20:00"


def test_somebody_in_the_roster_already_is_not_doubled(fresh: Path, run: Run, tmp_path: Path) -> None:
    """An address that is known is that member; a like name with another address is asked about."""
    member = next(iter(_people(fresh).values()))
    known = (member["name"], member["email"].upper(), member["place"], member["country"], "", "")
    other = (member["name"], "somebody@example.org", member["place"], member["country"], "", "")
    first = _enrol(run, fresh, _sheet(tmp_path / "a.csv", known), "--dry-run")
    assert (first["add"], first["unchanged"]) == ([], [member["id"]])
    second = _enrol(run, fresh, _sheet(tmp_path / "b.csv", other), "--dry-run", "--group", "cafe")
    assert second["add"] == [] and [q["about"] for q in second["questions"]] == ["person"]
    taken = _enrol(
        run, fresh, str(tmp_path / "b.csv"), "--yes", "--group", "cafe", "--answer", "2.person=newer"
    )
    assert [c["after"] for c in taken["change"][0]["changes"]] == ["somebody@example.org"]


def test_nothing_is_written_unasked(fresh: Path, run: Run, tmp_path: Path) -> None:
    """Without --yes and with nobody at a terminal, the command refuses; a trial writes nothing."""
    sheet = _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "Dakar", "", "", ""))
    data = (fresh / ROSTER).read_bytes()
    refused = run("enrol", sheet, "--group", "cafe", cwd=fresh, lang="fr")
    assert refused.returncode == 2 and "--dry-run" in refused.stderr
    assert run("enrol", sheet, "--group", "cafe", "--dry-run", cwd=fresh).returncode == 0
    assert (fresh / ROSTER).read_bytes() == data
    assert not (fresh / "enrolment.json").exists()


def test_two_groups_are_a_question(fresh: Path, run: Run, tmp_path: Path) -> None:
    """The example has three groups: which one the newcomers join is asked, and remembered."""
    sheet = _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "Dakar", "", "", ""))
    first = _enrol(run, fresh, sheet, "--dry-run")
    assert first["questions"][0]["id"] == "group"
    _enrol(run, fresh, sheet, "--yes", "--answer", "group=advisory")
    _sheet(tmp_path / "a.csv", ("Zoé Lirandel", "zoe@example.org", "Tunis", "", "", ""))
    _enrol(run, fresh, sheet, "--yes")
    assert _people(fresh)["zoe-lirandel"]["groups"] == "advisory"


def test_an_answer_that_answers_nothing_is_refused(fresh: Path, run: Run, tmp_path: Path) -> None:
    """A place that is no place, a row without a question, words without a sign: nothing is written."""
    sheet = _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "London", "", "", ""))
    for answer in ("2.place=Nowhereville", "7.place=Accra", "2.place"):
        words = ("enrol", sheet, "--yes", "--group", "cafe", "--answer", answer)
        assert run(*words, cwd=fresh).returncode == 2
    assert "awa-diopel" not in _people(fresh)


def test_wrong_sheets_get_one_sentence_in_her_language(fresh: Path, run: Run, tmp_path: Path) -> None:
    """A budget, the lock file of an open sheet: what is wrong and what to do, in French; nothing is lost."""
    (tmp_path / "budget.csv").write_text("Poste;Montant\nSalle;120\n", encoding="utf-8")
    (tmp_path / "~$Liste.xlsx").write_bytes(b"x")
    data = (fresh / ROSTER).read_bytes()
    for name, words in (("budget.csv", "aucune feuille"), ("~$Liste.xlsx", "ouverte")):
        answer = run("enrol", str(tmp_path / name), "--yes", cwd=fresh, lang="fr")
        assert answer.returncode == 4 and words in answer.stderr.casefold(), answer.stderr
        assert len([line for line in answer.stderr.splitlines() if line.startswith("besrour")]) == 1
    assert (fresh / ROSTER).read_bytes() == data


def test_the_right_sheet_of_a_workbook_is_taken_or_asked_for(fresh: Path, run: Run, tmp_path: Path) -> None:
    """A budget beside the people is passed over; two lists of people are a question, answered by --sheet."""
    people = [HEAD, ("Awa Diopel", "awa@example.org", "Dakar", "Sénégal", "fr", "8h-10h")]
    budget = [("Poste", "Montant"), ("Salle", "120")]
    one = write_ods(tmp_path / "one.ods", {"Budget": budget, "Inscriptions": people})
    read = _enrol(run, fresh, one, "--dry-run", "--group", "cafe")
    assert (read["sheet"], [each["name"] for each in read["add"]]) == ("Inscriptions", ["Awa Diopel"])
    two = write_ods(tmp_path / "two.ods", {"2026": people, "2027": people})
    refused = run("enrol", two, "--dry-run", cwd=fresh)
    assert refused.returncode == 2 and "--answer sheet=" in refused.stderr and "2026 / 2027" in refused.stderr
    assert _enrol(run, fresh, two, "--dry-run", "--sheet", "2027", "--group", "cafe")["sheet"] == "2027"
    assert run("enrol", one, two, "--dry-run", "--answer", "2.place=Dakar", cwd=fresh).returncode == 2


def test_at_a_terminal_questions_have_numbers(fresh: Path, tmp_path: Path) -> None:
    """She types 1 for London in Ontario, then the number of rows, and it is written."""
    sheet = _sheet(tmp_path / "a.csv", ("Awa Diopel", "awa@example.org", "London", "", "", ""))
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "besrour_cli", "enrol", sheet, "--group", "cafe"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BESROUR_LANG": "en", "BESROUR_NOW": "2026-11-29T12:00Z"}
    with subprocess.Popen(
        command, cwd=fresh, env=env, stdin=follower, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        os.write(leader, b"1\n1\n")
        _out, shown = program.communicate(timeout=120)
    os.close(leader)
    os.close(follower)
    assert program.returncode == 0, shown
    assert "London (Ontario)" in shown.decode()
    assert _people(fresh)["awa-diopel"]["country"] == "Canada"


def test_the_form_that_besrour_writes_is_read_without_a_question(
    fresh: Path, run: Run, tmp_path: Path
) -> None:
    """Every box of the sign-up form, ticked as Google joins them, is understood by enrol."""
    from besrour_cli.publishing.forms.sign_up import read_form
    from besrour_cli.storage import resources

    assert run("form", "sign-up", cwd=fresh).returncode == 0
    script = (fresh / "out/forms/sign-up.gs").read_text(encoding="utf-8")
    assert "FormApp.create" in script and "Bonnes heures" in script
    programme = load(str(fresh)).programme
    assert programme is not None
    facts = {"programme": programme.names, "organiser": programme.contact.name}
    form = read_form(resources.templates(str(fresh))["sign-up.toml"], facts, programme.languages)
    answers = ["Awa Diopel", "awa@example.org", "Dakar", "Sénégal"]
    rest = form.questions[len(answers) :]
    answers += [", ".join(q.options[:2] if q.kind == "several" else q.options[:1]) for q in rest]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(([q.title for q in form.questions], answers))
    read = _enrol(run, fresh, str(tmp_path / "a.csv"), "--dry-run", "--group", "cafe")
    assert read["questions"] == []
    (person,) = read["add"]
    assert person["hours"] == "06:00-08:00; 08:00-12:00"
    assert person["never"] == "00:00-06:00; 06:00-08:00; mon-tue"
    assert person["languages"] == ["en"] and person["unread_hours"] == ""


def test_a_pause_has_an_end(fresh: Path, run: Run) -> None:
    """Until March she is invited to nothing that begins before; afterwards she is, without another word."""
    member = next(id_ for id_, row in _people(fresh).items() if row["groups"] == "cafe")
    shown = run("pause", member, "--until", "2027-03-01", "--yes", cwd=fresh, now="2026-11-29T12:00Z")
    assert shown.returncode == 0, shown.stderr
    assert _people(fresh)[member]["paused"] == "2027-03-01"
    programme = load(str(fresh)).programme
    assert programme is not None
    cafes = [s for s in programme.sessions if s.series == "cafe" and member not in s.required_ids]
    invited = {s.id: any(m.id == member for m in programme.invited(s)) for s in cafes}
    assert invited == {s.id: s.window.first.isoformat() >= "2027-03-01" for s in cafes}
    assert set(invited.values()) == {True, False}
    for words in (("--until", "2026-01-01"), ("--until", "3/4/2027")):
        assert run("pause", member, *words, "--yes", cwd=fresh).returncode == 2


def test_check_names_the_line_that_requires_somebody_who_is_away(fresh: Path, run: Run) -> None:
    """In a session of her own, and where a series gives her a turn; not once she is back."""
    assert run("pause", "ke-1", "--until", "2027-05-01", "--yes", cwd=fresh).returncode == 0
    checked = run("check", "--json", cwd=fresh)
    assert checked.returncode == 0
    away = [p for p in json.loads(checked.stdout)["problems"] if p["code"] == "member-away"]
    assert {"sessions/2027-02-cafe.yaml", "sessions/programme.yaml"} <= {p["path"] for p in away}
    for problem in away:
        line = (fresh / problem["path"]).read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
        assert line[problem["column"] - 1 :].startswith("ke-1") and "2027-05-01" in problem["what"]
    programme = load(str(fresh)).programme
    assert programme is not None
    plan = Plan("", "")
    assert not list(required_and_away(programme, plan, datetime(2027, 5, 1, tzinfo=UTC)))


def test_a_pause_without_an_end_is_yes(fresh: Path, run: Run) -> None:
    """Without a day the row says yes, and the file as it was stays beside it."""
    member = next(id_ for id_, row in _people(fresh).items() if row["groups"] == "cafe")
    before = (fresh / ROSTER).read_bytes()
    assert run("pause", member, "--yes", cwd=fresh).returncode == 0
    assert _people(fresh)[member]["paused"] == "yes"
    assert (fresh / f"{ROSTER}.bak").read_bytes() == before


def test_groups_of_the_sheet_are_those_of_the_roster(fresh: Path, run: Run) -> None:
    """Named by the series, asked about where unknown; who names none joins the group that was given."""
    sheet = fresh / "form.csv"
    rows = (
        "Nom,Courriel,Ville,Groupes,Jamais",
        'Awa Diopel,awa@example.org,Dakar,"Café Besrour; working-group",vendredi',
        "Kofi Mensarel,kofi@example.org,Accra,Recherche,",
        "Zoé Lirandel,zoe@example.org,Tunis,,lundi 8h-12h",
    )
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ("enrol", "form.csv", "--group", "advisory", "--answer", "group.recherche=cafe")
    shown = run(*words, "--dry-run", cwd=fresh, lang="fr").stdout.replace("\xa0", " ")
    assert "Dakar, jamais vendredi, groupes : cafe, working-group" in shown
    assert "Tunis, jamais lundi 8 h–midi, groupes : advisory" in shown and "3 personnes s’ajoutent :" in shown
    _enrol(run, fresh, *words[1:], "--yes")
    groups = {row["email"]: row["groups"] for row in _people(fresh).values()}
    assert [groups[f"{name}@example.org"] for name in ("awa", "kofi", "zoe")] == [
        "cafe working-group",
        "cafe",
        "advisory",
    ]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("; working-group", ""), encoding="utf-8")
    later = _enrol(run, fresh, "form.csv", "--yes")
    assert [c["changes"][0]["after"] for c in later["change"]] == ["cafe"]
