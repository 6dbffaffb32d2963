"""``besrour new``: a month or a sheet becomes session files, shown first, all or none, none overwritten."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.storage.programme.load import load

Run = Callable[..., subprocess.CompletedProcess[str]]
SHEET = """\
Themes of 2028;;;;;;
Mois;Titre (français);Title (English);Description FR;Description EN;Animation;Hôte
janvier 2028;L’« année » : deux voix;"A ""year"": two voices";Parlons-en.;We talk.;ca-ubc, ke-1;ca-mcgill
2028-02;Les soins;Care;"Premier alinéa.
Deuxième alinéa.";"First paragraph.
Second paragraph.";University of British Columbia et ke-1;
"""
TEXTS = (
    *("--title-en", "A new year", "--title-fr", "Une année nouvelle"),
    *("--description-en", "We meet again.", "--description-fr", "Nous nous retrouvons."),
)


def files(folder: Path) -> dict[str, bytes]:
    """What sessions/ holds."""
    return {path.name: path.read_bytes() for path in (folder / "sessions").iterdir()}


def test_one_month_of_a_series(fresh: Path, run: Run) -> None:
    """What is missing is named with its option; a trial shows the file; then it is there, in order."""
    before = files(fresh)
    lacking = run("new", "cafe", "2028-01", cwd=fresh)
    assert lacking.returncode == 1
    assert [f"add --{field}" in lacking.stderr for field in ("title-en", "title-fr", "description-fr")] == [
        True
    ] * 3
    assert run("new", "cafe", "2028-01", *TEXTS, cwd=fresh).returncode == 2  # nobody to ask
    trial = run("new", "cafe", "jan. 2028", *TEXTS, "--window", "2e semaine", "--dry-run", cwd=fresh)
    assert trial.returncode == 0 and "window: {from: 2028-01-08, to: 2028-01-14}" in trial.stdout
    assert files(fresh) == before
    done = run("new", "cafe", "2028-01", *TEXTS, "--window", "8-21", "--yes", "--json", cwd=fresh)
    assert json.loads(done.stdout)["sessions"] == [
        {"id": "2028-01-cafe", "file": "sessions/2028-01-cafe.yaml"}
    ]
    assert run("check", cwd=fresh).returncode == 0
    again = run("new", "cafe", "2028-01", *TEXTS, "--yes", cwd=fresh, lang="fr")
    assert again.returncode == 1 and "cette séance a déjà son fichier" in again.stderr


def test_a_month_of_a_series_that_repeats_needs_nothing(fresh: Path, run: Run) -> None:
    """The file says only what differs; half a title is not enough, in either language."""
    half = run("new", "working-group", "2027-03", "--title-en", "Spring", "--yes", cwd=fresh)
    assert half.returncode == 1 and "2027-03-working-group lacks its title in French" in half.stderr
    assert run("new", "working-group", "2027-03", "--yes", cwd=fresh).returncode == 0
    assert run("check", cwd=fresh).returncode == 0
    programme = load(str(fresh)).programme
    march = programme.session("2027-03-working-group") if programme else None
    assert march is not None and march.titles["en"] == "Preparing the next café"


def test_a_sheet_becomes_files(fresh: Path, run: Run) -> None:
    """Headings in two languages below a title row, quotes and colons in words, paragraphs, people by name."""
    (fresh / "themes.csv").write_text(SHEET, encoding="utf-8")
    done = run("new", "cafe", "--from", "themes.csv", "--yes", cwd=fresh)
    assert done.returncode == 0, done.stderr
    assert run("check", cwd=fresh).returncode == 0, run("check", cwd=fresh).stdout
    programme = load(str(fresh)).programme
    assert programme is not None
    january, february = (programme.session(f"2028-0{n}-cafe") for n in (1, 2))
    assert january is not None and february is not None
    assert january.titles["en"] == 'A "year": two voices'
    assert january.required == {"facilitator": ("ca-ubc", "ke-1"), "host": ("ca-mcgill",)}
    assert february.descriptions["fr"] == "Premier alinéa.\nDeuxième alinéa."
    assert february.required == {"facilitator": ("ca-ubc", "ke-1")}
    after = files(fresh)
    longer = SHEET + "mars 2028;Trois;Three;Texte.;Text.;;\n"
    (fresh / "themes.csv").write_text(longer.replace("L’« année »", "Autre"), encoding="utf-8")
    next_month = run("new", "cafe", "--from", "themes.csv", "--yes", cwd=fresh)
    assert "sessions/2028-01-cafe.yaml is there already, and stays as it is." in next_month.stdout
    assert {**files(fresh), **after} == files(fresh) and len(files(fresh)) == len(after) + 1


def test_a_list_gives_its_themes_to_the_sessions_that_have_none(fresh: Path, run: Run) -> None:
    """One line a theme, in both languages; those of a series that repeats come first, by their months."""
    assert run("new", "working-group", "2027-02", "--yes", cwd=fresh).returncode == 0
    (fresh / "liste.txt").write_text("Thèmes :\n- Care / Les soins\n- Sleep, at last / Le sommeil, enfin\n")
    words = ("new", "Groupe de travail", "--from", "liste.txt", "--json", "--yes")
    done = run(*words, cwd=fresh, now="2027-01-25T12:00Z")
    assert [each["id"] for each in json.loads(done.stdout)["sessions"]] == [
        "2027-03-working-group",
        "2027-04-working-group",
    ], done.stderr
    text = (fresh / "sessions/2027-04-working-group.yaml").read_text(encoding="utf-8")
    assert '  en: "Sleep, at last"\n  fr: "Le sommeil, enfin"' in text


def test_a_list_is_refused_by_the_line_where_it_says_too_little_or_too_much(fresh: Path, run: Run) -> None:
    """A line of one language; a theme more than the series has sessions to come."""
    before = files(fresh)
    (fresh / "liste.txt").write_text("Care / Les soins\nSleep\n")
    refused = run("new", "cafe", "2028-01", "--from", "liste.txt", "--yes", cwd=fresh)
    assert refused.returncode == 1 and "liste.txt:2:1: mistake: “Sleep” is in one language" in refused.stderr
    (fresh / "liste.txt").write_text("".join(f"Care {n} / Soins {n}\n" for n in range(1, 14)))
    refused = run("new", "working-group", "--from", "liste.txt", "--yes", cwd=fresh)
    assert "“working-group” has no further session without a theme" in refused.stderr
    assert files(fresh) == before


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Thème;Theme (English)", "Les soins;Care"),
        ("Theme;Thème", "Care;Les soins"),
        ("Thèmes;Accueil", "Care / Les soins;ca-mcgill"),
    ],
)
def test_a_heading_without_a_language_is_that_of_its_word_or_the_one_left(
    fresh: Path, run: Run, headings: str, row: str
) -> None:
    """“Thème” is French beside an English column; one column alone may hold both, about a stroke."""
    (fresh / "t.csv").write_text(f"Mois;{headings}\n2027-03;{row}\n", encoding="utf-8")
    shown = run("new", "working-group", "--from", "t.csv", "--dry-run", cwd=fresh)
    assert '  en: "Care"' in shown.stdout and '  fr: "Les soins"' in shown.stdout, shown.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ca-ubc, ke-1", "ca-ubc, Kofi Nobody", "themes.csv:3:6: mistake: members.csv has nobody whom “Kofi"),
        ("janvier 2028", "Januar 2028", "themes.csv:3:1: mistake: “Januar 2028” is not a month"),
        ("2028-02", "2028-01", "“2028-01-cafe” stands in row 3 already"),
        (";Care;", ";;", "2028-02-cafe lacks its title in English"),
        ("Mois;", "Quand;", "themes.csv has no row of headings with a month and a title"),
        ("We talk.", "We talk of 12 things.", "12"),
    ],
)
def test_a_sheet_with_a_mistake_writes_nothing(fresh: Path, run: Run, old: str, new: str, said: str) -> None:
    """The cell is named with a remedy; of two rows in order beside it, none is written either."""
    before = files(fresh)
    assert old in SHEET
    (fresh / "themes.csv").write_text(SHEET.replace(old, new), encoding="utf-8")
    refused = run("new", "cafe", "--from", "themes.csv", "--yes", cwd=fresh)
    assert refused.returncode in (1, 4) and said in refused.stderr
    assert files(fresh) == before
