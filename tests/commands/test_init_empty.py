"""``besrour init --example empty``: five answers make a folder that can be checked and planned at once."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.checkout import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
ANSWERS = {
    "--name": "North café / Café du Nord",
    "--anchor": "Québec",
    "--organiser": "Department / Département, nord@example.org, 1 rue Exemple, Québec",
    "--series": "Evening café / Café du soir",
    "--months": "2027-01 to 2027-04",
}


def options(**changed: str) -> list[str]:
    """The answers as options, some of them changed."""
    given = {**ANSWERS, **{f"--{name}": text for name, text in changed.items()}}
    return [word for pair in given.items() for word in pair]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_folder_is_in_order_and_can_be_planned(tmp_path: Path, run: Run, lang: str) -> None:
    """Four months, one member, no mistake and no warning; a month gets its theme, and the plan stays."""
    made = run("init", "nord", *options(), cwd=tmp_path, lang=lang)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "nord"
    checked = run("check", cwd=folder)
    assert checked.returncode == 0 and "2 files read, no mistake." in checked.stdout
    planned = run("plan", cwd=folder)
    assert planned.returncode == 0 and "4 sessions: 4 proposed." in planned.stdout
    title = ("--title-en", "Nurses", "--title-fr", "Le personnel infirmier")
    assert run("new", "evening-cafe", "2027-02", *title, "--yes", cwd=folder).returncode == 0
    assert run("check", cwd=folder).returncode == 0
    assert run("invite", "2027-02-evening-cafe", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "an empty programme needs more: --name"),
        ({"name": "North café"}, "“North café” is one name, and two are needed"),
        ({"anchor": "EST"}, "EST"),
        ({"organiser": "Department, 1 rue Exemple"}, "a name, an e-mail address and a postal address"),
        ({"organiser": "Department, nord@, 1 rue"}, "nord@"),
        ({"months": "2027-04 to 2027-01"}, "does not say from which month to which"),
        ({"months": "spring"}, "does not say from which month to which"),
        ({"series": "晚 / 夜"}, "has no letter to make an id of"),
        ({"months": "spring 2027 to April 2027"}, "does not say from which month to which"),
    ],
)
def test_an_answer_that_cannot_be_meant_writes_nothing(
    tmp_path: Path, run: Run, changed: dict[str, str], said: str
) -> None:
    """Nothing is guessed, and no folder is begun."""
    refused = run("init", "nord", *options(**changed), cwd=tmp_path)
    assert refused.returncode == 2 and said in refused.stderr
    assert not (tmp_path / "nord").exists()


@pytest.mark.parametrize("months", ["janvier à avril 2027", "January 2027 - 2027-04", "Jan to April 2027"])
def test_months_are_understood_as_people_write_them(tmp_path: Path, run: Run, months: str) -> None:
    """A month without its year has that of the last; both languages' names are read back to her."""
    made = run("init", "nord", *options(months=months), "--example", "vide", cwd=tmp_path, lang="fr")
    assert made.returncode == 0, made.stderr
    settings = (tmp_path / "nord/sessions/programme.yaml").read_text(encoding="utf-8")
    assert "from: 2027-01\n" in settings and "until: 2027-04\n" in settings
    assert "En français : Café du Nord; Café du soir." in made.stdout.replace("\xa0", " ")
    assert "besrour enrol FICHIER" in made.stdout and "besrour new evening-cafe --from" in made.stdout


def test_at_a_terminal_the_questions_are_asked(tmp_path: Path) -> None:
    """She chooses “empty”, mistypes a town, is asked again, and has her folder."""
    reader, writer = pty.openpty()
    lines = ["empty", ANSWERS["--name"], "Springfeld", *list(ANSWERS.values())[1:]]
    os.write(writer, "".join(f"{line}\n" for line in lines).encode())
    environment = {**os.environ, "BESROUR_LANG": "en", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "besrour_cli", "init", "nord"],
        cwd=tmp_path,
        env=environment,
        stdin=reader,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    os.close(reader)
    os.close(writer)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("On the clock of which town") == 2
    assert 'anchor: "Québec"' in (tmp_path / "nord/sessions/programme.yaml").read_text("utf-8")
