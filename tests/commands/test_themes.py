"""Themes chosen by those concerned: from a form's download to session files that she completes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
A, B, C = (
    "Rural practice / Pratique rurale",
    "Burnout / Épuisement",
    "Mentors, from afar / Mentorat, à distance",
)
MALI = "Maternity, at night / La maternité, la nuit"
CANADA = ("memorial", "dalhousie", "laval", "sherbrooke", "mcgill", "ottawa")


def ballots(folder: Path, *more: str) -> str:
    """Six Canadian departments like the same three themes, two people from elsewhere another one."""
    (folder / "themes.txt").write_text("".join(f"- {t}\n" for t in (A, B, C, MALI)), encoding="utf-8")
    rows = [f'{name}@example.org,,"{A}, {B}, {C}"' for name in CANADA]
    rows += [f'ghana-sofpog@example.org,,"{MALI}"', f',Awa Traoré,"{MALI}"', *more]
    lines = ["Email Address,Name / Nom,Themes / Thèmes", *rows]
    (folder / "ballots.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "ballots.csv"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_she_sees_what_each_group_got_and_what_a_majority_would_have_left_out(
    fresh: Path, run: Run, lang: str
) -> None:
    """Two of eight people get one of four themes in three sessions; nothing is written."""
    file = ballots(fresh)
    words = ("themes", file, "--proposals", "themes.txt", "--series", "cafe", "--count", "4")
    said = run(*words, cwd=fresh, lang=lang)
    assert said.returncode == 0, said.stderr
    assert MALI in said.stdout
    expected = {
        "en": ("4 themes for Besrour Café, from 8 ballots (ties by seed 1):", "Without any", "(EJR+)"),
        "fr": ("4 thèmes pour Café Besrour, d’après 8 bulletins (égalités", "Sans aucun", "(EJR+)"),
    }[lang]
    assert all(part in said.stdout for part in expected), said.stdout
    assert not (fresh / "out").exists()


def test_three_of_the_four_are_in_proportion(fresh: Path, run: Run) -> None:
    """A plain majority gives all three sessions to the six; the rule gives one to the others."""
    file = ballots(fresh, f'x@example.org,Zed,"{MALI}"')
    words = ("themes", file, "--proposals", "themes.txt", "--series", "cafe", "--count", "3", "--json")
    data = json.loads(run(*words, cwd=fresh).stdout)
    assert MALI in [each["theme"] for each in data["themes"]] and MALI not in data["majority"]
    assert not data["complaints"]
    [complaint] = data["majority_complaints"]
    assert complaint == {"theme": MALI, "claim": 1, "voters": ["gh-1", "Awa Traoré", "Zed, x@example.org"]}
    assert data["strangers"] == 2 and data["without"] == []
    [canada] = [each for each in data["groups"]["region"] if each["group"] == "Canada"]
    assert canada["ballots"] == 6 and canada["average"] == 2.0 and canada["majority"]["average"] == 3.0


def test_sessions_are_proposed_on_a_sheet_that_becomes_their_files(fresh: Path, run: Run) -> None:
    """A month each after the last session; what she has written there is not written over."""
    file = ballots(fresh)
    words = ("themes", file, "--proposals", "themes.txt", "--count", "2", "--write")
    before = sorted(path.name for path in (fresh / "sessions").iterdir())
    done = run(*words, "--series", "Café Besrour", cwd=fresh)
    assert done.returncode == 0, done.stderr
    assert "Next: besrour new cafe --from out/themes/cafe.csv" in done.stdout
    assert sorted(path.name for path in (fresh / "sessions").iterdir()) == before
    sheet = fresh / "out/themes/cafe.csv"
    header, first, *_rest = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("month / mois,title en / titre en,title fr / titre fr,description en,")
    assert first.startswith("2028-01,")
    assert run(*words, "--series", "cafe", cwd=fresh).returncode == 0  # the same again is no writing over
    sheet.write_text(
        sheet.read_text(encoding="utf-8-sig").replace(",,,,,", ",We talk.,On parle.,ke-1,ca-mcgill,"),
        encoding="utf-8-sig",
    )
    refused = run(*words, "--series", "cafe", cwd=fresh)
    assert refused.returncode == 4 and "besrour new cafe --from out/themes/cafe.csv" in refused.stderr
    made = run("new", "cafe", "--from", "out/themes/cafe.csv", "--yes", cwd=fresh)
    assert made.returncode == 0, made.stderr
    text = (fresh / "sessions/2028-02-cafe.yaml").read_text(encoding="utf-8")
    assert "We talk." in text and "facilitator: [ke-1]" in text and "from: 2028-02-01, to: 2028-02-29" in text
    assert run("check", cwd=fresh).returncode == 0
    sheet.unlink()
    assert run(*words, "--series", "cafe", cwd=fresh).returncode == 0
    assert "\n2028-03," in sheet.read_text(encoding="utf-8-sig")


def test_a_series_that_repeats_has_its_themes_in_its_own_sessions(fresh: Path, run: Run) -> None:
    """As many themes as sessions have none; one that has a file keeps its own."""
    assert run("new", "working-group", "2027-02", "--yes", cwd=fresh).returncode == 0
    words = ("themes", ballots(fresh), "--proposals", "themes.txt", "--series", "working-group")
    said = run(*words, "--write", "--json", cwd=fresh)
    data = json.loads(said.stdout)
    rows = (fresh / data["files"][0]).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row[:7] for row in rows] == ["2027-01", "2027-03", "2027-04", "2027-05"]


def test_a_mere_list_is_no_ballot_and_says_what_it_is_good_for(fresh: Path, run: Run) -> None:
    """The list of proposals was named in the place of the form's download."""
    ballots(fresh)
    said = run("themes", "themes.txt", "--series", "cafe", cwd=fresh, lang="fr")
    assert said.returncode == 2 and "est une liste de thèmes, sans bulletin" in said.stderr
    assert "besrour new" in said.stderr


