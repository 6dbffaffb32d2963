"""``besrour --install-completion``: the script of a shell, written beside one's settings and read by them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.pasting import quoted_word
from besrour_cli.commands.terminal.shells import SHELLS, script
from besrour_cli.commands.terminal.translation import _
from besrour_cli.durable.systems import usual_shell
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.text.source_file import file_error, read_bytes

if TYPE_CHECKING:
    import click

_SAME = {"pwsh": "powershell", "powershell.exe": "powershell", "pwsh.exe": "powershell"}
_LATEST = 10
"""Seconds in which PowerShell has to say where its settings are."""
_MARK = "# besrour: completion"


def show(shell: str, program: click.Command) -> None:
    """Print the script of a shell."""
    out(script(_meant(shell), program).rstrip("\n"))


def install(shell: str, program: click.Command) -> None:
    """Write the script of a shell, and one line into its settings that reads it; say where.

    Raises UsageError for a shell that is none of ours, and FileError where something cannot be written.
    """
    shell = _meant(shell)
    text = script(shell, program)
    if shell == "fish":  # it reads this folder by itself
        path = os.path.join(_config(), "fish", "completions", "besrour.fish")
        _write(path, text)
        settings = ""
    else:
        path = os.path.join(_data(), "besrour", f"completion.{'ps1' if shell == 'powershell' else shell}")
        _write(path, text)
        settings = _settings(shell)
        _read_it(settings, _line(shell, path))
    out(msg("Written: {path}", path=path))
    if settings:
        out(msg("Read by a line at the end of {path}", path=settings))
    out(_("It works in every shell that is opened from now on."))


def _meant(shell: str) -> str:
    """The shell that was named, or the one in use."""
    word = shell or os.path.basename(os.environ.get("SHELL", "")) or usual_shell()
    word = _SAME.get(word.casefold(), word.casefold())
    if word in SHELLS:
        return word
    raise UsageError(
        msg("besrour cannot complete words in the shell “{shell}”", shell=word)
        if word
        else msg("which shell is meant is not known"),
        msg("name one of these: {choices}", choices=", ".join(SHELLS)),
    )


def _line(shell: str, path: str) -> str:
    """The line that makes a shell read the script."""
    if shell == "powershell":
        return f". '{path.replace(chr(39), chr(39) * 2)}'"
    ready = "autoload -Uz compinit && compinit; " if shell == "zsh" else ""
    return f"[ ! -r {quoted_word(path)} ] || {{ {ready}source {quoted_word(path)}; }}"


def _settings(shell: str) -> str:
    """The file that a shell reads when it is opened."""
    home = os.path.expanduser("~")
    if shell == "bash":
        return os.path.join(home, ".bashrc")
    if shell == "zsh":
        return os.path.join(os.environ.get("ZDOTDIR") or home, ".zshrc")
    for program in ("pwsh", "powershell"):
        try:
            said = subprocess.run(
                [program, "-NoProfile", "-Command", "$PROFILE"],
                capture_output=True,
                text=True,
                timeout=_LATEST,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return said.stdout.strip()
    raise UsageError(
        msg("PowerShell does not say where its settings are"),
        msg("put this into them yourself: {command}", command="besrour --show-completion powershell"),
    )


def _read_it(settings: str, line: str) -> None:
    """Add a line to a file of settings, once; a link to the file stays one."""
    path = os.path.realpath(settings)
    before = b""
    if os.path.lexists(path):
        data = read_bytes(path)
        before = data if isinstance(data, bytes) else b""
        if not isinstance(data, bytes) or line.encode() in data:
            return
    end = b"" if not before or before.endswith(b"\n") else b"\n"
    _write(path, before + end + f"{line} {_MARK}\n".encode())


def _write(path: str, text: str | bytes) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError as error:
        raise file_error(error, path) from error
    replace_file(path, text.encode() if isinstance(text, str) else text)


def _config() -> str:
    return os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")


def _data() -> str:
    return os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
