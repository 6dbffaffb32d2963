"""People ask why, and what if: the plan answers in both languages, draws itself, writes nothing unasked."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = "2027-04-cafe"


def _state(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _json(answer: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.stdout)
    assert found["schema"] == 1
    return found


def test_why_names_alternatives_and_whom_they_would_hurt(planned: Path, run: Run) -> None:
    """Whom the hour suits, the obvious other one and what stands against it, whom the nearest would hurt."""
    before = _state(planned)
    answer = run("why", CAFE, cwd=planned)
    assert answer.returncode == 0, answer.stderr
    said = " ".join(answer.stdout.split())
    assert said.startswith(f"{CAFE}, Faculty development on a small budget: ")
    assert re.search(r"It is a good hour for (?:all )?\d+ (?:of 39 )?people\.", said)
    assert "The nearest alternatives, the rest of the plan staying:" in said
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert not re.search("λ|weighed:|mean |worst-off|bound", said), "figures of the rule are for --details"
    data = _json(run("why", CAFE, "--json", cwd=planned))
    others, obvious = data["alternatives"], data["obvious"]
    assert said.count("It would hurt ") == len(others) > 0
    assert said.count("Against it: ") == len(others) + (obvious is not None)
    if obvious is not None:
        assert f"would suit {obvious['better']} of {obvious['people']} people better" in said
        assert obvious["better"] > obvious["worse"]
        assert obvious["sentence"].capitalize() in said
    details = " ".join(run("why", CAFE, "--details", cwd=planned).stdout.split())
    assert "In figures: " in details and "instead of" in details
    for other in others:
        assert other["losses"]
        assert any(step["proposed"] > step["planned"] for step in other["steps"])
    assert _state(planned) == before


def test_why_in_french(planned: Path, run: Run) -> None:
    """The same in French, with French hours."""
    answer = run("why", CAFE, cwd=planned, lang="fr")
    assert "Les heures les plus proches, le reste du plan demeurant\u00a0:" in answer.stdout
    assert "\u00a0h" in answer.stdout
    assert "would" not in answer.stdout


def test_what_if_is_one_sentence(planned: Path, run: Run) -> None:
    """Who gains, who loses, the place hit hardest, the worst-off; the figures agree with the JSON."""
    before = _state(planned)
    words = ("why", CAFE, "--if", "2027-04-22 15:30 Accra")
    answer = run(*words, cwd=planned)
    assert answer.returncode == 0, answer.stderr
    data = _json(run(*words, "--json", cwd=planned))
    said = " ".join(answer.stdout.split())
    assert said.startswith(f"{len(data['gains'])} people gain, {len(data['losses'])} people lose; ")
    assert data["start"] == "2027-04-22T15:30Z"
    assert data["against"] == []
    worst = data["worst"]["proposed"]["burden"]
    assert f"{worst:.2f}".rstrip("0").rstrip(".") in said
    assert said.lower().startswith(" ".join(data["sentence"].lower().split()))
    assert _state(planned) == before


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2027-06-22 15:00 Accra", "Not possible: it is outside of the window, "),
        ("2027-04-24 15:00 Accra", "Not possible: it is not on one of the session’s weekdays."),
        (
            "2027-04-22 03:00 Toronto",
            "Not possible: it is not within the series’ hours of the day (between).",
        ),
        ("2027-04-22 03:00 Accra", "Not possible: it falls in the never-hours of "),
        ("2026-04-22 15:00 Accra", "Not possible: it lies in the past."),
    ],
)
def test_what_cannot_be_is_said(moment: str, said: str, planned: Path, run: Run) -> None:
    """A start against the demands is scored all the same, its obstacles named, and the answer is no."""
    answer = run("why", CAFE, "--if", moment, cwd=planned)
    assert answer.returncode == 1
    assert said in answer.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("why", CAFE, "--if", "2027-03-14 02:30 Toronto"), "does not exist in Toronto"),
        (("why", CAFE, "--if", "2027-11-07 01:30 Toronto"), "exists twice in Toronto"),
        (("why", CAFE, "--if", "tomorrow"), "is not a time besrour can read"),
        (("why", "2027-04-caffe"), "there is no session “2027-04-caffe”"),
        (("move", CAFE, "2027-05-cafe", "--to", "2027-04-22T15:00Z"), "names the start of one session"),
        (("plan", "--picture", "year.png"), "does not end in .svg"),
    ],
)
def test_words_that_are_off(words: tuple[str, ...], said: str, planned: Path, run: Run) -> None:
    """What cannot be meant is refused before anything is written (exit 2)."""
    before = _state(planned)
    answer = run(*words, cwd=planned)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert _state(planned) == before


def test_nothing_planned_yet(fresh: Path, run: Run) -> None:
    """Without a plan there is nothing to explain (exit 3)."""
    assert run("why", CAFE, cwd=fresh).returncode == 3
    answer = run("why", CAFE, "--if", "2027-04-22 15:00 Accra", cwd=fresh)
    assert answer.returncode == 3


@pytest.mark.small
def test_the_picture_of_the_year(planned: Path, tmp_path: Path, run: Run) -> None:
    """One picture in the coordinator's language, the same bytes each time, never over a file of hers."""
    target = tmp_path / "year.svg"
    for lang, word in (("en", "in local hours"), ("fr", "en heures locales")):
        answer = run("plan", "--dry-run", "--picture", str(target), cwd=planned, lang=lang)
        assert answer.returncode == 0, answer.stderr
        drawn = target.read_bytes()
        assert word in (ElementTree.fromstring(drawn)[0].text or "")
        run("plan", "--dry-run", "--picture", str(target), cwd=planned, lang=lang)
        assert target.read_bytes() == drawn
    target.write_text("<svg>mine</svg>", encoding="utf-8")
    answer = run("plan", "--dry-run", "--picture", str(target), cwd=planned)
    assert answer.returncode == 4
    assert target.read_text(encoding="utf-8") == "<svg>mine</svg>"


