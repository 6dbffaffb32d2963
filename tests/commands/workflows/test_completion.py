"""Where the script of a shell goes when it is installed, and what is said where that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands.typed import says

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def home(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A home of one's own without any setting, and no program on the path."""
    folder = tmp_path / "home"
    (folder / "bin").mkdir(parents=True)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", str(folder / "bin"))
    monkeypatch.setenv("SHELL", "")
    return folder


@pytest.mark.parametrize("config", ["", "elsewhere"])
def test_fish_needs_no_setting(home: Path, monkeypatch: Patch, capsys: Capture, config: str) -> None:
    """It reads its folder of completions by itself, wherever its settings are said to be."""
    if config:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home / config))
    answer = says(capsys, home, "--install-completion", "fish")
    path = home / (config or ".config") / "fish/completions/besrour.fish"
    assert answer.returncode == 0 and f"Written: {path}" in answer.stdout
    assert "besrour" in path.read_text(encoding="utf-8") and "Read by a line" not in answer.stdout
    assert not (home / ".local").exists()


def test_the_first_setting_of_a_shell_makes_its_file(home: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Nothing was there: the file has one line, which reads the script."""
    monkeypatch.setenv("ZDOTDIR", str(home / "zsh"))
    assert says(capsys, home, "--install-completion", "zsh").returncode == 0
    [line] = (home / "zsh/.zshrc").read_text(encoding="utf-8").splitlines()
    script = home / ".local/share/besrour/completion.zsh"
    assert f"source {script}" in line and "compinit" in line and script.exists()


@pytest.mark.parametrize("name", ["pwsh", "powershell"])
def test_powershell_is_asked_where_its_settings_are(
    home: Path, monkeypatch: Patch, capsys: Capture, name: str
) -> None:
    """The newer one first; a quote in the path is doubled, as it reads it."""
    profile = home / "profile.ps1"
    program = home / "bin" / name
    program.write_text(f"#!/bin/sh\necho '{profile}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "l'été"))
    answer = says(capsys, home, "--install-completion", "pwsh")
    assert answer.returncode == 0, answer.stderr
    script = str(home / "l'été/besrour/completion.ps1")
    assert profile.read_text(encoding="utf-8").startswith(f". '{script.replace(chr(39), chr(39) * 2)}'")
    assert f"Read by a line at the end of {profile}" in answer.stdout


def test_without_powershell_its_settings_are_not_known(home: Path, capsys: Capture) -> None:
    """The coordinator gets the line that she can put there herself."""
    answer = says(capsys, home, "--install-completion", "powershell")
    assert answer.returncode == 2 and "does not say where its settings are" in answer.stderr
    assert "besrour --show-completion powershell" in answer.stderr


def test_no_shell_is_guessed(home: Path, capsys: Capture) -> None:
    """Where nothing says which one is in use, the choices are named."""
    answer = says(capsys, home, "--install-completion")
    assert answer.returncode == 2 and "which shell is meant is not known" in answer.stderr
    assert "bash, zsh, fish, powershell" in answer.stderr


def test_a_file_in_the_way_is_named(home: Path, capsys: Capture) -> None:
    """Where a folder cannot be made, no shell's settings are touched."""
    (home / ".local").write_text("", encoding="utf-8")
    answer = says(capsys, home, "--install-completion", "bash")
    assert answer.returncode == 4 and "completion.bash" in answer.stderr
    assert not (home / ".bashrc").exists()
