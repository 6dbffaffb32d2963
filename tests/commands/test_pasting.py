"""Commands that besrour prints can be copied from the screen and pasted into a terminal."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from besrour_cli.commands.terminal.pasting import quoted_word, wrap_around_commands
from tools.catalogues import po_file

Run = Callable[..., subprocess.CompletedProcess[str]]

FOLDERS = [
    "my-cafe",
    "café",
    "my cafe",
    "mon café d'été",
    "a&b",
    "a;b",
    "(2027)",
    "$HOME",
    'the "café"',
    "a`b",
    "*",
    "#1",
    "~x",
    "a\\b",
    "wow!",
]
COMMAND = re.compile(r"besrour \w+(?: --[\w-]+| \"[^\"]*\"| 20\d\d-\S+| ca-\S+)*")


def commands_of(language: str) -> list[tuple[str, list[str]]]:
    """Every sentence of the catalogue that holds a command with an id, filled in; and its commands."""
    with po_file("fr").open("rb") as file:
        entries = [(str(m.id), str(m.string)) for m in read_po(file) if isinstance(m.id, str)]
    found = []
    for english, french in entries:
        text = re.sub(
            r"\{(?:id|session|old|sessions)\}",
            "2027-01-working-group",
            english if language == "en" else french,
        )
        text = re.sub(r"\{\w+\}", "ca-laval", text)
        if any(len(command.split()) > 2 for command in COMMAND.findall(text)):
            found.append((text, COMMAND.findall(text)))
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_ends_inside_a_command(language: str) -> None:
    """At any width of a screen, whatever stands before it."""
    sentences = commands_of(language)
    assert len(sentences) > 15
    for text, commands in sentences:
        for width in range(60, 100):
            lines = wrap_around_commands(text, width, "  ")
            assert " ".join(line.strip() for line in lines).split() == text.split()
            for command in commands:
                assert any(command in line for line in lines), (width, lines)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_quoted_word_is_one_word_to_a_shell(name: str) -> None:
    """And the same one."""
    line = f"printf %s {quoted_word(name)}"
    answer = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=True)
    assert answer.stdout == name


@pytest.mark.parametrize("name", ["my-cafe", "mon café d'été", "$HOME"])
def test_the_first_command_after_init_leads_into_the_folder(name: str, tmp_path: Path, run: Run) -> None:
    """Pasted as it stands, whatever the folder is called."""
    told = run("init", name, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    line = next(line for line in told.stdout.splitlines() if line.startswith("  cd "))
    pasted = ["sh", "-c", f"{line.strip()} && ls sessions"]
    answer = subprocess.run(pasted, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 0 and "programme.yaml" in answer.stdout, answer.stderr


def test_a_name_without_signs_stays_bare() -> None:
    """Quotes stand only where a shell asks for them."""
    assert [quoted_word(name) for name in ("my-cafe", "café", "../x")] == ["my-cafe", "café", "../x"]
    assert quoted_word("my cafe") == '"my cafe"' and quoted_word("-x") == "./-x"