@pytest.mark.thorough
def test_moving_one_session_leaves_the_others(planned: Path, run: Run) -> None:
    """``move`` chooses one announced session anew; every other start stays, proposed ones too."""
    run("announce", CAFE, "--yes", cwd=planned)
    file = planned / "sessions" / f"{CAFE}.yaml"
    text = file.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("window:"))
    file.write_text(text.replace(old, "window: {from: 2027-04-13, to: 2027-04-15}"), encoding="utf-8")
    starts = _kept(planned)
    assert run("move", CAFE, "--yes", cwd=planned).returncode == 0
    moved = _kept(planned)
    assert moved[CAFE].startswith("2027-04-1")
    assert {i: s for i, s in moved.items() if i != CAFE} == {i: s for i, s in starts.items() if i != CAFE}


@pytest.mark.small
def test_what_is_held_does_not_move(planned: Path, run: Run) -> None:
    """A proposed session that is held stays when a year chosen afresh would have another hour."""
    starts = _starts(run("plan", "--dry-run", "--json", cwd=planned))
    roster = planned / "sessions" / "members.csv"
    text = roster.read_text(encoding="utf-8")
    for name in ("ottawa", "manitoba", "memorial"):
        row = next(line for line in text.splitlines() if line.startswith(f"ca-{name},"))
        cells = row.split(",")
        cells[-3] = "14:00-20:00"
        text = text.replace(row, ",".join(cells))
    roster.write_text(text, encoding="utf-8")
    anew = _starts(run("plan", "--afresh", "--dry-run", "--json", cwd=planned))
    different = [session for session in starts if anew[session] != starts[session]]
    changed = next(session for session in different if run("hold", session, cwd=planned).returncode == 0)
    kept = _starts(run("plan", "--afresh", "--dry-run", "--json", cwd=planned))
    assert kept[changed] == starts[changed]


def _kept(folder: Path) -> dict[str, str]:
    """Every start in plan.yaml."""
    sessions = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["sessions"]
    return {name: str(each["start"]) for name, each in sessions.items()}


def _starts(answer: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert answer.returncode == 0, answer.stderr
    return {s["id"]: s["start"] for s in _json(answer)["sessions"]}


@pytest.mark.thorough
def test_a_pin_shows_its_cost_and_a_review_its_rule(fresh: Path, run: Run) -> None:
    """A start fixed by hand is taken, its cost told; the rule for reviewing hours is repeated."""
    file = fresh / "sessions" / f"{CAFE}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nstart: 2027-04-22 19:00 Accra\n", encoding="utf-8")
    head = fresh / "sessions" / "programme.yaml"
    text = head.read_text(encoding="utf-8")
    rule = "review: {after: 3, attendance: 50 %}\n"
    head.write_text(text.replace("\nseries:\n", f"\n{rule}series:\n", 1), encoding="utf-8")
    answer = run("plan", cwd=fresh)
    assert answer.returncode == 0, answer.stderr
    said = " ".join(answer.stdout.split())
    assert f"{CAFE} is fixed by hand, which has a cost: with " in said
    assert "Agreed: after 3 sessions of a series, an hour to which less than 50% came is reviewed." in said
    data = _json(run("plan", "--json", cwd=fresh))
    held = dict.fromkeys(data["review"]["held"], 0)
    assert data["review"] == {"after": 3, "attendance": 0.5, "held": held, "hours": []}
    assert [(p["session"], p["fairer"]) for p in data["pinned"]] == [(CAFE, True)]


@pytest.mark.thorough
def test_the_world_gets_a_mirrored_pair_and_readable_tables(tmp_path: Path, run: Run) -> None:
    """Thirteen clocks on eighty columns, no line too long; one theme held twice is offered."""
    run("init", "world", "--example", "world", cwd=tmp_path)
    folder = tmp_path / "world"
    for lang, tables in (("en", 2), ("fr", 3)):  # “22 h 30*” is wider than “22:30*”
        answer = run("plan", cwd=folder, lang=lang)
        assert answer.returncode == 0, answer.stderr
        lines = answer.stdout.splitlines()
        assert max(map(len, lines)) <= 80
        heads = [line.split() for line in lines if line.startswith(("Session ", "Séance "))]
        assert len(heads) == tables
    said = " ".join(run("plan", cwd=folder).stdout.split())
    assert said.count("Held twice") == 2
    assert "and so it is with 4 sessions in all (both hours with --details)" in said
    details = " ".join(run("plan", "--details", cwd=folder).stdout.split())
    assert "George Town (Delegate, Cayman Islands) – Jakarta (Delegate, Indonesia)" in details
    data = _json(run("plan", "--json", cwd=folder))
    apart = len(data["never_meet"]["places"])
    assert re.search(
        rf"These {apart} pairs of places .*, and {apart - 3} more \(all with --details\)\.", said
    )
    few = {tuple(f["places"]): f["members"] for f in data["never_meet"]["people"]}
    assert all(len(a) + len(b) <= 5 for a, b in few.values()) and ("George Town", "Jakarta") in few
    assert len([p for p in data["pairs"] if p["session"].endswith("forum")]) == 4
    forum = next(p for p in data["pairs"] if p["session"].endswith("forum"))
    assert forum["good"]["twice"] == forum["people"] > forum["good"]["once"]
    assert forum["nights"]["twice"] < forum["nights"]["once"]
    assert ["Shanghai", "Toronto"] in data["never_meet"]["places"]
