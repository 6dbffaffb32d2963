"""Options that several commands share, worded once."""

from __future__ import annotations

from typing import Annotated

import typer

from besrour_cli.commands.terminal.translation import UI_LANGUAGES, _


def _language(value: str | None) -> str | None:
    """Refuse a language besrour does not speak; which one speaks was settled before the commands woke."""
    if value is not None and value.partition("-")[0].partition("_")[0].lower() not in UI_LANGUAGES:
        raise typer.BadParameter(_("write en or fr"))
    return value


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
    if not text.isdecimal() or len(text) > 9:
        raise typer.BadParameter(_("“{text}” is not a whole number").format(text=text))
    return int(text)


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|fr",
        callback=_language,
        help=_("Speak this language (default: BESROUR_LANG, else the computer's)."),
    ),
]
Folder = Annotated[
    str | None,
    typer.Option(
        "--folder",
        metavar=_("FOLDER"),
        help=_("The programme folder (default: found from the current folder upwards)."),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("Print the result as JSON for other programs."))]
