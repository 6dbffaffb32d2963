"""A report is given out, and checked: what it hid stays hidden, and what was changed in it is found."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from commands.conftest import Run, besrour

from support.checkout import ROOT

WORSE = re.compile(r'<data value="item\.facilitate\.change\.worse">([^<]*)<')


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The invented year, before any report."""
    return _year(tmp_path / "year")


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = _year(tmp_path_factory.mktemp("reported") / "year")
    assert besrour("report", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def reported(_reported: Path, tmp_path: Path) -> Path:
    """The invented year with its report."""
    return Path(shutil.copytree(_reported, tmp_path / "reported"))


def _year(folder: Path) -> Path:
    for name in ("sessions", "responses"):
        shutil.copytree(ROOT / "examples" / "evaluated" / name, folder / name)
    return folder


@pytest.mark.thorough
def test_a_report_is_given_out_and_a_later_one_knows_it(year: Path, run: Run) -> None:
    """A draft is not noted; what is given out is, once, readable by its owner alone."""
    ledger = year / "publications.ledger"
    assert run("report", "--session", "2025-06-cafe", cwd=year).returncode == 0
    assert not ledger.exists()
    assert run("report", "--session", "2025-06-cafe", "--publish", cwd=year).returncode == 0
    assert ledger.stat().st_mode & 0o777 == 0o600
    before = ledger.read_bytes()
    assert run("report", "--session", "2025-06-cafe", "--publish", cwd=year).returncode == 0
    assert ledger.read_bytes() == before
    assert run("report", "--publish", cwd=year).returncode == 0
    lines = [json.loads(line) for line in ledger.read_bytes().splitlines()]
    assert [line["report"] for line in lines[1:]][:1] == ["2025-06-18"] and len(lines) == 3
    assert set(lines[1]["files"]) >= {"out/report/report.en.html", "out/report/report.fr.html"}
    page = (year / "out/report/report.fr.html").read_text(encoding="utf-8")
    assert WORSE.findall(page) and set(WORSE.findall(page)) == {"x"}


@pytest.mark.thorough
def test_an_honest_report_holds_and_a_changed_word_is_found(reported: Path, run: Run) -> None:
    """Exit 0 and one sentence; then exit 1, with the place, what is there and what ought to be."""
    for lang in ("en", "fr"):
        answer = run("report", "--verify", cwd=reported, lang=lang)
        assert answer.returncode == 0, answer.stderr
    path = reported / "out" / "report" / "report.en.html"
    path.write_text(path.read_text(encoding="utf-8").replace("did not change:", "rose:"), encoding="utf-8")
    for lang in ("en", "fr"):
        answer = run("report", "--verify", cwd=reported, lang=lang)
        assert answer.returncode == 1
        assert re.search(r"out/report/report\.en\.html:\d+:\d+", answer.stderr)
        assert "The median rose" in answer.stderr and "The median did not change" in answer.stderr
    found = json.loads(run("report", "--verify", "--json", cwd=reported).stdout)
    assert not found["holds"] and len(found["faults"]) == 1


@pytest.mark.thorough
def test_a_pdf_of_another_run_is_told_with_its_page(year: Path, reported: Path, run: Run) -> None:
    """The pages hold and the PDF is of June: one fault, its page, and what to do."""
    assert run("report", "--until", "2025-06-30", cwd=year).returncode == 0
    june = (year / "out/report/report.fr.pdf").read_bytes()
    pdf = reported / "out/report/report.fr.pdf"
    pdf.write_bytes(june)
    for lang, told in (("en", "The pages hold"), ("fr", "Les pages sont exactes")):
        answer = run("report", "--verify", cwd=reported, lang=lang)
        assert answer.returncode == 1
        assert "out/report/report.fr.pdf, page 1" in answer.stderr
        assert "jusqu’au 30 juin 2025" in answer.stderr.replace("\u00a0", " ")
        assert told in " ".join(answer.stderr.split())
    found = json.loads(run("report", "--verify", "--json", cwd=reported).stdout)
    assert [(each["page"], each["line"]) for each in found["faults"]] == [("report.fr.pdf", 1)]
    assert found["pdf_read"]
    pdf.write_bytes(june[:5000])
    assert "un PDF tel que l’écrit besrour report" in run("report", "--verify", cwd=reported).stderr


def test_a_threshold_that_protects_nobody_is_told_with_its_place(year: Path, run: Run) -> None:
    """Three is fewer than the usual five."""
    with (year / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {hide_below: 3}\n")
    said = run("check", cwd=year).stdout
    assert "[privacy-hide-below]" in said and "from 5 to 100" in said


def test_what_does_not_go_together_is_refused(year: Path, run: Run) -> None:
    """A trial cannot be given out, and a check writes nothing; without a report there is none to check."""
    assert run("report", "--publish", "--dry-run", cwd=year).returncode == 2
    assert run("report", "--verify", "--publish", cwd=year).returncode == 2
    assert run("report", "--verify", cwd=year).returncode == 3
