"""``besrour next-year``: a second year begins where the first ended, and nobody's burden is forgotten."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.storage.state import plan_file
from support.checkout import ROOT
from support.commands.told import opened

Run = Callable[..., subprocess.CompletedProcess[str]]
AFTER = "2027-03-15T12:00Z"
"""All of the small programme is over."""


@pytest.fixture
def first_year(planned: Path, run: Run) -> Path:
    """The small programme, announced and over."""
    ids = sorted(opened(planned).plan.slots)
    answer = run("announce", *ids, "--yes", cwd=planned, now="2026-12-20T17:00Z")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return planned


def _begun(run: Run, folder: Path, *more: str, now: str = AFTER, lang: str = "en") -> dict[str, Any]:
    answer = run("next-year", *more, "--json", cwd=folder, now=now, lang=lang)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return dict(json.loads(answer.stdout))


def _burden(folder: Path, programme: str) -> dict[str, float]:
    plan = plan_file.read(str(folder), programme).plan
    return {name: cost.burden for name, cost in plan.ledger.items()}


@pytest.mark.small
def test_the_second_plan_counts_what_the_first_year_cost(first_year: Path, run: Run) -> None:
    """People, series and burden go over; sessions, ledgers and previews do not; the plan is made of them."""
    (first_year / "templates").mkdir()
    (first_year / "templates/invitation.en.md").write_text('{% extends "shipped/invitation.en.md" %}\n')
    before = {p: p.read_bytes() for p in first_year.rglob("*") if p.is_file()}
    data = _begun(run, first_year, "../second")
    assert {p: p.read_bytes() for p in first_year.rglob("*") if p.is_file()} == before
    second = first_year.parent / "second"
    assert data["programme"] == "besrour-cafe-2028" and data["people"] == 16
    assert sorted(data["files"]) == [
        "plan.yaml",
        "sessions/members.csv",
        "sessions/programme.yaml",
        "templates/invitation.en.md",
    ]
    assert (second / "sessions/members.csv").read_bytes() == before[first_year / "sessions/members.csv"]
    past = _burden(second, "besrour-cafe-2028")
    assert past and run("plan", "--dry-run", cwd=first_year, now=AFTER).returncode == 0
    closed = run("plan", cwd=first_year, now=AFTER)
    assert closed.returncode == 0, closed.stderr
    assert past == _burden(first_year, "besrour-cafe-2027"), "charged as the first year itself charges"
    assert run("check", cwd=second, now=AFTER).returncode == 0
    planned = run("plan", "--json", cwd=second, now=AFTER)
    assert planned.returncode == 0, planned.stderr
    made = json.loads(planned.stdout)
    assert {s["id"] for s in made["sessions"]} == {
        "2028-01-working-group",
        "2028-02-working-group",
        "2028-02-advisory",
    }
    fresh = second.parent / "fresh"
    shutil.copytree(second, fresh)
    (fresh / "plan.yaml").unlink()
    forgetful = json.loads(run("plan", "--json", cwd=fresh, now=AFTER).stdout)
    whole = {p["id"]: p["burden"] for p in made["people"]}
    alone = {p["id"]: p["burden"] for p in forgetful["people"]}
    assert whole != alone or made["steps"] != forgetful["steps"], "the past year makes a difference"


@pytest.mark.thorough
@pytest.mark.small
def test_what_is_announced_and_still_to_come_counts_as_planned(first_year: Path, run: Run) -> None:
    """In January the rest of the year goes on in its folder, and is named."""
    early = _begun(run, first_year, "../early", now="2027-01-30T12:00Z")
    late = _begun(run, first_year, "../late")
    folder = first_year.parent
    assert _burden(folder / "early", "besrour-cafe-2028") == _burden(folder / "late", "besrour-cafe-2028")
    kinds = [each["kind"] for each in early["decide"]]
    assert "unfinished" in kinds and "unfinished" not in [each["kind"] for each in late["decide"]]


@pytest.mark.small
def test_what_has_to_be_decided_anew_is_listed_in_both_languages(first_year: Path, run: Run) -> None:
    """Sessions without a text, feasts that move, dates of others, credits, pauses, lines of the past year."""
    settings = first_year / "sessions/programme.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("host: [ca-laval, gh-1,", "host: [ca-laval, gh-1, ke-1,")
        + "reports: [2027-06-30]\n"
        "themes: {open_until: 2027-10-01, link: https://example.org/2027/themes}\n"
        "mentors: {from: 2027-02-01, to: 2027-06-30, topics: {research: {en: Research, fr: La recherche}}}\n"
        "credits:\n  body: {en: College, fr: Collège}\n  number: '17'\n  hours: 12\n"
        "remind: [7]\n",
        encoding="utf-8",
    )
    english = _begun(run, first_year, "--dry-run")
    kinds = [each["kind"] for each in english["decide"]]
    assert {"sessions", "feast", "blackout", "date", "credits", "room", "year"} <= set(kinds)
    [cafe] = [each for each in english["decide"] if each["kind"] == "sessions"]
    assert cafe["command"] == "besrour new cafe 2028-01 --from FILE"
    moved = {(c["key"], c["before"]): c["after"] for c in english["changes"]}
    assert moved["blackouts", "2027-03-26"] == "2028-04-14", "Good Friday"
    assert moved["blackouts", "2027-07-01"] == "2028-07-01", "Canada Day"
    assert moved["reports", "2027-06-30"] == "2028-06-30"
    assert moved["mentors.from", "2027-02-01"] == "2028-02-01"
    assert moved["series.advisory.until", "2027-02"] == "2028-02"
    assert not (first_year.parent / "besrour-cafe-2028").exists()
    french = run("next-year", cwd=first_year, now=AFTER, lang="fr")
    assert french.returncode == 0, french.stderr
    shown = french.stdout.replace("\u00a0", " ")
    assert "Pâques" in shown and "besrour new cafe 2028-01 --from FICHIER" in shown
    made = (first_year.parent / "besrour-cafe-2028/sessions/programme.yaml").read_text(encoding="utf-8")
    assert "# credits:\n#   body:" in made and "\nremind: [7]\n" in made
    assert "open_until: 2028-10-01" in made and "example.org/2027/themes" in made
    assert made.count("# ") > settings.read_text(encoding="utf-8").count("# "), "every remark is there"


@pytest.mark.small
def test_what_is_about_people_goes_over_as_it_is(first_year: Path, run: Run) -> None:
    """Who sat with whom, whose a name is, the form; answers, letters and copies stay."""
    carried = {
        "sessions/evaluation.yaml": (ROOT / "templates/evaluation.yaml").read_text(encoding="utf-8"),
        "responses/identities.csv": "seen as,address,session,member,reason\n",
        "tables.yaml": "schema: 1\nsessions: {}\n",
        "mentors.yaml": "schema: 1\nterms: {}\n",
        "enrolment.json": "{}\n",
    }
    staying = {"replies.yaml": "x", "sessions/members.csv.bak": "x", "responses/january.csv": "x"}
    for name, text in (carried | staying).items():
        (first_year / name).parent.mkdir(exist_ok=True)
        (first_year / name).write_text(text, encoding="utf-8")
    files = _begun(run, first_year, "../second")["files"]
    assert set(carried) < set(files) and not set(staying) & set(files)
    for name, text in carried.items():
        assert (first_year.parent / "second" / name).read_text(encoding="utf-8") == text


@pytest.mark.small
def test_turns_go_on_where_they_ended(first_year: Path, run: Run) -> None:
    """Two meetings of three hosts: the third begins the new year, whoever writes on how many lines."""
    settings = first_year / "sessions/programme.yaml"
    text = settings.read_text(encoding="utf-8")
    start = text.index("      host: [")
    end = text.index("\n", start)
    settings.write_text(f"{text[:start]}      host: [ca-laval, gh-1,\n        ke-1]{text[end:]}")
    _begun(run, first_year, "../second")
    made = (first_year.parent / "second/sessions/programme.yaml").read_text(encoding="utf-8")
    assert "      host: [ke-1, ca-laval,\n        gh-1]" in made


@pytest.mark.thorough
@pytest.mark.small
def test_a_folder_inside_a_programme_or_one_that_is_there_is_refused(first_year: Path, run: Run) -> None:
    """Nothing is written in either case."""
    inside = run("next-year", "second", cwd=first_year, now=AFTER)
    assert inside.returncode == 4 and "inside of a programme" in inside.stderr
    (first_year.parent / "there").mkdir()
    there = run("next-year", "../there", cwd=first_year, now=AFTER)
    assert there.returncode == 4 and not list((first_year.parent / "there").iterdir())


def test_a_series_of_weeks_keeps_its_weekday_and_the_example_goes_over(fresh: Path, run: Run) -> None:
    """Every second Monday goes on every second Monday; the whole example can be checked in both languages."""
    settings = fresh / "sessions/programme.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "\n  advisory:",
            "\n  rota:\n    name: {en: Rota 2027, fr: Relais 2027}\n    every: fortnight\n"
            "    from: 2027-01-04\n    until: 2027-12-06\n    except: [2027-07-05]\n"
            "    description: {en: Short, fr: Court}\n"
            "    duration: 30 min\n    groups: [working-group]\n\n  advisory:",
            1,
        ),
        encoding="utf-8",
    )
    data = _begun(run, fresh, "../second", now="2027-12-30T12:00Z")
    moved = {c["key"]: (c["before"], c["after"]) for c in data["changes"] if "rota" in c["key"]}
    assert moved["series.rota.from"] == ("2027-01-04", "2028-01-03")
    assert moved["series.rota.until"] == ("2027-12-06", "2028-12-04")
    assert moved["series.rota.except"] == ("2027-07-05", "2028-07-03")
    assert [d["what"] for d in data["decide"] if d["kind"] == "year"], "the name of the series"
    for lang in ("en", "fr"):
        assert run("check", cwd=fresh.parent / "second", now="2027-12-30T12:00Z", lang=lang).returncode == 0
