"""The committee's report: of a year that is over, of a first session, traced, and with rules that changed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.storage import resources
from besrour_cli.storage.output.atomic_files import write_new
from besrour_cli.storage.resources import example
from support.attendance.folders import planted_folder
from support.checkout import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "2026-02-01T12:00Z"
FILES = {
    f"{name}.{language}.{kind}"
    for name, kind in (("report", "html"), ("report", "pdf"), ("read-back", "html"))
    for language in ("en", "fr")
}
ROSTER = """\
id,name,email,place,country,languages,groups,region
awa-diop,Awa Diop,awa@example.org,Dakar,Senegal,fr,cafe,Africa / Afrique
ruth-boateng,Ruth Boateng,ruth@example.org,Accra,Ghana,en,cafe,Africa / Afrique
liam-tremblay,Liam Tremblay,liam@example.org,Toronto,Canada,en fr,cafe,Canada
"""


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The invented year, as besrour init gives it."""
    write_new(str(tmp_path / "year"), example("evaluated"))
    return tmp_path / "year"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A programme that met once, and asked nobody anything."""
    folder = planted_folder(
        tmp_path / "first", ROSTER.encode(), {"2027-01-cafe": (datetime(2027, 1, 15, 13, tzinfo=UTC), 90)}
    )
    came = "session,member,minutes\n2027-01-cafe,awa-diop,85\n2027-01-cafe,liam-tremblay,\n"
    (folder / "sessions/attendance.csv").write_text(came, encoding="utf-8")
    return folder


def said(run: Run, folder: Path, *words: str, code: int = 0, lang: str = "en", now: str = NOW) -> str:
    """What a run of besrour report prints."""
    answer = run("report", *words, cwd=folder, lang=lang, now=now)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def _json(text: str) -> dict[str, Any]:
    return dict(json.loads(text))


def plain(text: str) -> str:
    """Words on one line, with ordinary blanks."""
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_whole_year_is_told_in_both_languages(run: Run, year: Path) -> None:
    """Six files, the same bytes a second time; each page marked invented; both from the same figures."""
    printed = said(run, year)
    text, out = plain(printed), year / "out/report"
    assert {path.name for path in out.iterdir()} == FILES
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert "Of 60 people invited, 49 came at least once" in text
    assert max(map(len, printed.splitlines())) <= 80
    french = plain(said(run, year, lang="fr"))
    assert "Des 60 personnes invitées, 49 sont venues au moins une fois" in french
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    for name, words in (("en", "Invented example"), ("fr", "Exemple inventé")):
        assert words in (out / f"report.{name}.html").read_text(encoding="utf-8")
        assert words in (out / f"read-back.{name}.html").read_text(encoding="utf-8")
    for path in out.glob("*.html"):  # no name, no address, no id of a member, nothing that may not be quoted
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"\bp\d\d\b|Example Person|p\d\d@", page)
        assert "Please do not quote this one." not in page
    ids = [
        re.findall(r'<data value="([^"]+)">', (out / f"report.{code}.html").read_text(encoding="utf-8"))
        for code in ("en", "fr")
    ]
    assert sorted(ids[0]) == sorted(ids[1]) and len(set(ids[0])) > 100


def test_a_figure_that_is_printed_can_be_traced(run: Run, year: Path) -> None:
    """As it stands on the page, in either language: what it is, its formula, what it is made of."""
    text = plain(said(run, year, "--trace", "86 %"))
    assert "Formula: return.back divided by return.first" in text and "= return.back: 42" in text
    text = said(run, year, "--trace", "999 %", code=3)
    assert "no figure of the report is written “999 %”" in text


def test_rows_of_a_traced_count_are_those_of_the_file(run: Run, year: Path) -> None:
    """As many rows of attendance.csv as the figure says, each of which stands in it."""
    [figure] = _json(said(run, year, "--trace", "attendance.named", "--json"))["figures"]
    lines = (year / "sessions/attendance.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = {tuple(line.split(",")[:2]) for line in lines}
    assert figure["values"] == [len(rows)]
    assert {tuple(row.split()[1:]) for row in figure["rows"]} == rows


def test_one_session_is_enough(run: Run, first: Path) -> None:
    """Without a form, without a rule: what is known is told, and what is not is said to be unknown."""
    text = plain(said(run, first, now="2027-01-20T12:00Z"))
    assert "1 session was held, on January 15, 2027." in text
    assert "It is too early to say who comes back" in text
    assert "this report rests on attendance alone" in text
    assert "No rule of decision was written down" in text
    assert {path.name for path in (first / "out/report").iterdir()} == FILES


def test_nothing_is_written_of_a_year_that_has_not_begun(run: Run, first: Path) -> None:
    """A sentence and what to do, in both languages; no file."""
    text = said(run, first, code=3, now="2027-01-10T12:00Z")
    assert "it is not known of any session yet who came" in text and "besrour attendance" in text
    assert "on ne sait encore" in said(run, first, code=3, lang="fr", now="2027-01-10T12:00Z")
    assert not (first / "out").exists()


@pytest.mark.thorough
def test_a_rule_that_changes_after_it_was_seen_is_shown_as_changed(run: Run, year: Path) -> None:
    """The day and digest of the first rules stay, and plan.yaml remembers both."""
    before = plain(said(run, year))
    assert "These rules were first recorded on February 1, 2026" in before and "Changed since" not in before
    programme = year / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8").replace(
        "improved-share, at_least: 70 %", "improved-share, at_least: 60 %"
    )
    programme.write_text(text, encoding="utf-8")
    after = plain(said(run, year, now="2026-03-05T12:00Z"))
    assert "These rules were first recorded on February 1, 2026" in after
    assert "on March 5, 2026, this rule was added" in after and "this rule was taken away" in after
    assert "at_least 0.7" in after
    assert "day: 2026-02-01" in (year / "plan.yaml").read_text(encoding="utf-8")


def test_a_rule_on_an_item_that_the_form_lacks_is_told_at_its_place(run: Run, year: Path) -> None:
    """Though the form is besrour's own: line and column of the rule, and the item that is most like it."""
    programme = year / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8").replace(
        "item.facilitate.improved-share", "item.facilitates.improved-share"
    )
    programme.write_text(text, encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "facilitates" in each)
    answer = run("check", cwd=year, now=NOW)
    assert answer.returncode == 1
    assert f"sessions/programme.yaml:{line}:19" in answer.stdout
    assert "a similar one exists: item.facilitate.improved-share" in answer.stdout


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_answers_to_an_item_that_was_renamed_are_told(run: Run, year: Path, lang: str) -> None:
    """Its rule was renamed as well, and would be decided by none of the answers: where they stand is said."""
    form = resources.shipped_template("evaluation.yaml").replace("primary: facilitate", "primary: lead-group")
    form = form.replace("  facilitate:\n", "  lead-group:\n")
    (year / "sessions/evaluation.yaml").write_text(form, encoding="utf-8")
    programme = year / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8").replace("item.facilitate.", "item.lead-group.")
    programme.write_text(text, encoding="utf-8")
    checked = run("check", cwd=year, lang=lang, now=NOW)
    reported = run("report", "--dry-run", cwd=year, lang=lang, now=NOW)
    assert reported.returncode == 0
    for told in (plain(checked.stdout), plain(reported.stderr)):
        assert "responses/evaluation.csv:1:" in told and "lead-group" in told
        assert {"en": "answers to “facilitate” are in no figure", "fr": "« facilitate »"}[lang] in told


def test_a_report_until_a_day_or_a_session_counts_no_later_one(run: Run, year: Path) -> None:
    """Both ways of saying it give the same sessions; nothing is written by a trial."""
    day = plain(said(run, year, "--until", "2025-06-30", "--dry-run"))
    session = plain(said(run, year, "--session", "2025-06-cafe", "--dry-run"))
    assert "6 sessions were held, from January 21, 2025 to June 18, 2025." in day
    assert "6 sessions were held, from January 21, 2025 to June 18, 2025." in session
    assert not (year / "out").exists() and not (year / "plan.yaml").exists()
    both = said(run, year, "--until", "2025-06-30", "--session", "2025-06-cafe", code=2)
    assert "do not go together" in both


def test_the_example_is_what_its_generator_makes() -> None:
    """The same bytes every time; who changes the generator runs it again."""
    from tools.evaluated_year import files

    for name, data in files().items():
        assert (ROOT / "examples/evaluated" / name).read_bytes() == data, name
