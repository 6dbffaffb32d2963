"""``besrour init --language``: the files of a further language, in English, to be translated."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.storage import resources

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_file_that_check_asks_for_is_written_once(fresh: Path, run: Run) -> None:
    """Check names the missing files; init writes them, in order, and touches none that is there."""
    settings = fresh / "sessions" / "programme.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, fr]", "languages: [en, fr, sw]"))
    before = run("check", cwd=fresh)
    assert before.returncode == 1 and "letter.sw.md" in before.stdout
    assert "`besrour init . --language sw`" in before.stdout
    answer = run("init", ".", "--language", "sw", cwd=fresh)
    assert answer.returncode == 0, answer.stderr
    written = {path.relative_to(fresh).as_posix() for path in (fresh / "templates").rglob("*.*")}
    assert written == set(resources.language_files("sw"))
    after = run("check", cwd=fresh).stdout
    told = set(re.findall(r"(?m)^(templates/\S+?):\d+:\d+: (\w+)", after))  # what is English still
    assert told == {("templates/language.sw.toml", "warning"), ("templates/words.sw.toml", "warning")}
    (fresh / "templates" / "letter.sw.md").write_text("mine", "utf-8")
    (fresh / "templates" / "reminder.sw.md").unlink()
    again = run("init", ".", "--language", "sw", cwd=fresh)
    assert again.returncode == 0 and "templates/reminder.sw.md" in again.stdout
    assert (fresh / "templates" / "letter.sw.md").read_text("utf-8") == "mine"


def test_each_text_that_a_further_language_lacks_is_told_at_its_place(fresh: Path, run: Run) -> None:
    """Names of the programme as warnings, texts of sessions as mistakes: the line, and what to add."""
    settings = fresh / "sessions" / "programme.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [en, fr]", "languages: [en, fr, sw]"))
    assert run("init", ".", "--language", "sw", cwd=fresh).returncode == 0
    told = run("check", cwd=fresh).stdout
    for place in (
        "sessions/programme.yaml:12:3: warning",  # name
        "sessions/programme.yaml:50:5: warning",  # help of the platform
        "sessions/programme.yaml:65:7: warning",  # description of a series
        "sessions/programme.yaml:75:11: mistake",  # its invitation
        "sessions/2027-01-cafe.yaml:7:7: mistake",  # title
        "sessions/2027-01-cafe.yaml:10:7: mistake",  # description
        "sessions/2027-01-cafe.yaml:34:11: mistake",  # a link
    ):
        assert place in told, place
    assert told.count("= add sw: and the text") >= 55
    assert "blackouts" not in told and "reason" not in told  # no letter prints it


@pytest.mark.parametrize("code", ["fr", "EN", "zz", "portuguese", "../x", ""])
def test_what_is_no_further_language_is_refused(code: str, fresh: Path, run: Run) -> None:
    """With a sentence and exit 2; nothing is written."""
    answer = run("init", ".", "--language", code, cwd=fresh)
    assert answer.returncode == 2 and answer.stderr.startswith("besrour:")
    assert not (fresh / "templates").exists()


def test_a_folder_without_a_programme_is_refused(tmp_path: Path, run: Run) -> None:
    """A language is added to a programme."""
    assert run("init", ".", "--language", "pt", cwd=tmp_path).returncode == 3
