"""``besrour place``: which time zone a place has, or what is unclear about it."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import Json, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.terminal.console import CHOICES, out, styled
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.message import msg
from besrour_cli.places import resolve

HELP = msg(
    "Show which time zone a place stands for.\n\n"
    "Cities, countries with one zone and IANA names are accepted; abbreviations (EST, CAT) and "
    "offsets (GMT+1) are not places, and nothing is guessed."
)


def command(
    text: Annotated[
        list[str], argument(_("PLACE..."), _("Places as people write them; quote names of two words."))
    ],
    country: Annotated[str, option("--country", _("COUNTRY"), _("The country all of them are in."))] = "",
    as_json: Json = False,
) -> None:
    """Resolve each text and show its outcome; exit 1 when one of them is no place yet."""
    answers = [resolve.resolve(word, country) for word in text]
    data = [
        {
            "input": answer.input,
            "outcome": answer.outcome,
            "zone": answer.place.zone if answer.place else "",
            "choices": list(answer.choices),
            "message": translate(answer.message) if answer.message else "",
        }
        for answer in answers
    ]
    code = 1 if any(answer.outcome in ("ask", "reject") for answer in answers) else 0
    finish(Result(data, lambda: _print_result(answers), code), as_json)


def _print_result(answers: list[resolve.PlaceAnswer]) -> None:
    words = {
        "accept": (_("accepted"), "blue"),
        "note": (_("accepted"), "blue"),
        "warn": (_("accepted, look again"), "yellow"),
        "ask": (_("which one?"), "yellow"),
        "reject": (_("not a place"), "red"),
    }
    for answer in answers:
        word, style = words[answer.outcome]
        known = answer.place if answer.outcome in ("accept", "note", "warn") else None
        meaning = f"{known.name(language())}, {known.zone}" if known else ""
        line = _("{place}: {outcome}").format(place=answer.input, outcome=styled(word, style))
        out(f"{line} {meaning}".rstrip())
        if answer.message:
            out(f"  {translate(answer.message)}")
        for choice in answer.choices[:CHOICES]:
            out(f"  - {choice}")
