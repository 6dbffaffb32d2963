"""Setting up: when ``.venv`` is made, kept or made anew, and what is said when it cannot be."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import ROOT
from tools import demo, environment, errands, words

Steps = list[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder of its own, with locks and pyproject.toml, and no environment yet."""
    for name in ("pyproject.toml", *environment.LOCKS.values()):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setenv("BESROUR_LANG", "en")
    return tmp_path


@pytest.fixture
def steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    """What would be run, instead of running it; making the environment leaves its Python in place."""
    taken: Steps = []

    def run(command: list[str], **variables: str) -> int:
        if "venv" in command:
            taken.append("venv")
            python = Path(environment.script("python"))
            python.parent.mkdir(parents=True)
            python.touch()
        else:
            taken.append(next((word for word in command if word.endswith(".lock")), "besrour"))
        return 0

    monkeypatch.setattr(environment, "run", run)
    return taken


def test_a_first_run_makes_everything_and_a_second_nothing(steps: Steps) -> None:
    """The second run costs no more than reading three files."""
    environment.ready("runtime")
    assert steps == ["venv", "requirements.lock", "besrour"]
    steps.clear()
    environment.ready("runtime")
    assert steps == []


def test_working_on_it_adds_to_what_is_there(steps: Steps) -> None:
    """After a demo, the tests need only their own packages; after the tests, a demo needs nothing."""
    environment.ready("runtime")
    steps.clear()
    environment.ready("dev")
    assert steps == ["requirements-dev.lock", "besrour"]
    steps.clear()
    environment.ready("runtime")
    environment.ready("dev")
    assert steps == []


@pytest.mark.parametrize("level", ["runtime", "dev"])
def test_a_changed_lock_makes_it_anew(level: str, folder: Path, steps: Steps) -> None:
    """No package of the old lock is left behind."""
    environment.ready(level)
    steps.clear()
    (folder / "requirements.lock").write_text("newer")
    environment.ready(level)
    assert steps == ["venv", environment.LOCKS[level], "besrour"]


def test_a_changed_project_is_installed_again(folder: Path, steps: Steps) -> None:
    """A new command or dependency in pyproject.toml is there at the next run."""
    environment.ready("runtime")
    steps.clear()
    (folder / "pyproject.toml").write_text("newer")
    environment.ready("runtime")
    assert steps == ["requirements.lock", "besrour"]


def test_another_python_makes_it_anew(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment cannot follow its Python to a newer one."""
    environment.ready("runtime")
    steps.clear()
    monkeypatch.setattr(environment, "_made", lambda: "another Python")
    environment.ready("runtime")
    assert steps[0] == "venv"


def test_an_interrupted_set_up_is_made_anew(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while adding the developers' packages to a whole one: the stamp is gone, nothing is trusted."""
    environment.ready("runtime")

    def killed(*arguments: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(environment, "_pip", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.ready("dev")
    assert not environment.STAMP.exists()
    steps.clear()
    environment.ready("runtime")
    assert steps == ["venv", "requirements.lock", "besrour"]


@pytest.mark.parametrize("stamp", ["", "[]", "{", '{"made": 1}'])
def test_a_broken_stamp_is_no_stamp(stamp: str, folder: Path, steps: Steps) -> None:
    """A disk that was full when it was written, say."""
    environment.ready("runtime")
    environment.STAMP.write_text(stamp)
    steps.clear()
    environment.ready("runtime")
    assert steps == ["venv", "requirements.lock", "besrour"]
    assert "made" in json.loads(environment.STAMP.read_text())


@pytest.mark.parametrize(("language", "words"), [("en", "python3-venv"), ("fr_CA", "environnement virtuel")])
def test_a_python_without_ensurepip_is_told_what_to_install(
    language: str,
    words: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Debian ships Python without it; the sentence names the package, in the reader's language."""
    monkeypatch.setenv("BESROUR_LANG", language)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(errands, "environment", environment)
    assert errands.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "apt-get install python3-venv" in said
    assert not (folder / ".venv").exists()


def test_an_older_python_is_told_so_in_both_languages() -> None:
    """dev.py can be read by any Python 3 and says what is needed before it imports anything newer."""
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    older = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('dev.py', run_name='__main__')"
    command = [sys.executable, "-c", older]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "besrour needs Python 3.11 or newer; this is Python 3.9." in done.stderr
    assert "besrour demande Python 3.11 ou plus récent; celui-ci est Python 3.9." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"BESROUR_LANG": "fr", "LANG": "en_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_set_up_speaks_the_readers_language(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BESROUR_LANG first, then the locale; English to whoever speaks neither."""
    for name in ("BESROUR_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert words.language() == language


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_demo_names_its_results(
    language: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Six commands, each announced before it runs, then where to look; a year's results counted."""
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command[1:])
        return 0

    (folder / "plan.yaml").touch()
    year = "../examples/evaluated/out/report/report.en.html"
    for name in ("letters/2027-01-cafe/a.eml", "letters/2027-01-cafe/b.eml", "calendar/all.ics", year):
        (folder / "out").mkdir(exist_ok=True)
        (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out" / name).touch()
    monkeypatch.setattr(demo, "ROOT", folder)
    monkeypatch.setattr(demo, "script", environment.script)
    monkeypatch.setattr(demo, "run", run)
    monkeypatch.setenv("BESROUR_LANG", language)
    assert demo.demo() == 0
    assert [command[0] for command in ran] == ["check", "plan", "invite", "newsletter", "export", "report"]
    said = capsys.readouterr().out
    assert "plan.yaml" in said and "examples/evaluated/out/report/" in said
    assert ("2 files" if language == "en" else "2 fichiers") in said
    assert ("1 file\n" if language == "en" else "1 fichier\n") in said


def test_the_demo_stops_where_a_command_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """With that command's exit code: nothing is planned on files with mistakes."""
    answers: dict[str, int] = {"check": 0, "plan": 5}
    asked: list[str] = []

    def fake(command: list[str]) -> int:
        asked.append(command[1])
        return answers[command[1]]

    monkeypatch.setattr(demo, "run", fake)
    assert demo.demo() == 5
    assert asked == ["check", "plan"]


def test_an_unknown_task_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and no set-up for a slip of the finger."""
    assert errands.main(["tset"]) == 2
    assert "demo" in capsys.readouterr().out
