"""Ids of items and choices: plain words, since every tool has to give them back as they are."""

from __future__ import annotations

import re

from besrour_cli.model.message import msg
from besrour_cli.storage.text.scalars import ParseError, slug

RESERVED = frozenset(("answer", "wave", "language", "table", "comment-id"))
"""What columns of the stored tables, and the source of notes at tables, are called."""
_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 20
"""Characters: REDCap has 26 for a variable, LimeSurvey 20 for the code of a question."""


def plain_id(text: str) -> str | ParseError:
    """A word of small letters, digits and hyphens, which begins with a letter."""
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST:
        return text
    better = slug(text)[:_LONGEST].strip("-")
    better = better if _PLAIN.fullmatch(better) else ""
    return ParseError(
        "form-id",
        msg(
            "“{text}” cannot be an id here: it begins with a small letter, has letters, digits and hyphens, "
            "and at most {n} of them",
            text=text,
            n=_LONGEST,
        ),
        msg("write {text}", text=better) if better else None,
    )


def item_id(text: str) -> str | ParseError:
    """An id of an item, which is none of the names that the stored tables use themselves."""
    if text in RESERVED:
        return ParseError(
            "form-id-reserved",
            msg("“{text}” is the name of a column that every answer has", text=text),
            msg("write another id, such as {text}-item", text=text),
        )
    return plain_id(text)
