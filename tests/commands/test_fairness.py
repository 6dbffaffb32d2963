"""``besrour fairness`` for a coordinator: sentences, one small picture, and whose word would gain most."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands.edits import as_files

Run = Callable[..., subprocess.CompletedProcess[str]]
KEPT = ("2027-01-cafe.yaml", "2027-04-cafe.yaml")
JARGON = ("λ", "lambda", "mean ", "bound", "Pareto")


@pytest.fixture
def small(planned: Path) -> Path:
    """Two cafés, of which a member in Lagos can make no afternoon, as Canada needs them."""
    as_files(planned)
    for path in (planned / "sessions").glob("2027-*.yaml"):
        if path.name not in KEPT:
            path.unlink()
    (planned / "plan.yaml").unlink()
    roster = planned / "sessions" / "members.csv"
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["never"] = "Mon-Sun 13:00-22:00" if row["id"] == "ng-2" else ""
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return planned


def _name(folder: Path, member: str) -> str:
    with (folder / "sessions" / "members.csv").open(encoding="utf-8", newline="") as file:
        return next(row["name"] for row in csv.DictReader(file) if row["id"] == member)


def test_fairness_is_told_in_words_in_both_languages(small: Path, run: Run) -> None:
    """Where the plan lies, what gave way for what, whose never-hours cost most, and the other curves."""
    name = _name(small, "ng-2")
    for lang, needed in (
        (
            "en",
            (
                "In this plan whoever carries most carries",
                "The region that carries most",
                "the curve academic",
                f"If {name} could make it at",
                "a no is a good answer too",
            ),
        ),
        (
            "fr",
            (
                "Dans ce plan, la personne la plus chargée porte",
                "La région la plus chargée",
                "courbe academic",
                f"Si cette heure convenait tout de même à {name}",
                "un non est aussi une bonne réponse",
            ),
        ),
    ):
        answer = run("fairness", cwd=small, lang=lang)
        assert answer.returncode == 0, answer.stderr
        said = answer.stdout.replace("\u00a0", " ")
        assert all(len(line) <= 80 for line in said.splitlines())
        for words in needed:
            assert words in " ".join(said.split())
        assert not [word for word in JARGON if word in said]


def test_the_plan_asks_the_question_and_its_answer_keeps_the_promise(small: Path, run: Run) -> None:
    """One sentence under the plan; when the never-hours are lifted, the nights are what it said."""
    name = _name(small, "ng-2")
    before = run("plan", cwd=small)
    assert f"suit {name}?" in " ".join(before.stdout.split())
    question = json.loads(run("plan", "--json", "--dry-run", cwd=small).stdout)["questions"]["answers"][0]
    assert (question["member"], question["kind"]) == ("ng-2", "never")
    assert question["before"]["nights"] > question["after"]["nights"]
    roster = small / "sessions" / "members.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Mon-Sun 13:00-22:00", ""), encoding="utf-8")
    after = json.loads(run("plan", "--json", cwd=small).stdout)
    assert sum(person["nights"] for person in after["people"]) <= question["after"]["nights"]
    assert not after["questions"]["answers"]
    assert "Worth a question" not in run("plan", cwd=small).stdout


def test_fairness_as_data(small: Path, run: Run) -> None:
    """The frontier falls in one and rises in the other; each tolerance and each curve is there."""
    answer = run("fairness", "--json", cwd=small)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    points = [(p["worst"], p["total"]) for p in found["frontier"]["burden"]["points"]]
    assert points == sorted(points)
    assert [total for _, total in points] == sorted((total for _, total in points), reverse=True)
    assert [trade["step"] for trade in found["tolerances"]] == ["regions", "people"]
    assert {curve["profile"] for curve in found["curves"]} == {"clinic", "academic", "evenings"}
    assert found["never"]["answers"][0]["member"] == "ng-2"
    (quarter,) = found["quarters"]
    assert quarter["last"] == "2027-03-31" and quarter["slots"] == quarter["slots_alone"] == 1
    assert quarter["burden"] > 0.0 < quarter["alone"]


def test_what_was_found_is_shown_when_the_time_ends(small: Path, run: Run) -> None:
    """A hundredth of a second: the plan's own figures, and what is missing."""
    assert run("plan", cwd=small).returncode == 0
    answer = run("fairness", "--seconds", "0.01", cwd=small)
    assert answer.returncode == 0, answer.stderr
    said = " ".join(answer.stdout.split())
    assert "In this plan whoever carries most carries" in said
    assert "--seconds allows more" in said
