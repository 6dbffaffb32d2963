"""``besrour calendar``: the year ahead, as a picture of 80 columns and as JSON, in both languages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
RULES = "observances:\n  Senegal: ramadan\n"


def with_rules(folder: Path) -> Path:
    """The pilot, with Ramadan kept in Senegal."""
    path = folder / "sessions" / "programme.yaml"
    path.write_text(path.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    return folder


def plain(text: str) -> str:
    """Ordinary spaces, and lines joined, so that sentences can be found."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.small
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_year_fits_eighty_columns(planned: Path, run: Run, lang: str) -> None:
    """Wrapped with hanging lines; no line is wider than the terminal."""
    answer = run("calendar", cwd=with_rules(planned), lang=lang)
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    assert len(lines) > 100
    assert [line for line in lines if len(line) > 80] == []


def test_the_year_says_what_weighs_where(planned: Path, run: Run) -> None:
    """Sessions, clocks, Ramadan with its sunsets, holidays by region."""
    shown = plain(run("calendar", cwd=with_rules(planned)).stdout)
    assert "November 22, 2026 to November 21, 2027" in shown
    assert "Sunday, March 14, 2027: forward by 60 min in Toronto" in shown
    assert "then +4 h instead of +5 h from Toronto: Accra" in shown
    assert "February 8, 2027 to March 8, 2027 (estimated)" in shown
    assert "sunset in Dakar: 7:12 p.m. on the first day, 7:19 p.m. on the last" in shown
    assert "March 9 to March 11: Eid al-Fitr (estimated; March 8 to March 13), Tunisia" in shown
    assert "Dec. 17: Revolution Day, Tunisia" in shown
    assert "is in Ramadan (estimated), kept in Dakar" in shown


def test_french_names_every_day_in_french(planned: Path, run: Run) -> None:
    """The glossary, the regions and the sentences."""
    shown = plain(run("calendar", cwd=with_rules(planned), lang="fr").stdout)
    assert "17 déc. : Fête de la révolution, Tunisie" in shown
    assert "du 9 mars au 11 mars : Aïd el-Fitr (date prévue; du 8 mars au 13 mars), Tunisie" in shown
    assert "l’heure avance de 60 min (Toronto" in shown
    assert "coucher du soleil (Dakar) : 19 h 12 le premier jour" in shown


def test_json_has_the_same_year(planned: Path, run: Run) -> None:
    """Every session of the plan, holidays with the days they may fall on, minutes between clocks."""
    data = json.loads(run("calendar", "--json", cwd=with_rules(planned)).stdout)
    assert (data["from"], data["to"]) == ("2026-11-22", "2027-11-21")
    assert len(data["sessions"]) > 20
    (eid,) = [
        h
        for h in data["holidays"]
        if h["name"]["en"] == "Eid al-Fitr" and {"country": "TN", "province": ""} in h["where"]
    ]
    assert (eid["from"], eid["to"], eid["estimated"]) == ("2027-03-09", "2027-03-11", True)
    assert eid["may_fall"] == ["2027-03-08", "2027-03-13"]
    (spring,) = [c for c in data["clock_changes"] if c["date"] == "2027-03-14" and c["minutes"] == 60]
    accra = next(a for a in spring["from_anchor"] if "Accra" in [p["place"] for p in a["places"]])
    assert (accra["before"], accra["after"]) == (300, 240)
    (month,) = data["ramadan"]
    assert [k["place"] for k in month["kept_in"]] == ["Dakar"]
    assert {b["from"] for b in data["blackouts"]} >= {"2027-03-09"}


def test_another_first_day(fresh: Path, run: Run) -> None:
    """Without a plan there are no sessions, and the rest of the year is there."""
    data = json.loads(run("calendar", "--from", "2028-01-01", "--json", cwd=fresh).stdout)
    assert data["sessions"] == []
    assert data["from"] == "2028-01-01"
    assert data["ramadan"][0]["from"] == "2028-01-28"


def test_a_date_that_is_none_is_refused(fresh: Path, run: Run) -> None:
    """With what to write instead."""
    answer = run("calendar", "--from", "tomorrow", cwd=fresh)
    assert answer.returncode == 2
    assert "write it as 2027-01-11" in answer.stderr


@pytest.mark.small
def test_a_plan_keeps_the_iftar_free(fresh: Path, run: Run) -> None:
    """With Ramadan kept in Senegal, no session of Dakar's touches its iftar; all steps stay proven."""
    folder = with_rules(fresh)
    data = json.loads(run("plan", "--json", cwd=folder).stdout)
    assert all(step["least"] == step["bound"] for step in data["steps"] if step["name"] != "tie-break")
    for session in data["sessions"]:
        start, end = session["start"], session["end"]
        if "2027-02-08" <= start[:10] <= "2027-03-08":
            assert end[11:16] <= "18:45" or start[11:16] >= "20:20", session


def test_when_says_the_hour_as_ethiopia_and_swahili_count(fresh: Path, run: Run) -> None:
    """Ethiopia's always, Swahili's on request."""
    words = ("when", "2026-12-09T14:00Z", "--place", "Addis Ababa", "--place", "Nairobi")
    shown = plain(run(*words, cwd=fresh).stdout)
    assert "Ethiopian clock in Addis Ababa: 11:00 in the day, 30 Hidar 2019" in shown
    assert "saa" not in shown
    assert "Swahili clock in Nairobi: saa kumi na moja jioni" in plain(
        run(*words, "--swahili", cwd=fresh).stdout
    )
    french = plain(run(*words, cwd=fresh, lang="fr").stdout)
    assert "Heure éthiopienne (Addis-Abeba) : 11 h de jour, 30 Hidar 2019" in french
