"""Options that several commands share, worded once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperOption

from besrour_cli.commands.terminal.translation import UI_LANGUAGES, _

if TYPE_CHECKING:
    import click


def language_option() -> click.Option:
    """The option ``--lang`` that every command has; the program has read its value when it started."""
    return TyperOption(
        param_decls=["--lang"],
        metavar="en|fr",
        callback=_check_language,
        expose_value=False,
        help=_("Speak this language (default: BESROUR_LANG, else the computer's)."),
    )


def plain_option() -> click.Option:
    """The option ``--plain`` that every command has; the program has read it when it started."""
    return TyperOption(
        param_decls=["--plain"],
        is_flag=True,
        expose_value=False,
        help=_("Print plain lines, to be read aloud: no colours, tables or drawings (or BESROUR_PLAIN=1)."),
    )


def _check_language(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Refuse a language that besrour does not speak."""
    if value is not None and value.partition("-")[0].partition("_")[0].lower() not in UI_LANGUAGES:
        raise typer.BadParameter(_("write en or fr"))


_MOST_DIGITS = 9
"""More digits are a slip of the finger, and would not fit into 32 bits."""


def positive(text: str | float) -> float:
    """A number above zero; Click's own words for another one cannot be translated."""
    try:
        value = float(str(text).replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise typer.BadParameter(_("“{text}” is not a number above zero").format(text=text))
    return value


def count(text: str) -> int:
    """A whole number of zero or more; Click's own words for another one cannot be translated."""
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise typer.BadParameter(_("“{text}” is not a whole number").format(text=text))
    return int(text)


def argument(metavar: str, words: str) -> Any:
    """A word or words without a name, and their help."""
    return typer.Argument(metavar=metavar, help=words)


def flag(name: str, words: str) -> Any:
    """An option that is there or not, and its help."""
    return typer.Option(name, help=words)


def option(name: str, metavar: str, words: str, parser: Callable[[str], object] | None = None) -> Any:
    """An option that takes a value, and its help."""
    return typer.Option(name, metavar=metavar, help=words, parser=parser)


Text = str | None
Texts = list[str] | None
"""What an option gives that may be left out, and one that may be repeated."""

Folder = Annotated[
    Text,
    option(
        "--folder", _("FOLDER"), _("The programme folder (default: found from the current folder upwards).")
    ),
]
Json = Annotated[bool, flag("--json", _("Print the result as JSON for other programs."))]
Yes = Annotated[bool, flag("--yes", _("Do not ask, for scripts."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would be done; write nothing."))]
Places = Annotated[Texts, option("--place", _("PLACE"), _("A place to show; may be given several times."))]
