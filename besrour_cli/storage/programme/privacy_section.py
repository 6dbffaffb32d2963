"""``privacy:`` in programme.yaml: how many months what names people is kept, and who answers for it."""

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

_KEYS = (*map(str, RetentionKind), "officer")
_LONGEST = 240
"""Months; twenty years are longer than any council asks for."""
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
    return Retention(officer=fields.optional("officer", line, ""), **months)


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
