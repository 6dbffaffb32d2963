"""Sentences on as many lines as the screen needs, what is continued a little further in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from besrour_cli.commands.terminal.console import MESSAGES, out, truncate, width
from besrour_cli.commands.terminal.pasting import wrap_around_commands
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.message import Message, msgn

NARROW = 30
"""Columns into which sentences still go."""


def print_few(items: Sequence[object]) -> None:
    """Each item on a line of its own, a little in; of many the first, and how many more there are."""
    shown, more = truncate(items, MESSAGES)
    for each in shown:
        out(f"  {each}")
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))


def print_item(text: str, command: str = "") -> None:
    """One thing of a list, the rest of its lines below its first word, and the command that does it."""
    if text:
        for line in wrap_around_commands(f"- {text}", width(narrowest=NARROW), "  "):
            out(line)
    if command:
        out(f"    {command}")


def print_wrapped(messages: Iterable[Message | str]) -> None:
    """Each message on lines of its own."""
    for message in messages:
        text = translate(message) if isinstance(message, Message) else message
        inside = " " * (len(text) - len(text.lstrip()))
        for line in wrap_around_commands(text, width(narrowest=NARROW), f"{inside}  " if inside else ""):
            out(line)
