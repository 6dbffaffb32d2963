"""Answers to the evaluation form, as they are stored: no name, no address, no hour of answering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class EvaluationAnswer(NamedTuple):
    """One filled form: the session (or ``start``, ``month-3``, ``month-12``) it is about, and its values.

    ``id`` is a number that says nothing of who or when. ``language`` is the form's, "" where that is not
    known. ``code`` is the code that the person made for herself, "" if none. ``values`` has an item's id and
    what was answered: ids of choices, joined with a space for several; of a then-now item two entries,
    ``ITEM.then`` and ``ITEM.now``.
    What was not answered is not in it. Comments are apart (``EvaluationComment``), so that nobody is
    recognised by her words beside her region.
    """

    id: str
    wave: str
    language: str
    code: str
    values: Mapping[str, str]


class EvaluationComment(NamedTuple):
    """Words that somebody wrote or said at a table: kept in their own language, with the coordinator's codes.

    ``source`` is the item's id, or ``table`` for a facilitator's notes. ``first`` and ``second`` are the
    codes that each of two coders gave. ``quote``: it may be shown, as it stands here, in a report.
    """

    id: str
    wave: str
    source: str
    language: str
    text: str
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    quote: bool = False


class EvaluationData(NamedTuple):
    """Everything collected so far, answers and comments in order of their ids."""

    answers: tuple[EvaluationAnswer, ...] = ()
    comments: tuple[EvaluationComment, ...] = ()
