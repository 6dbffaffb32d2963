"""What a file of answers gave, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from besrour_cli.feedback.evaluation.values import CollectQuestion, Removed, Uncounted


class TakenIn(NamedTuple):
    """Numbers of answers and comments that are new, known, stored elsewhere (by wave), and taken out.

    ``waiting`` are questions that single rows wait for.
    """

    answers: int
    comments: int
    known: int
    elsewhere: Mapping[str, int]
    removed: int
    waiting: tuple[CollectQuestion, ...]


_NOTHING = TakenIn(answers=0, comments=0, known=0, elsewhere={}, removed=0, waiting=())


class CollectedFile(NamedTuple):
    """What one file gave; ``tool`` is "" for a table by hand and for notes.

    ``dropped`` are the headings of columns that are never read, ``absent`` are items without a column,
    ``languages`` numbers of answers, ``questions`` those that rows still wait for.
    """

    name: str
    tool: str
    wave: str
    rows: int
    taken: TakenIn = _NOTHING
    uncounted: Uncounted = Uncounted()
    redacted: Removed = Removed()
    absent: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    languages: Mapping[str, int] = Counter[str]()
    questions: tuple[CollectQuestion, ...] = ()
