"""What a page leads to and is not there: a link, a heading, a command, an option."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.pages import ROOT, Page

NOT_OURS = {"--update", "--upgrade", "--stamp", "--one", "--user"}
"""Options that pages name and that are not besrour's own: those of dev.py and pip."""


def links(page: Page) -> Iterator[str]:
    """Links to a page or heading that is not there."""
    for link in page.links():
        name, _, anchor = link.partition("#")
        if re.match(r"(https?|mailto):", name):
            continue
        target = (ROOT / page.path).parent / name if name else ROOT / page.path
        if not target.exists():
            yield f"{page.path} leads to {link}, which is not there"
        elif anchor and anchor not in Page.read(_path(target)).anchors():
            yield f"{page.path} leads to {link}, and that page has no such heading"


def _path(target: Path) -> str:
    return target.resolve().relative_to(ROOT).as_posix()


def commands(page: Page) -> Iterator[str]:
    """Commands and options that a page shows and besrour has not."""
    options = _options()
    for words in page.commands():
        name, given = _call(words)
        if name and name not in options:
            yield f"{page.path} shows “{words}”, and there is no command {name}"
        elif name:
            yield from (f"{page.path}: {name} has no {word}" for word in given if word not in options[name])
    known = set().union(*options.values()) | NOT_OURS
    for span in page.spans():
        if re.match(r"--[a-z]", span) and span.split()[0].partition("=")[0] not in known:
            yield f"{page.path} names {span}, which no command has"


def _call(words: str) -> tuple[str, list[str]]:
    """The command of a call and its options; no command where a page says COMMAND, or nothing."""
    try:
        parts = shlex.split(words)[1:]
    except ValueError:
        parts = words.split()[1:]
    given = [part.partition("=")[0].rstrip(",") for part in parts if part.startswith("--")]
    name = next(
        (part.rstrip(",") for part in parts if not part.startswith("-") and part not in ("fr", "en")), ""
    )
    return ("", []) if not re.fullmatch("[a-z]+", name) else (name, given)


@cache
def _options() -> dict[str, set[str]]:
    """The options of every command."""
    import click

    from besrour_cli.command_line import COMMANDS, group

    top = group()
    assert isinstance(top, click.Group)
    context = click.Context(top)
    found = {}
    for name in COMMANDS:
        command = top.get_command(context, name)
        assert command is not None
        found[name] = {word for param in command.params for word in (*param.opts, *param.secondary_opts)}
        found[name] |= {"--help", "--version", "--lang"}
    return found
