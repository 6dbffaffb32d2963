"""How far two coders agree on comments: counts first, and Cohen's kappa, which takes off what chance gives.

J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationComment

FEWEST_FOR_PERCENT = 10
"""Comments below which a percentage says more than is known."""


class CodeAgreement(NamedTuple):
    """One code: how many comments each coder gave it, how many both did, and kappa (None: not defined)."""

    code: str
    first: int
    second: int
    both: int
    kappa: float | None


class CoderAgreement(NamedTuple):
    """Comments that both coded, those with the very same codes, kappa of these sets, and each code."""

    compared: int
    same: int
    kappa: float | None
    codes: tuple[CodeAgreement, ...]


def agreement(comments: Sequence[EvaluationComment]) -> CoderAgreement:
    """The agreement on the comments that two coders gave codes; the order of codes makes no difference."""
    pairs = [(frozenset(c.first), frozenset(c.second)) for c in comments if c.first and c.second]
    codes = sorted({code for pair in pairs for half in pair for code in half})
    return CoderAgreement(
        compared=len(pairs),
        same=sum(first == second for first, second in pairs),
        kappa=cohens_kappa(pairs),
        codes=tuple(_of_code(code, pairs) for code in codes),
    )


def _of_code(code: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> CodeAgreement:
    ticks = [(code in first, code in second) for first, second in pairs]
    return CodeAgreement(
        code=code,
        first=sum(first for first, _second in ticks),
        second=sum(second for _first, second in ticks),
        both=sum(first and second for first, second in ticks),
        kappa=cohens_kappa(ticks),
    )


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """(po − pe) / (1 − pe): 1 is full agreement, 0 that of chance; None where both say one thing only."""
    n = len(pairs)
    first, second = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    same = sum(a == b for a, b in pairs)
    chance = sum(count * second[label] for label, count in first.items())
    if n * n == chance:
        return None
    return (n * same - chance) / (n * n - chance)
