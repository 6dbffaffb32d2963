"""The tabulator: commands, options and the ids of the programme, in real shells; no name does anything."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.command_line import COMMANDS
from support.checkout import ROOT

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
EVIL = "$(touch evil)`touch evil`;touch evil;'\"\\"


def offered(run: Run, folder: Path, *words: str, shell: str = "bash", lang: str = "en") -> list[str]:
    """What is offered for the last word, as the shell is told."""
    asked = {
        "_BESROUR_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "\n".join(("besrour", *words)),
        "COMP_CWORD": str(len(words)),
    }
    answer = run(cwd=folder, environment=asked, lang=lang)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout.splitlines()


def values(lines: list[str]) -> list[str]:
    """The words alone, as bash gets them."""
    return [line.removeprefix("plain,") for line in lines]


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``besrour`` is on the path, in English, with a home of its own."""
    file = tmp_path / "bin/besrour"
    file.parent.mkdir()
    python = shlex.quote(sys.executable)
    file.write_text(f'#!/bin/sh\nexec env PYTHONPATH={shlex.quote(str(ROOT))} {python} -m besrour_cli "$@"\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    home = tmp_path / "home"
    home.mkdir()
    return {"PATH": f"{file.parent}:{os.environ['PATH']}", "HOME": str(home), "BESROUR_LANG": "en"}


def test_commands_options_and_ids_are_offered(planned: Path, run: Run) -> None:
    """Sessions with a file and those of a series that repeats; members; what belongs to one command alone."""
    assert values(offered(run, planned, ""))[: len(COMMANDS)] == list(COMMANDS)
    assert values(offered(run, planned, "wh")) == ["why", "when"]
    assert set(values(offered(run, planned, "send", "2027-01"))) == {"2027-01-cafe", "2027-01-working-group"}
    assert values(offered(run, planned, "send", "2027-01-cafe", "2027-01")) == ["2027-01-working-group"]
    assert values(offered(run, planned, "send", "news")) == ["newsletter"]
    assert values(offered(run, planned, "send", "--only", "ca-l")) == ["ca-laval"]
    assert values(offered(run, planned, "tables", "2027-01-cafe", "--why", "gh")) == ["gh-1"]
    assert values(offered(run, planned, "send", "--test")) == ["--test-to"]
    assert values(offered(run, planned, "new", "")) == ["cafe", "working-group", "advisory"]
    assert values(offered(run, planned, "init", "x", "--example", "p")) == ["pilot"]
    assert values(offered(run, planned, "rename", "ca-la")) == ["ca-laval"]
    assert offered(run, planned, "receive", "a") == ["file,a"]
    assert offered(run, planned, "move", "2027-01-cafe", "--to", "2") == []


def test_explanations_are_in_the_readers_language(planned: Path, run: Run) -> None:
    """In shells that show them; a member's is the name."""
    zsh = offered(run, planned, "plan", shell="zsh", lang="fr")
    assert zsh[:2] == ["plain", "plan"] and "séance" in zsh[2]
    fish = {"_BESROUR_COMPLETE": "fish_complete", "COMP_WORDS": "besrour pause ca-l", "COMP_CWORD": "ca-l"}
    assert run(cwd=planned, environment=fish).stdout == "plain,ca-laval\tUniversité Laval\n"
    assert offered(run, planned, "pause", "ca-l", shell="powershell") == ["ca-laval\tUniversité Laval"]


def test_outside_of_a_programme_or_in_a_broken_one_nothing_goes_wrong(planned: Path, run: Run) -> None:
    """No folder, a file that is no text, a shell that nobody knows, a line that nobody can mean."""
    assert offered(run, planned.parent, "send", "2027") == []
    assert values(offered(run, planned.parent, "send", "--folder", str(planned), "2027-01-c")) == [
        "2027-01-cafe"
    ]
    for name in ("plan.yaml", "sessions/members.csv", "sessions/programme.yaml"):
        (planned / name).write_bytes(b"\xff\x00\x81" * 100)
    assert values(offered(run, planned, "send", "2027-01-c")) == ["2027-01-cafe"]
    assert offered(run, planned, "pause", "") == [] == offered(run, planned, "new", "")
    assert offered(run, planned, "plan", shell="tcsh") == []
    assert offered(run, planned, "nonsense", "x") == []


def test_a_shell_that_waits_loads_nothing_heavy(planned: Path) -> None:
    """As few modules as a help needs."""
    code = (
        "import sys, os; from besrour_cli.completion import answer; answer('bash_complete');"
        "print([m for m in ('numpy', 'rich', 'yaml', 'pendulum', 'jinja2', 'zoneinfo', 'highspy') "
        "if m in sys.modules])"
    )
    asked = {"COMP_WORDS": "besrour\npause\ngh", "COMP_CWORD": "2", "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=planned, env=asked, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "plain,gh-1\n[]\n"


def _with_evil_names(folder: Path) -> None:
    """Ids and names as a stranger may have written them on a sign-up sheet."""
    roster = folder / "sessions/members.csv"
    quoted = EVIL.replace('"', '""')
    rows = f'evil-1,"{quoted}",e@example.org,Accra,,en,cafe\n"{quoted}",Evil,f@example.org,Accra,,en,cafe\n'
    roster.write_text(roster.read_text(encoding="utf-8") + rows, encoding="utf-8")


def _in_bash(begun: str, folder: Path, program: dict[str, str]) -> list[str]:
    code = (
        'source <(besrour --show-completion bash); read -ra COMP_WORDS <<< "$1"; '
        "[[ $1 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        "_besrour_completion besrour; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    words = ["bash", "--norc", "-c", code, "bash", begun]
    return subprocess.run(
        words, cwd=folder, env=program, capture_output=True, text=True, check=True
    ).stdout.split()


def test_in_bash(planned: Path, program: dict[str, str]) -> None:
    """The script that besrour prints, in a real bash; a name does nothing there."""
    _with_evil_names(planned)
    assert _in_bash("besrour wh", planned, program) == ["why", "when"]
    assert _in_bash("besrour send 2027-01-c", planned, program) == ["2027-01-cafe"]
    assert _in_bash("besrour pause evil", planned, program) == ["evil-1"]
    script = subprocess.run(
        ["besrour", "--show-completion", "bash"], env=program, capture_output=True, text=True, check=True
    ).stdout
    assert "2>/dev/null ||\n        complete -o default -F _besrour_completion besrour" in script, "bash 3.2"
    assert script.count("compopt 2>/dev/null") == script.count("compopt") == 2
    assert not (planned / "evil").exists()


@pytest.mark.readers
def test_in_zsh(planned: Path, program: dict[str, str]) -> None:
    """The same in zsh, whose functions for completion are told to print what they get."""
    _with_evil_names(planned)
    code = (
        "compdef() { }; _describe() { print -rl -- $completions_with_descriptions }; "
        "compadd() { print -rl -- $completions }; source <(besrour --show-completion zsh); "
        "words=(besrour pause evil); CURRENT=3; rehash; _besrour_completion; words=(besrour send 2027-01-c); "
        "_besrour_completion"
    )
    answer = subprocess.run(
        ["zsh", "-f", "-c", code], cwd=planned, env=program, capture_output=True, text=True, check=True
    )
    first, second = answer.stdout.splitlines()
    assert first.startswith("evil-1:$(touch evil)`touch evil`") and second == "2027-01-cafe"
    assert not (planned / "evil").exists()


@pytest.mark.readers
def test_in_fish(planned: Path, program: dict[str, str]) -> None:
    """The same in fish, asked as a person asks it, once it is installed."""
    _with_evil_names(planned)
    subprocess.run(
        ["besrour", "--install-completion", "fish"], cwd=planned, env=program, check=True, capture_output=True
    )

    def asked(begun: str) -> list[str]:
        words = ["fish", "-c", f"complete -C {shlex.quote(begun)}"]
        shown = subprocess.run(words, cwd=planned, env=program, capture_output=True, text=True, check=True)
        return shown.stdout.splitlines()

    assert [line.split("\t")[0] for line in asked("besrour wh")] == ["when", "why"]
    [line] = asked("besrour pause evil")
    assert line == f"evil-1\t{EVIL}"
    assert asked("besrour send 2027-01-c") == ["2027-01-cafe"]
    assert not (planned / "evil").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_installing_twice_adds_one_line(shell: str, planned: Path, run: Run, tmp_path: Path) -> None:
    """What was in the settings stays, a link to them too; where it went is said."""
    settings = tmp_path / f"home/.{shell}rc"
    settings.parent.mkdir()
    (tmp_path / "dotfiles").write_text("alias ll='ls -l'")
    settings.symlink_to(tmp_path / "dotfiles")
    where = {"HOME": str(settings.parent), "SHELL": f"/bin/{shell}"}
    for words in (("--install-completion",), ("--install-completion", shell)):
        answer = run(*words, cwd=planned, environment=where)
        assert answer.returncode == 0 and str(settings) in answer.stdout, answer.stderr
    text = settings.read_text()
    assert text.startswith("alias ll='ls -l'\n[ ! -r ") and text.count("besrour: completion") == 1
    assert settings.is_symlink() and "completion" in text


def test_a_shell_that_nobody_knows_is_refused(planned: Path, run: Run) -> None:
    """With those that there are; and PowerShell's script is printed anywhere."""
    answer = run("--install-completion", "tcsh", cwd=planned)
    assert answer.returncode == 2 and "bash, zsh, fish, powershell" in answer.stderr
    shown = run("--show-completion", "powershell", cwd=planned)
    assert shown.returncode == 0 and "Register-ArgumentCompleter -Native -CommandName besrour" in shown.stdout
