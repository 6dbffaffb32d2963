"""What a command gives: one value, printed for a person or as JSON for a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import typer

from besrour_cli.commands.terminal.console import out_json

SCHEMA = 1
"""Version of every ``--json`` shape; it rises when a key changes meaning or goes away."""


class Result(NamedTuple):
    """``data`` is the documented JSON, ``picture`` prints it for a person, ``code`` is the exit code."""

    data: Mapping[str, object] | Sequence[object]
    picture: Callable[[], None]
    code: int = 0


def finish(result: Result, as_json: bool) -> None:
    """Show a result once, and leave with its exit code."""
    if as_json:
        print_json(result.data)
    else:
        result.picture()
    if result.code:
        raise typer.Exit(result.code)


def print_json(data: Mapping[str, object] | Sequence[object]) -> None:
    """An object with its version first, or a bare list (``besrour place``), as JSON on stdout."""
    import json

    shown = {"schema": SCHEMA, **data} if isinstance(data, Mapping) else data
    out_json(json.dumps(shown, ensure_ascii=False, indent=2))
