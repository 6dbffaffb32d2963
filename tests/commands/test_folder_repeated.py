"""A command that was told its folder names the next ones so that they can be pasted."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from besrour_cli.command_line import COMMANDS, WITHOUT_FOLDER, module_of
from besrour_cli.run import run

NOW = "2026-11-22T12:00Z"


@pytest.fixture(scope="module", params=["my-cafe", "my café"])
def programme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new programme without a plan; one whose name a shell would read as two words."""
    folder = tmp_path_factory.mktemp("told") / str(request.param)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("BESROUR_NOW", NOW)
        assert run(("init", str(folder))) == 0
        yield folder


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESROUR_NOW", NOW)
    monkeypatch.setenv("BESROUR_LANG", "en")


def _typed(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    answer = capsys.readouterr()
    return " ".join((answer.out + answer.err).split())


def test_the_remedy_finds_the_same_folder(
    programme: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From elsewhere: what check and invite say comes next can be pasted as it is, in both languages."""
    monkeypatch.chdir(tmp_path)
    for language in ("en", "fr"):
        where = ("--folder", str(programme), "--lang", language)
        assert run(("check", *where)) == 0
        assert f"besrour plan --folder {_typed(programme)}" in _said(capsys)
        assert run(("invite", "2027-04-cafe", f"--folder={programme}", "--lang", language)) != 0
        assert f"besrour plan --folder {_typed(programme)}" in _said(capsys)
    assert run(("next", "--folder", str(programme), "--json")) == 0
    [first, *_] = json.loads(capsys.readouterr().out)["due"]
    assert first["command"] == f"besrour plan --folder {_typed(programme)}"


def test_where_no_folder_was_told_none_is_repeated(
    programme: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor after a command that was told one, in the same process."""
    run(("check", "--folder", str(programme)))
    capsys.readouterr()
    monkeypatch.chdir(programme)
    assert run(("check",)) == 0
    said = _said(capsys)
    assert "besrour plan makes one" in said and "--folder" not in said


def test_what_a_coordinator_wrote_is_shown_as_it_stands(
    programme: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of a file that names a command is quoted and not completed."""
    path = programme / "sessions" / "2027-04-cafe.yaml"
    text = path.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        path.write_text(f"{text}besrour plan: 1\n", encoding="utf-8")
        assert run(("check", "--folder", str(programme))) == 1
        assert "| besrour plan: 1" in capsys.readouterr().out
    finally:
        path.write_text(text, encoding="utf-8")


def test_every_other_command_knows_the_option() -> None:
    """A folder is repeated behind those commands alone that take one."""
    without = {
        name for name in COMMANDS if "folder" not in inspect.signature(module_of(name).command).parameters
    }
    assert without - {"init"} == WITHOUT_FOLDER - {"init"}
