"""Shells in which words can be completed: what each asks, and how it is answered.

Click's own scripts for bash, zsh and fish are used, since they evaluate nothing that is offered: a name on
the roster may come from a stranger.
"""

from __future__ import annotations

import os
from typing import Any

from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

VARIABLE = "_BESROUR_COMPLETE"
"""By it besrour knows that a shell asks what to offer: ``bash_complete``, ``zsh_complete`` ..."""
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
    $env:COMP_WORDS = $words -join "`n"
    $env:COMP_CWORD = if ($wordToComplete) { $words.Count - 1 } else { $words.Count }
    $env:%(complete_var)s = "powershell_complete"
    try {
        & %(prog_name)s | ForEach-Object {
            $value, $tip = $_ -split "`t", 2
            if (-not $tip) { $tip = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $tip)
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:%(complete_var)s
    }
}
"""


class _Bash(BashComplete):
    """Click's, without asking bash for its version; that of macOS (3.2) has no unsorted words."""

    source_template = BashComplete.source_template.replace(
        "complete -o nosort -F %(complete_func)s %(prog_name)s",
        "complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null ||\n"
        "        complete -o default -F %(complete_func)s %(prog_name)s",
    ).replace("compopt -o ", "compopt 2>/dev/null -o ")

    @staticmethod
    def _check_version() -> None:
        return


class _Fish(FishComplete):
    """Click's, with a comma in an explanation taken for what it is."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


class _PowerShell(ShellComplete):
    """Windows PowerShell and PowerShell 7; where nothing is offered, they offer files themselves."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that one."""
        words, place = os.environ["COMP_WORDS"].split("\n"), int(os.environ["COMP_CWORD"])
        return words[1:place], words[place] if place < len(words) else ""

    def format_completion(self, item: CompletionItem) -> str:
        """A word, a tab, and what it means; nothing for a file."""
        return f"{item.value}\t{item.help or ''}" if item.type == "plain" else ""


SHELLS: dict[str, type[ShellComplete]] = {
    "bash": _Bash,
    "zsh": ZshComplete,
    "fish": _Fish,
    "powershell": _PowerShell,
}


def script(shell: str, program: Any) -> str:
    """What a shell reads once, so that it asks besrour from then on."""
    return SHELLS[shell](program, {}, "besrour", VARIABLE).source()
