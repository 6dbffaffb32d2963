"""What a command gives: one value, printed for a person or as JSON for a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import typer

SCHEMA = 1
"""Version of every ``--json`` shape; it rises when a key changes meaning or goes away."""


class Result(NamedTuple):
    """``data`` is the documented JSON, ``picture`` prints it for a person, ``code`` is the exit code."""

    data: Mapping[str, object]
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


def print_json(data: Mapping[str, object]) -> None:
    """One JSON object on stdout, its version first."""
    import json

    from besrour_cli.commands.terminal.console import out

    out(json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=2))


def finish_list(data: Sequence[object], picture: Callable[[], None], as_json: bool, code: int = 0) -> None:
    """Show a result whose JSON is a bare list (``besrour place``), and leave with its exit code."""
    if as_json:
        import json

        from besrour_cli.commands.terminal.console import out

        out(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        picture()
    if code:
        raise typer.Exit(code)