def test_a_theme_in_one_language_makes_no_session_file(fresh: Path, run: Run) -> None:
    """Each theme that lacks its other language is named; nothing is translated by guessing."""
    (fresh / "b.csv").write_text("Name,Themes\nAwa,Sleep;Food\nEfua,Food\nKofi,Sleep\n", encoding="utf-8")
    words = ("themes", "b.csv", "--series", "cafe", "--count", "2")
    assert run(*words, cwd=fresh).returncode == 0
    said = run(*words, "--write", cwd=fresh)
    assert said.returncode == 1 and said.stderr.count("in one language alone") == 2


def test_who_votes_twice_counts_once(fresh: Path, run: Run) -> None:
    """The lower row counts, and both rows are named."""
    file = ballots(fresh, f'laval@example.org,,"{MALI}"')
    said = run("themes", file, "--proposals", "themes.txt", "--series", "cafe", cwd=fresh)
    assert "ca-laval handed in a ballot on row 4 too" in said.stderr
    assert "from 8 ballots" in said.stdout


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("--series", "cafes"), 2, "programme.yaml has no series “cafes”"),
        (("--series", "cafe", "--column", "Choix"), 1, "there is no column “Choix”"),
        (("--series", "cafe", "--from", "2028-13"), 2, "is not a month such as 2028-01"),
        (("--series", "cafe", "--proposals", "themes.txt", "--count", "0"), 2, "for how many sessions"),
        (("--series", "cafe", "--proposals", "none.txt"), 4, "none.txt is not there"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_sentence(
    fresh: Path, run: Run, words: tuple[str, ...], code: int, expected: str
) -> None:
    """A wrong series, column, month, number or file: what is wrong and what to write."""
    said = run("themes", ballots(fresh), *words, cwd=fresh)
    assert said.returncode == code and expected in said.stderr, said.stderr


def test_the_call_is_in_the_newsletter_while_it_is_open(planned: Path, run: Run) -> None:
    """Until its last day, in both languages, with its link; the day after, the usual words stand there."""
    with (planned / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("themes: {open_until: 2026-12-15, link: https://example.org/themes}\n")
    issue = run("newsletter", "--dry-run", cwd=planned).stdout.replace("\xa0", " ")
    assert "open until Tuesday, December 15, 2026" in issue
    assert "ouvert jusqu’au mardi 15 décembre 2026" in issue
    assert issue.count("https://example.org/themes") == 2
    later = run("newsletter", "--dry-run", cwd=planned, now="2026-12-17T12:00Z").stdout
    assert "example.org/themes" not in later and "Send one sentence to" in later


def test_a_call_without_its_day_is_a_mistake(fresh: Path, run: Run) -> None:
    """Both keys are needed, and a date has one way of writing."""
    with (fresh / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("themes: {open_until: 15/12/2026, link: example.org}\n")
    said = run("check", cwd=fresh)
    assert said.returncode == 1
    assert "[value-date]" in said.stdout and "value-url" in said.stdout, said.stdout
