"""One code twice in a wave, and codes that are nearly alike: which may be one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.feedback.evaluation.values import CollectedRow, CollectQuestion, KnownAnswers, QuestionChoice
from besrour_cli.model.message import msg

LAST, FIRST, BOTH = "last", "first", "both"
"""What becomes of two answers with one code: the later one counts, the earlier one, or both."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5"})
"""Letters that are written for digits."""


_CHOICES = (
    QuestionChoice(LAST, msg("the last one: one person answered again")),
    QuestionChoice(FIRST, msg("the first one")),
    QuestionChoice(BOTH, msg("each: they are different people")),
)


class SameCode(NamedTuple):
    """The rows that count and those that do not, and the questions that rows wait for."""

    rows: tuple[CollectedRow, ...]
    dropped: tuple[CollectedRow, ...]
    questions: tuple[CollectQuestion, ...]


def settle(rows: Sequence[CollectedRow], wave: str, answers: KnownAnswers) -> SameCode:
    """Settle codes that are there several times in one wave, as was answered; the others are asked about."""
    by_code: dict[str, list[CollectedRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code if row.code else f"line {row.line}"].append(row)
    kept: list[CollectedRow] = []
    dropped: list[CollectedRow] = []
    questions = []
    for code, same in by_code.items():
        answer = answers.get(code_key(wave, code)) if same[1:] else BOTH
        if answer == BOTH:
            kept += same
        elif answer in (LAST, FIRST):
            counting = same[-1] if answer == LAST else same[0]
            kept.append(counting)
            dropped += [row for row in same if row is not counting]
        else:
            questions.append(_question(code, wave, [row.line for row in same]))
    return SameCode(tuple(kept), tuple(dropped), tuple(questions))


def code_key(wave: str, code: str) -> str:
    """The key under which it is remembered what becomes of a code that is there twice."""
    return f"code|{wave}|{code}"


def stored_code_question(row: CollectedRow, wave: str) -> CollectQuestion:
    """The question which of two answers counts, one of them stored from another download."""
    return CollectQuestion(
        id=f"code.{row.code}",
        key=code_key(wave, row.code),
        text=msg(
            "The code {code} on line {line} is stored for “{wave}” already. Which answer counts?",
            code=row.code,
            line=row.line,
            wave=wave,
        ),
        choices=_CHOICES,
        rows=(row.line,),
    )


def _question(code: str, wave: str, lines: Sequence[int]) -> CollectQuestion:
    return CollectQuestion(
        id=f"code.{code}",
        key=code_key(wave, code),
        text=msg(
            "The code {code} is on the lines {lines}. Which of these answers counts?",
            code=code,
            lines=", ".join(map(str, lines)),
        ),
        choices=_CHOICES,
        rows=tuple(lines),
    )


def alike(codes: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Pairs of codes that may be one person's, each in waves in which the other one is not.

    ``codes`` maps a code to its waves. Alike are those that differ in one sign, or in two that changed
    places, or in a letter that is written for a digit.
    """
    found = set()
    near: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        for key in _near(code):
            near[key].append(code)
    for same in near.values():
        for at, one in enumerate(same):
            found |= {(one, other) for other in same[at + 1 :] if not set(codes[one]) & set(codes[other])}
    return sorted(found)


def _near(code: str) -> set[str]:
    """What a code shares with those that are nearly it: itself without a sign, and with two exchanged."""
    plain = code.translate(_ALIKE)
    without = {f"{plain[:at]}?{plain[at + 1 :]}" for at in range(len(plain))}
    return {plain, *without, "".join(sorted(plain))}
