"""A term of mentoring: who offers and asks, pairs with reasons, letters sent once, the next term."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.commands.letters import going, opened
from support.delivery.smtp_server import Postbox

Run = Callable[..., subprocess.CompletedProcess[str]]
TERM = """
mentors:
  from: 2027-01-11
  to: 2027-06-25
  topics:
    teaching: {en: Clinical teaching, fr: L’enseignement clinique}
    research: {en: Research, fr: La recherche}
"""
ROWS = """\
member,offers,asks,most,region
ca-dalhousie,teaching,,1,other
gh-1,,teaching,1,
ca-laval,research,,1,other
sn-dakar,,research,,other
zm-1,,research,,
"""
BEFORE = "2026-12-15T15:00Z"


@pytest.fixture
def term(fresh: Path) -> Path:
    """The example with a term: two mentors, three who ask, of whom one speaks another language."""
    with (fresh / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(TERM)
    (fresh / "sessions/mentors.csv").write_text(ROWS, encoding="utf-8")
    return fresh


def data_of(said: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The result as JSON."""
    assert said.returncode == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def pairs(data: dict[str, Any]) -> set[tuple[str, ...]]:
    """Each group as its people."""
    return {(group["mentor"], *group["mentees"]) for group in data["groups"]}


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_pair_is_explained_and_so_is_who_has_nobody(term: Path, run: Run, lang: str) -> None:
    """Languages, topics, regions, two hours in the local time of both; why the third has no mentor."""
    said = run("mentors", cwd=term, lang=lang)
    assert said.returncode == 0, said.stderr
    text = " ".join(said.stdout.replace("\u00a0", " ").split())
    words = {
        "en": ("they speak French", "asked and offered: Research", "best hours:", "has no mentor: "),
        "fr": (
            "langue commune : français",
            "demandé et offert : La recherche",
            "meilleures heures :",
            "n’a pas de mentorat",
        ),
    }[lang]
    for each in words:
        assert each in text
    assert text.count("(Dakar)") >= 3 and text.count({"en": "(Quebec City)", "fr": "(Québec)"}[lang]) >= 3
    assert all(len(line) <= 80 for line in said.stdout.splitlines())
    stored = term / "mentors.yaml"
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600 and "introduced: no" in stored.read_text("utf-8")


@pytest.mark.small
def test_little_changes_and_a_new_term_repeats_nobody(term: Path, run: Run) -> None:
    """Another who asks moves no pair; in the next term nobody has the same mentor again."""
    first = data_of(run("mentors", "--json", cwd=term))
    assert pairs(first) == {("ca-dalhousie", "gh-1"), ("ca-laval", "sn-dakar")} and first["proven"]
    assert all(len(group["hours"]) == 2 for group in first["groups"])
    assert [each["member"] for each in first["unpaired"]] == ["zm-1"]
    sheet = term / "sessions/mentors.csv"
    sheet.write_text(ROWS + "ke-1,,teaching,,\n", encoding="utf-8")
    assert pairs(data_of(run("mentors", "--json", cwd=term))) == pairs(first)
    settings = term / "sessions/programme.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("2027-01-11\n  to: 2027-06-25", "2027-09-06\n  to: 2027-12-17"), encoding="utf-8"
    )
    later = data_of(run("mentors", "--json", "--dry-run", cwd=term))
    assert pairs(later).isdisjoint(pairs(first)) and pairs(later)
    assert "2027-09-06" not in (term / "mentors.yaml").read_text(encoding="utf-8")


@pytest.mark.small
def test_two_may_share_a_mentor_and_nobody_is_no_term(term: Path, run: Run) -> None:
    """With --triads two who ask share one; without a sheet, or a term, the command says what to write."""
    (term / "sessions/mentors.csv").write_text(
        "member,offers,asks,most\ncm-yaounde,research,,1\nsn-dakar,,research,\nca-laval,,research,\n",
        encoding="utf-8",
    )
    alone = data_of(run("mentors", "--json", "--dry-run", cwd=term))
    assert len(alone["unpaired"]) == 1 and alone["unpaired"][0]["reasons"] == {"full": 1}
    both = data_of(run("mentors", "--triads", "--json", "--dry-run", cwd=term))
    assert pairs(both) == {("cm-yaounde", "ca-laval", "sn-dakar")} and both["unpaired"] == []
    (term / "sessions/mentors.csv").unlink()
    said = run("mentors", cwd=term)
    assert said.returncode != 0 and "sessions/mentors.csv" in said.stderr
    early = run("send", "mentors", "--dry-run", cwd=term)
    assert early.returncode != 0


@pytest.mark.small
def test_introductions_go_out_once_and_pairs_then_stay(term: Path, run: Run, box: Postbox) -> None:
    """A letter each, both languages, hours and addresses of the two alone; a second run sends none."""
    with (term / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
    refused = run("send", "mentors", "--yes", cwd=term, now=BEFORE)
    assert refused.returncode == 1 and "besrour mentors" in refused.stderr
    data_of(run("mentors", "--json", cwd=term))
    shown = data_of(run("send", "mentors", "--dry-run", "--json", cwd=term, now=BEFORE))
    assert set(going(shown)) == {"ca-dalhousie", "gh-1", "ca-laval", "sn-dakar"} and box.taken == []
    sent = data_of(run("send", "mentors", "--yes", "--json", "--any-hour", cwd=term, now=BEFORE))
    assert set(going(sent)) == {"ca-dalhousie", "gh-1", "ca-laval", "sn-dakar"} and len(box.taken) == 4
    ledger = (term / "sent.ledger").read_text(encoding="utf-8")
    assert (
        not re.search(r'"about": ?"mentors[^"]*(laval|dakar|gh-1)', ledger)
        and "mentors-2027-01-11-" in ledger
    )
    [taken] = [t.data for t in box.taken if t.to.startswith("senegal") or "dakar" in t.to]
    message = opened(taken)
    assert str(message["Subject"]).startswith("Mentorat : faites connaissance".replace(" :", "\u00a0:"))
    body = message.get_body(("plain",))
    assert body is not None
    text = " ".join(str(body.get_content()).replace("\u00a0", " ").split())
    assert "laval@example.org" in text and "dalhousie@example.org" not in text
    assert "La recherche" in text and "Research" in text
    assert len(re.findall(r"\b\d{1,2} h\b|midi", text)) >= 4 and len(re.findall(r"[ap]\.m\.|noon", text)) >= 4
    again = data_of(
        run("send", "mentors", "--yes", "--json", "--any-hour", cwd=term, now="2026-12-16T15:00Z")
    )
    assert going(again) == {} and len(box.taken) == 4
    (term / "sessions/mentors.csv").write_text(
        ROWS.replace("gh-1,,teaching", "gh-1,,research") + "ke-1,,teaching,,\n", encoding="utf-8"
    )
    after = data_of(run("mentors", "--again", "--json", cwd=term))
    assert ("ca-dalhousie", "gh-1") in pairs(after) and all(g["introduced"] for g in after["groups"])


@pytest.mark.small
def test_who_is_forgotten_or_renamed_is_so_here_too(term: Path, run: Run) -> None:
    """extract names her mentor; rename keeps her; forget takes her out of what is remembered."""
    data_of(run("mentors", "--json", cwd=term))
    said = run("privacy", "extract", "sn-dakar", cwd=term)
    said = said if said.returncode == 0 else run("extract", "sn-dakar", cwd=term)
    assert said.returncode == 0 and "ca-laval" in said.stdout + "".join(
        path.read_text("utf-8") for path in (term / "out").rglob("*.txt")
    )
