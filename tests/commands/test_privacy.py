"""A member asks what is kept of her, and to be forgotten; the coordinator looks, asks, and it is done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands.conftest import besrour

from besrour_cli.commands.workflows.privacy.find_person import find_person
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.storage.output.atomic_files import write_each
from besrour_cli.storage.privacy.register import files_of, record_of
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import busy_file, plan_file, replies_file
from support.attendance.folders import planted_folder
from support.commands.told import opened, tell

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "2027-03-01T12:00Z"
MOMENT = datetime(2027, 3, 1, 12, tzinfo=UTC)
APRIL = "2027-04-cafe"
ROSTER = """\
id,name,email,place,country,languages,groups
awa-diop,Awa Diop,awa@example.org,Dakar,Senegal,fr,cafe
ruth-boateng,Ruth Boateng,ruth@example.org,Accra,Ghana,en,cafe
liam-tremblay,Liam Tremblay,liam@example.org,Toronto,Canada,en fr,cafe
"""
DOWNLOAD = """\
Name (original name),Email,Total duration (minutes),Guest
Awa Diop,awa@example.org,60,Yes
Ruth Boateng,,88,Yes
Bamako CHU,,90,Yes
Fatou Ndiaye,,30,Yes
"""
COMING = """\
series: cafe
title: {en: Spring, fr: Printemps}
description: {en: We meet., fr: Rencontre.}
window: {from: 2027-04-12, to: 2027-04-12}
"""
HERS = ("awa-diop", "awa diop", "awa@example.org")


def _lived(folder: Path) -> Path:
    """A programme with a past session and one to come, all that besrour keeps of three members in it."""
    planted_folder(folder, ROSTER.encode(), {"2027-01-cafe": (datetime(2027, 1, 15, 13, tzinfo=UTC), 90)})
    (folder / "sessions" / f"{APRIL}.yaml").write_text(COMING, encoding="utf-8")
    (folder / "responses").mkdir()
    (folder / "responses" / "zoom.csv").write_text(DOWNLOAD, encoding="utf-8")
    room = ("--room", "Bamako CHU", "--people", "12", "--members", "awa-diop,ruth-boateng")
    for words in (
        ["attendance", "responses/zoom.csv", "--session", "2027-01-cafe", *room, "--yes"],
        ["plan"],
    ):
        answer = besrour(*words, cwd=folder, now=NOW)
        assert answer.returncode == 0, (words, answer.stderr)
    tell(folder, APRIL, at=MOMENT)
    busy_file.update(str(folder), lambda _: {"awa-diop": ((MOMENT, MOMENT + timedelta(hours=1)),)})
    answered = Reply(APRIL, "awa-diop", ReplyPart.ACCEPTED, moment=MOMENT)
    replies_file.update(str(folder), lambda stored: stored._replace(answers=(answered,)))
    letters = [(f"out/letters/{APRIL}/{name}.eml", f"To: {name}".encode()) for name in ("awa-diop", "ruth")]
    write_each(str(folder), letters, private="out/letters")
    with SendLedger(str(folder), "planted") as ledger:
        for member, name in (("awa-diop", "awa"), ("ruth-boateng", "ruth")):
            entry = LedgerEntry(LedgerEvent.DONE, about=APRIL, member=member, to=f"{name}@example.org")
            ledger.append(entry._replace(kind="invitation"), MOMENT)
    fields = {"form": "form-1", "number": "1", "fields": {"name": "Awa Diop"}}
    enrolment = {"schema": 1, "forms": {}, "answers": {}, "members": {"awa-diop": fields}}
    (folder / "enrolment.json").write_text(json.dumps(enrolment), encoding="utf-8")
    (folder / "sessions/members.csv.bak").write_text(ROSTER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _lived(tmp_path_factory.mktemp("privacy") / "cafe")


@pytest.fixture
def cafe(_folder: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(_folder, tmp_path / "cafe"))


def _texts(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


def _naming(folder: Path) -> set[str]:
    """The files that name her, in their text or by their name."""
    return {
        name for name, text in _texts(folder).items() if any(w in f"{name}\n{text}".casefold() for w in HERS)
    }


def _forget(run: Run, folder: Path, *words: str, code: int = 0, lang: str = "en") -> str:
    answer = run("forget", *words, cwd=folder, now=NOW, lang=lang)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def test_every_file_of_a_lived_folder_is_in_the_register(cafe: Path) -> None:
    """And those that name people are their owner's alone, but for the coordinator's own."""
    paths = list(files_of(str(cafe)))
    assert set(paths) == set(_texts(cafe))
    for path in paths:
        kept = record_of(path)
        assert kept is not None, path
        if kept.private and path != "sessions/members.csv" and path != "enrolment.json" and "bak" not in path:
            assert os.stat(cafe / path).st_mode & 0o077 == 0, path


def test_she_is_gone_from_every_file_and_the_year_stays_fair(cafe: Path, run: Run) -> None:
    """Only her own download is left, and named; the ledger has the same sums, and verify passes."""
    before = plan_file.read(str(cafe), "planted").plan
    said = _forget(run, cafe, "awa@example.org", "--yes")
    assert "forgotten-1" in said and "1 letter that left" in said and "responses/zoom.csv:2:1" in said
    assert APRIL in said  # it stays in her calendar, and no cancellation is written
    assert _naming(cafe) == {"responses/zoom.csv"}
    after = plan_file.read(str(cafe), "planted").plan
    assert dict(after.ledger) == {
        "forgotten-1" if name == "awa-diop" else name: cost for name, cost in before.ledger.items()
    }
    assert {name: slot.start for name, slot in after.slots.items()} == {
        name: slot.start for name, slot in before.slots.items()
    }
    for words in (("verify",), ("check",), ("plan",), ("verify",)):
        answer = run(*words, cwd=cafe, now=NOW)
        assert answer.returncode == 0, (words, answer.stdout, answer.stderr)
    assert dict(plan_file.read(str(cafe), "planted").plan.ledger) == dict(after.ledger)
    rest = load(str(cafe)).programme
    assert rest is not None and [m.id for m in rest.members] == ["ruth-boateng", "liam-tremblay"]
    assert 'people: 12, members: ["ruth-boateng"]' in _texts(cafe)["attendance.yaml"]


def test_nothing_brings_her_back(cafe: Path, run: Run) -> None:
    """An undo has no plan to go back to, and says so; a second time there is nothing to forget."""
    _forget(run, cafe, "awa-diop", "--yes")
    undone = run("undo", "--yes", cwd=cafe, now=NOW)
    assert undone.returncode == 3 and "no earlier plan" in undone.stderr
    assert "there is no member “awa-diop”" in _forget(run, cafe, "awa-diop", "--yes", code=2)
    assert _naming(cafe) == {"responses/zoom.csv"}


def test_it_is_shown_and_asked_first(cafe: Path, run: Run) -> None:
    """A trial and a run without anybody to ask write nothing; French is spoken too."""
    before = _texts(cafe)
    assert "sessions/members.csv\u00a0: 1 ligne de moins" in _forget(
        run, cafe, "awa-diop", "--dry-run", lang="fr"
    )
    assert "nobody is here to be asked" in _forget(run, cafe, "awa-diop", code=2)
    assert _texts(cafe) == before


def test_who_is_still_needed_is_not_forgotten(cafe: Path, run: Run) -> None:
    """A session names her as its host: its line is shown, and nothing is changed."""
    with (cafe / "sessions" / f"{APRIL}.yaml").open("a", encoding="utf-8") as file:
        file.write("required: {host: [awa-diop]}\n")
    before = _texts(cafe)
    said = _forget(run, cafe, "awa-diop", "--yes", code=1)
    assert f"sessions/{APRIL}.yaml:5:" in said and "take Awa Diop out of them first" in said
    assert _texts(cafe) == before


def test_who_has_left_and_who_only_passed_by_are_forgotten_as_well(cafe: Path, run: Run) -> None:
    """Somebody without a row is found by what she was told, a visitor by the name that was seen."""
    roster = cafe / "sessions/members.csv"
    rows = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(row for row in rows if not row.startswith("awa-diop,")), encoding="utf-8")
    _forget(run, cafe, "awa-diop", "--yes")
    assert _naming(cafe) == {"responses/zoom.csv"}
    _forget(run, cafe, "fatou ndiaye", "--yes")
    assert {name for name, text in _texts(cafe).items() if "Fatou" in text} == {"responses/zoom.csv"}
    assert run("verify", cwd=cafe, now=NOW).returncode == 0


def test_what_another_member_has_too_is_not_hers_alone(cafe: Path) -> None:
    """A couple with one mailbox, two people of one name: only ids tell them apart, and only ids are used."""
    with (cafe / "sessions/members.csv").open("a", encoding="utf-8") as roster:
        roster.write("awa-2,Awa DIOP,other@example.org,Dakar,Senegal,fr,cafe\n")
        roster.write("kofi,Kofi Diop,awa@example.org,Dakar,Senegal,fr,cafe\n")
    person = find_person(opened(cafe), "awa-diop").person
    assert person.ids == {"awa-diop"} and not person.names and not person.addresses
    assert (
        person.redacted("Awa Diop <awa@example.org>, awa-diop") == "Awa Diop <awa@example.org>, forgotten-1"
    )


def test_a_run_that_was_killed_is_ended_by_the_same_command(cafe: Path, run: Run) -> None:
    """Some files were written: the plan knows the pseudonym, the roster still has her."""
    whole = Path(shutil.copytree(cafe, cafe.parent / "whole"))
    _forget(run, whole, "awa-diop", "--yes")
    for name in ("plan.yaml", "proof.json", "replies.yaml"):
        shutil.copy(whole / name, cafe / name)
    _forget(run, cafe, "awa-diop", "--yes")
    assert _naming(cafe) == {"responses/zoom.csv"}
    assert run("verify", cwd=cafe, now=NOW).returncode == 0


def test_she_is_given_everything_in_her_language(cafe: Path, run: Run) -> None:
    """One file, hers alone: every file that names her is in it, and nobody else."""
    answer = run("extract", "Awa Diop", cwd=cafe, now=NOW)
    assert answer.returncode == 0 and "out/extract/awa-diop.txt" in answer.stdout
    path = cafe / "out/extract/awa-diop.txt"
    assert os.stat(path).st_mode & 0o777 == 0o600 and os.stat(path.parent).st_mode & 0o777 == 0o700
    text = path.read_text(encoding="utf-8")
    assert "Ce que vous pouvez demander" in text and "150\u00a0min" in text and "Printemps" in text
    kept = _naming(cafe) - {"proof.json", "plan.yaml.bak", "sessions/members.csv.bak"}
    for name in kept - {"out/extract/awa-diop.txt"}:
        assert name in text, name
    assert "ruth" not in text.casefold() and "liam" not in text.casefold()


def test_the_register_says_what_is_kept_and_what_is_past_its_time(cafe: Path, run: Run) -> None:
    """In both languages; the months are the programme's, and others' eyes are kept out."""
    with (cafe / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {answers: 6 mois, attendance: 24, officer: Dominique Exemple}\n")
    said = run("privacy", cwd=cafe, now=NOW).stdout
    assert "Dominique Exemple" in said and "6 months after the session" in said
    assert "24 mois après la séance" in run("privacy", cwd=cafe, now=NOW, lang="fr").stdout
    assert (
        "sessions/members.csv"
        in json.loads(run("privacy", "--json", cwd=cafe, now=NOW).stdout)["open_to_others"]
    )
    assert run("privacy", "--close", cwd=cafe, now=NOW).returncode == 0
    assert os.stat(cafe / "sessions/members.csv").st_mode & 0o077 == 0


def test_what_is_past_its_time_is_taken_away_and_the_ledger_stays(cafe: Path, run: Run) -> None:
    """Years later: who came, what was answered and the letters go; what sessions cost stays as it was."""
    before = plan_file.read(str(cafe), "planted").plan
    later = "2031-01-01T00:00Z"
    refused = run("privacy", "--clear", cwd=cafe, now=later)
    assert refused.returncode == 2 and "nobody is here to be asked" in refused.stderr
    assert run("privacy", "--clear", "--yes", cwd=cafe, now=later).returncode == 0
    assert _naming(cafe) == {
        *("sessions/members.csv", "announced.ledger", "enrolment.json", "plan.yaml", "proof.json"),
        "responses/zoom.csv",
    }
    assert plan_file.read(str(cafe), "planted").plan.ledger == before.ledger
    again = json.loads(run("privacy", "--json", cwd=cafe, now=later).stdout)
    assert {each["path"] for each in again["past"]} == {"responses/zoom.csv"}


def test_a_number_of_months_that_is_none_is_told_with_its_place(cafe: Path, run: Run) -> None:
    """As every mistake of programme.yaml is."""
    with (cafe / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {answers: for ever, colour: red}\n")
    said = run("check", cwd=cafe, now=NOW).stdout
    assert "[privacy-months]" in said and "write the months" in said and "colour" in said
