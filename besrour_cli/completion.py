"""What a shell offers while somebody types: commands, options, and the ids of the programme one stands in.

No command runs, no file is checked, and nothing heavy is imported: a shell waits for this at every press of
the tabulator.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from besrour_cli.command_line import LazyGroup, group
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.shells import SHELLS, VARIABLE
from besrour_cli.model.errors import BesrourError
from besrour_cli.storage.programme.lines import typed_ids
from besrour_cli.storage.programme_folder import find

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class _OfferingGroup(LazyGroup):
    """The program whose parameters offer words."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, each parameter of which knows what to offer."""
        command = super().get_command(ctx, cmd_name)
        return _with_offers(command, cmd_name) if command else None


def answer(instruction: str) -> int:
    """Answer a shell: ``bash_complete``, say. Nothing is said of what goes wrong, and the exit code is 0."""
    shell = SHELLS.get(instruction.removesuffix("_complete"))
    if shell is not None and (lines := _lines(shell)):
        out(lines)
    return 0


def _lines(shell: type[ShellComplete]) -> str:
    asked = shell(_with_offers(group(_OfferingGroup), ""), {}, "besrour", VARIABLE)
    words, begun = asked.get_completion_args()
    items = asked.get_completions(words, begun)
    return "\n".join(filter(None, (asked.format_completion(_on_one_line(item)) for item in items)))


def _with_offers(command: click.Command, name: str) -> click.Command:
    """The command, each parameter of which knows what to offer."""
    for parameter in command.params:
        offer = _offer_of(name, parameter)
        if offer is not None:
            parameter._custom_shell_complete = offer
    return command


def _on_one_line(item: CompletionItem) -> CompletionItem:
    help_ = " ".join((item.help or "").split()) or None
    return CompletionItem(item.value, item.type, help_)


def _offer_of(command: str, parameter: click.Parameter) -> Offer | None:
    """What is offered for a parameter of a command; None for one whose words are free."""
    name = parameter.name or ""
    return _OF_COMMANDS.get((command, name)) or (None if (command, name) in _FREE else _OFFERS.get(name))


def _folder(context: click.Context) -> str | None:
    try:
        return find(os.getcwd(), context.params.get("folder"))
    except BesrourError:
        return None


def _matching(words: Iterable[str] | Mapping[str, str], begun: str) -> list[CompletionItem]:
    helps = words if isinstance(words, Mapping) else {}
    return [CompletionItem(word, help=helps.get(word)) for word in words if word.startswith(begun)]


def _sessions(
    context: click.Context, parameter: click.Parameter, begun: str, *, more: tuple[str, ...] = ()
) -> list[CompletionItem]:
    folder = _folder(context)
    typed = context.params.get(parameter.name or "") or ()
    ids = typed_ids.session_ids(folder) if folder else ()
    return _matching((name for name in (*ids, *more) if name not in typed), begun)


def _members(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    folder = _folder(context)
    return _matching(typed_ids.member_names(folder) if folder else (), begun)


def _series(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    folder = _folder(context)
    return _matching(typed_ids.series_ids(folder) if folder else (), begun)


def _either(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return [*_sessions(context, parameter, begun), *_members(context, parameter, begun)]


def _path(
    kind: str, _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    return [CompletionItem(begun, type=kind)]


def _fixed(*words: str) -> Offer:
    return lambda _context, _parameter, begun: _matching(words, begun)


_FILE, _DIRECTORY = partial(_path, "file"), partial(_path, "dir")
_LANGUAGES = _fixed("en", "fr")
_OFFERS: Mapping[str, Offer] = {
    "session": _sessions,
    **dict.fromkeys(
        "member members only resend assume_sent accept record looked_at missing here why".split(), _members
    ),
    "series": _series,
    "old": _either,
    "lang": _LANGUAGES,
    **dict.fromkeys(("install_completion", "show_completion"), _fixed(*SHELLS)),
    "example": _fixed("pilot", "world", "empty"),
    **dict.fromkeys("file files source picture calendar mail messages proposals check".split(), _FILE),
    **dict.fromkeys("folder directory to".split(), _DIRECTORY),
}
_OF_COMMANDS: Mapping[tuple[str, str], Offer] = {
    ("announce", "session"): partial(_sessions, more=("newsletter",)),
    ("send", "session"): partial(_sessions, more=("newsletter", "statements")),
    ("form", "kind"): _fixed("sign-up"),
    ("post", "language"): _LANGUAGES,
    ("replies", "answer"): _fixed("yes", "no", "maybe"),
}
_FREE = frozenset({("init", "series"), ("move", "to"), ("restore", "to")})
"""Parameters of the same names whose words are anybody's own."""
