"""What people do with a plan: move, cancel, restore, hold, free, undo; each shows and asks."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from commands.conftest import grown

from besrour_cli.clock.formatting import date_words, time_words
from support.campaigns.thorough import thorough
from support.commands.edits import few
from support.commands.letters import EVERYBODY

Run = Callable[..., subprocess.CompletedProcess[str]]
CAFE = "2027-01-cafe"


@pytest.fixture(scope="module")
def _january(_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(_small, tmp_path_factory.mktemp("few") / "my-cafe"))
    few(folder)
    return grown(folder, tmp_path_factory.mktemp("january"), "plan")


@pytest.fixture
def january(_january: Path, tmp_path: Path) -> Path:
    """January planned, nothing announced; the other months are no longer there."""
    return Path(shutil.copytree(_january, tmp_path / "my-cafe"))


def slot(folder: Path, session: str = CAFE) -> dict[str, Any]:
    """What plan.yaml says of a session."""
    found: dict[str, Any] = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["sessions"]
    return dict(found[session])


def state(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def announce(folder: Path, run: Run) -> None:
    """People are told of the café of January."""
    answer = run("announce", CAFE, "--yes", cwd=folder)
    assert answer.returncode == 0, answer.stderr


def ok(answer: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert answer.returncode == 0, answer.stdout + answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def later(folder: Path, days: int = 2) -> str:
    """The start of the café some days later."""
    start: datetime = datetime.fromisoformat(str(slot(folder)["start"]).replace("Z", "+00:00"))
    return (start + timedelta(days=days)).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def words_of(moment: str) -> str:
    """A moment as besrour says it, with plain blanks."""
    local = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(ZoneInfo("America/Toronto"))
    said = f"{date_words(local.date(), 'en')}, {time_words(local, 'en')} (Toronto)"
    return said.replace("\u00a0", " ")


def test_a_move_names_both_moments_and_everybody_who_knows(january: Path, run: Run) -> None:
    """Old and new day, how many people were told and the first of them, before anything is written."""
    announce(january, run)
    before, wanted = state(january), later(january)
    words = ("move", CAFE, "--to", wanted)
    shown = run(*words, "--dry-run", cwd=january)
    assert shown.returncode == 0, shown.stderr
    text = shown.stdout.replace("\u00a0", " ")
    assert f"{CAFE}: {words_of(str(slot(january)['start']))} → {words_of(wanted)}" in text
    assert f"{EVERYBODY} people were told: " in shown.stdout
    assert state(january) == before
    refused = run(*words, cwd=january)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert state(january) == before
    data = ok(run(*words, "--yes", "--json", cwd=january))
    assert [(c["session"], c["start"], c["state"]) for c in data["changes"]] == [(CAFE, wanted, "moved")]
    assert len(data["told"]) == EVERYBODY
    assert slot(january)["sequence"] == 1
    assert run("verify", cwd=january).returncode == 0


def test_a_named_start_of_a_session_nobody_knows_is_held(january: Path, run: Run) -> None:
    """Nobody is asked, no SEQUENCE rises, and the next plan leaves it there."""
    wanted = later(january)
    assert run("move", CAFE, "--to", wanted, cwd=january).returncode == 0
    assert run("plan", cwd=january).returncode == 0
    found = slot(january)
    assert (str(found["start"]), found["state"], found["sequence"]) == (wanted, "proposed", 0)
    assert run("free", CAFE, cwd=january).returncode == 0
    assert run("plan", cwd=january).returncode == 0
    assert str(slot(january)["start"]) != wanted


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_start_that_breaks_something_is_refused_with_every_reason(
    lang: str, january: Path, run: Run
) -> None:
    """Outside of the window and of the series' weekdays: both are said, nothing is written."""
    announce(january, run)
    before = state(january)
    answer = run("move", CAFE, "--to", "2027-02-28 15:00 Accra", "--yes", cwd=january, lang=lang)
    assert answer.returncode == 1
    assert ("it is outside of the window" in answer.stderr) == (lang == "en")
    assert "start:" in answer.stderr
    assert state(january) == before


def test_a_cancellation_nobody_heard_of_leaves_no_trace(january: Path, run: Run) -> None:
    """Cancelled and restored before anyone was told: announced as before, nothing to tell."""
    announce(january, run)
    before = slot(january)
    assert run("cancel", CAFE, "--yes", cwd=january).returncode == 0
    assert slot(january)["state"] == "cancelled"
    data = ok(run("restore", CAFE, "--yes", "--json", cwd=january))
    assert [c["state"] for c in data["changes"]] == ["announced"]
    after = slot(january)
    assert after["sequence"] > before["sequence"]
    assert {k: v for k, v in after.items() if k not in ("sequence", "revised")} == {
        k: v for k, v in before.items() if k not in ("sequence", "revised")
    }


