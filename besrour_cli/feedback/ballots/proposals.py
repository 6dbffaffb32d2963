"""Proposals of themes, one a line: ``English / français``, or one language alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from besrour_cli.model.language import LANGUAGES, Text, fold_case

_BULLET = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")
_BETWEEN = " / "


class Proposal(NamedTuple):
    """A theme as it is written on a line of a list.

    ``titles`` is empty where the line has one language alone, of which nobody can know which it is.
    """

    text: str
    titles: Text
    line: int


def read_proposals(lines: Iterable[tuple[int, str]]) -> tuple[Proposal, ...]:
    """The proposals of numbered lines; bullets and numbers before them do not count, doubled ones neither."""
    proposals: dict[str, Proposal] = {}
    for number, line in lines:
        text = _BULLET.sub("", " ".join(line.split()))
        if text:
            proposals.setdefault(fold_case(text), Proposal(text, titles_of(text), number))
    return tuple(proposals.values())


def titles_of(text: str) -> Text:
    """A title in English and in French where a text has both; else nothing."""
    halves = [half.strip() for half in text.split(_BETWEEN)]
    return dict(zip(LANGUAGES, halves, strict=True)) if len(halves) == len(LANGUAGES) and all(halves) else {}
