"""Writing is not announcing: a coordinator looks at letters first; people are told when she says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from besrour_cli.storage.state import announced_ledger
from support.commands.letters import CAFE, EVERYBODY, LATER, NOON, calendar, changed, rows, state, without

pytestmark = pytest.mark.small
Run = Callable[..., CompletedProcess[str]]


def _letters(folder: Path) -> dict[str, bytes]:
    return {p.stem: p.read_bytes() for p in (folder / "out/letters" / CAFE).iterdir()}


def _kinds(run: Run, folder: Path, now: str = LATER) -> dict[str, str]:
    answer = run("invite", CAFE, "--json", cwd=folder, now=now)
    assert answer.returncode == 0, answer.stderr
    return {x["member"]: x["kind"] for x in json.loads(answer.stdout)["sessions"][0]["letters"]}


def _states(run: Run, folder: Path) -> list[str]:
    planned = run("plan", "--json", cwd=folder)
    assert planned.returncode == 0, planned.stderr
    return [session["state"] for session in json.loads(planned.stdout)["sessions"]]


def _announced(run: Run, folder: Path, *words: str, now: str = NOON) -> dict[str, Any]:
    answer = run("announce", *(words or (CAFE,)), "--yes", "--json", cwd=folder, now=now)
    assert answer.returncode == 0, answer.stderr
    return dict(json.loads(answer.stdout))


@pytest.mark.thorough
@pytest.mark.small
@pytest.mark.parametrize(("lang", "following"), [("en", "Next: "), ("fr", "Ensuite\u00a0: ")])
def test_looking_changes_nothing_but_out(lang: str, following: str, planned: Path, run: Run) -> None:
    """Letters, newsletter, calendars, reminders: previews; the last line says what tells people."""
    before = state(planned)
    for words, ending in (
        (("invite", CAFE), f"{following}besrour send {CAFE}"),
        (("newsletter",), f"{following}besrour send newsletter"),
        (("newsletter", "--dry-run"), f"{following}besrour send newsletter"),
        (("export", "--page"), ""),
        (("announce", CAFE, "--dry-run"), ""),
        (("announce", "newsletter", "--dry-run"), ""),
    ):
        answer = run(*words, cwd=planned, lang=lang)
        assert answer.returncode == 0, answer.stderr
        assert state(planned) == before, words
        assert answer.stdout.endswith(f"{ending}\n"), answer.stdout[-300:]
    _announced(run, planned)
    before = state(planned)
    answer = run("invite", CAFE, "--remind", "--unanswered", cwd=planned, now=LATER, lang=lang)
    assert state(planned) == before and (planned / "out/reminders" / CAFE).is_dir()
    assert answer.stdout.endswith(f"{following}besrour send {CAFE} --remind --unanswered\n")


@pytest.mark.thorough
@pytest.mark.small
def test_a_plan_may_still_move_what_was_only_looked_at(planned: Path, run: Run) -> None:
    """After a preview the session is proposed; after `announce` its hour stays, and a member stays known."""
    assert run("invite", CAFE, cwd=planned).returncode == 0
    assert _states(run, planned) == ["proposed"] * 5
    said = run("announce", CAFE, "--yes", cwd=planned, now=NOON)
    assert f"{EVERYBODY} people get a letter." in said.stdout
    assert "announced for the first time" in said.stdout
    assert sorted(_states(run, planned)) == ["announced", *["proposed"] * 4]
    log = announced_ledger.read(str(planned), "besrour-cafe-2027")
    latest = log.latest(CAFE)
    assert latest and len(latest.invited) == EVERYBODY and set(latest.invited) <= set(log.members)
    again = state(planned)
    said = run("announce", CAFE, "--yes", cwd=planned, now=LATER)
    assert "Nothing has changed since it was announced on December" in said.stdout
    assert state(planned) == again


@pytest.mark.small
def test_nobody_to_ask_announces_nothing(planned: Path, run: Run) -> None:
    """Without a terminal and without --yes it is refused; --dry-run says how many, and writes nothing."""
    before = state(planned)
    assert run("announce", CAFE, cwd=planned).returncode == 2
    assert run("announce", CAFE, "--json", cwd=planned).returncode == 2
    tried = run("announce", CAFE, "--dry-run", "--json", cwd=planned)
    [session] = json.loads(tried.stdout)["sessions"]
    assert (session["id"], session["people"], session["changes"]) == (CAFE, EVERYBODY, [])
    assert state(planned) == before and not (planned / "out").exists()


@pytest.mark.small
def test_by_other_means_each_gets_the_letter_that_is_true_for_her(planned: Path, run: Run) -> None:
    """A newcomer an invitation, those invited before an update, a leaver a withdrawal; again the same."""
    _announced(run, planned)
    assert set(_kinds(run, planned).values()) == {"invitation"}
    first = _letters(planned)
    new = "rw-late,Zoé Tard,tard@example.org,Kigali,Rwanda,fr,cafe,,,,,,,\n"
    rows(planned).write_text(rows(planned).read_text(encoding="utf-8") + new, encoding="utf-8")
    without(planned, "zm-1")
    changed(planned)
    kinds = _kinds(run, planned)
    assert (kinds.pop("rw-late"), kinds.pop("zm-1")) == ("invitation", "withdrawal")
    assert set(kinds.values()) == {"update"} and len(kinds) == EVERYBODY - 1
    told = _announced(run, planned, now=LATER)
    [session] = told["sessions"]
    assert session["changes"] == ["languages"]
    second = _letters(planned)
    method, sequence, uid = calendar(second["zm-1"])
    assert method == "CANCEL" and uid == calendar(first["zm-1"])[2]
    assert sequence > calendar(first["zm-1"])[1]
    assert calendar(second["gh-1"])[0] == "REQUEST"
    kinds = _kinds(run, planned)
    assert "zm-1" not in kinds, "she was told, and is left in peace"
    assert {m: d for m, d in _letters(planned).items() if m != "zm-1"} == {
        m: d for m, d in second.items() if m != "zm-1"
    }


@pytest.mark.thorough
@pytest.mark.small
def test_a_cancellation_by_other_means_goes_to_those_who_were_invited(planned: Path, run: Run) -> None:
    """Not to the newcomer; to the one who left, too. A second look at the letters finds the same ones."""
    _announced(run, planned)
    new = "rw-late,Zoé Tard,tard@example.org,Kigali,Rwanda,fr,cafe,,,,,,,\n"
    rows(planned).write_text(rows(planned).read_text(encoding="utf-8") + new, encoding="utf-8")
    without(planned, "zm-1")
    assert run("cancel", CAFE, "--yes", cwd=planned, now=NOON).returncode == 0
    shown = run("invite", CAFE, cwd=planned, now=LATER).stdout
    assert "1 person was never invited to it, and gets no cancellation." in shown
    kinds = _kinds(run, planned)
    assert set(kinds.values()) == {"cancellation"} and len(kinds) == EVERYBODY
    assert "zm-1" in kinds and "rw-late" not in kinds
    _announced(run, planned, now=LATER)
    assert set(kinds) - set(_kinds(run, planned)) <= {"zm-1"}


def test_the_newsletter_announces_when_it_is_said_to_be_out(planned: Path, run: Run) -> None:
    """Its text in the terminal first; then hours are kept, and still nobody counts as invited."""
    text = run("newsletter", "--dry-run", cwd=planned, now=NOON)
    assert "Besrour Café" in text.stdout and not (planned / "out").exists()
    data = json.loads(run("newsletter", "--dry-run", "--json", cwd=planned, now=NOON).stdout)
    assert data["issue"] == "newsletter-2026-12" and data["text"] in text.stdout
    told = _announced(run, planned, "newsletter")
    assert told["announced"] == data["announces"] and CAFE in data["announces"]
    plan = (planned / "plan.yaml").read_text(encoding="utf-8")
    assert plan.count("state: announced") == len(data["announces"])
    changed(planned)
    kinds = _kinds(run, planned)
    assert set(kinds.values()) == {"invitation"}, "nobody had an invitation, so nobody gets an update"
    issue = sorted(p.name for p in (planned / "out/newsletter").iterdir())
    assert issue == [f"newsletter-2026-12.{form}" for form in ("html", "md", "txt")]


@pytest.mark.thorough
def test_reminders_by_other_means_are_remembered_when_they_are_sent(planned: Path, run: Run) -> None:
    """`invite --remind` only writes; `announce --remind` remembers who was reminded."""
    _announced(run, planned)
    assert run("invite", CAFE, "--remind", cwd=planned, now=LATER).returncode == 0
    assert not (planned / "replies.yaml").exists()
    assert run("announce", CAFE, "--remind", "--yes", cwd=planned, now=LATER).returncode == 0
    remembered = (planned / "replies.yaml").read_text(encoding="utf-8")
    assert len(re.findall("reminded|member", remembered)) >= EVERYBODY
