"""``privacy:`` in programme.yaml: for how many months names are kept, who answers, what is hidden."""

from __future__ import annotations

import os
import re

from besrour_cli.model.message import msg
from besrour_cli.model.people.retention import Retention, RetentionKind
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.source_file import SourceFile, read_page
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node, compose
from besrour_cli.storage.yaml.readers import line, scalar_of

_KEYS = (*map(str, RetentionKind), "officer", "hide_below")
_LONGEST = 240
"""Months; twenty years are longer than any council asks for."""
_MOST_HIDDEN = 100
_MONTHS = re.compile(r"(\d{1,3})(?:\s*(?:months?|mois))?")


def retention_of(folder: str) -> Retention:
    """What programme.yaml of a folder says; as usual where it says nothing, or has a mistake there."""
    page = read_page(os.path.join(folder, SESSIONS, "programme.yaml"), f"{SESSIONS}/programme.yaml")
    return Fields(page, compose(page), ("privacy",)).optional("privacy", read_privacy, Retention())


def read_privacy(page: SourceFile, node: Node) -> Retention:
    """The months of each kind; what is not written is as usual."""
    fields = Fields(page, node, _KEYS)
    usual = Retention()
    months = {
        kind.value: fields.optional(kind, scalar_of(_months), usual.months(kind)) for kind in RetentionKind
    }
    return Retention(
        officer=fields.optional("officer", line, ""),
        hide_below=fields.optional("hide_below", scalar_of(_hide_below), usual.hide_below),
        **months,
    )


def _hide_below(text: str) -> int | ParseError:
    """How many people a count has at least that is shown: ``10``."""
    least = Retention().hide_below
    if text.strip().isdecimal() and least <= int(text) <= _MOST_HIDDEN:
        return int(text)
    return ParseError(
        "privacy-hide-below",
        msg("“{text}” is not how many people a count must have to be shown", text=text.strip()),
        msg("write a number from {least} to {most}", least=least, most=_MOST_HIDDEN),
    )


def _months(text: str) -> int | ParseError:
    """A number of months, at least one: ``36``, ``36 months``, ``36 mois``."""
    found = _MONTHS.fullmatch(text.strip().casefold())
    if found and 0 < int(found[1]) <= _LONGEST:
        return int(found[1])
    return ParseError(
        "privacy-months",
        msg("“{text}” is not a number of months up to {most}", text=text.strip(), most=_LONGEST),
        msg("write the months after which it is no longer needed, such as 36 months"),
    )