def test_a_cancellation_people_know_of_is_taken_back_aloud(january: Path, run: Run) -> None:
    """Once it was told, the session is to be told anew, under a higher SEQUENCE."""
    announce(january, run)
    assert run("cancel", CAFE, "--yes", cwd=january).returncode == 0
    announce(january, run)
    told = slot(january)
    answer = run("restore", CAFE, "--yes", cwd=january)
    assert answer.returncode == 0, answer.stderr
    assert f"besrour send {CAFE}" in answer.stdout
    after = slot(january)
    assert after["state"] == "moved"
    assert after["sequence"] > told["sequence"]
    assert after["start"] == told["start"]


def test_what_was_only_proposed_is_restored_to_a_proposal(january: Path, run: Run) -> None:
    """Nobody was told of it, nor of its end."""
    assert run("cancel", CAFE, cwd=january).returncode == 0
    assert run("restore", CAFE, cwd=january).returncode == 0
    assert slot(january)["state"] == "proposed"


def test_a_start_that_has_passed_is_not_restored_but_with_another(january: Path, run: Run) -> None:
    """The remedy names the option; with it the session is planned again."""
    announce(january, run)
    assert run("cancel", CAFE, "--yes", cwd=january).returncode == 0
    late = "2027-01-26T12:00Z"
    answer = run("restore", CAFE, "--yes", cwd=january, now=late)
    assert answer.returncode == 1
    assert f"besrour restore {CAFE} --to" in answer.stderr
    wanted = later(january, 7)
    assert run("restore", CAFE, "--yes", "--to", wanted, cwd=january, now=late).returncode == 0
    assert str(slot(january)["start"]) == wanted


def test_undo_takes_back_and_brings_again(january: Path, run: Run) -> None:
    """The plan is the one before, to the byte, its proof too; a second time it is the later one again."""
    first = state(january)
    assert run("hold", CAFE, cwd=january).returncode == 0
    held = (january / "plan.yaml").read_bytes()
    shown = run("undo", "--dry-run", cwd=january)
    text = shown.stdout.replace("\u00a0", " ")
    assert f"{CAFE}, {words_of(str(slot(january)['start']))}: may be chosen anew" in text
    assert (january / "plan.yaml").read_bytes() == held
    assert run("undo", cwd=january).returncode == 0
    assert (january / "plan.yaml").read_bytes() == first[str(january / "plan.yaml")]
    assert run("verify", cwd=january).returncode == 0
    assert run("undo", cwd=january).returncode == 0
    assert (january / "plan.yaml").read_bytes() == held


def test_undoing_a_move_never_lowers_the_sequence(january: Path, run: Run) -> None:
    """A calendar that saw the moved entry would ignore a lower number."""
    announce(january, run)
    before = slot(january)
    assert run("move", CAFE, "--to", later(january), "--yes", cwd=january).returncode == 0
    moved = slot(january)
    assert run("undo", "--yes", cwd=january).returncode == 0
    after = slot(january)
    assert (after["start"], after["state"]) == (before["start"], "announced")
    assert after["sequence"] > moved["sequence"]
    assert run("verify", cwd=january).returncode == 0


def test_an_announcement_by_other_means_is_withdrawn_if_nobody_saw_it(january: Path, run: Run) -> None:
    """It is asked for, said in words, and the session is only proposed again."""
    announce(january, run)
    answer = run("undo", cwd=january)
    assert answer.returncode == 2
    shown = run("undo", "--dry-run", cwd=january)
    assert f"{CAFE}: announced by other means than letters; go on only if nobody has seen it" in shown.stdout
    assert run("undo", "--yes", cwd=january).returncode == 0
    assert slot(january)["state"] == "proposed"
    data = ok(run("move", CAFE, "--to", later(january), "--json", cwd=january))
    assert data["told"] == []


@pytest.mark.small
@pytest.mark.parametrize(
    "words",
    [
        ("move", CAFE, "--to", "2027-01-21T15:00Z", "--yes"),
        *map(thorough, [("cancel", CAFE, "--yes"), ("hold", CAFE), ("undo", "--yes")]),
        ("plan",),
    ],
)
def test_of_two_terminals_the_loser_is_told(words: tuple[str, ...], january: Path, run: Run) -> None:
    """Two runs at once: one is done whole, the other is done after it or told to run again."""
    import concurrent.futures

    if words[0] == "undo":
        assert run("hold", CAFE, cwd=january).returncode == 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: run(*words, cwd=january), range(2)))
    codes = sorted(answer.returncode for answer in answers)
    assert codes[0] == 0, [answer.stderr for answer in answers]
    for answer in answers:
        assert answer.returncode in (0, 1, 5), answer.stderr
        assert "Traceback" not in answer.stderr
    assert run("check", cwd=january).returncode == 0
    assert run("plan", cwd=january).returncode == 0
