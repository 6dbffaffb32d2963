"""Cases that the suite leaves to ``dev.py thorough``: it has others of their kind, and ten minutes.

A whole test that is left to it has the mark itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def thorough(*values: object) -> Any:
    """A case of ``parametrize`` that ``dev.py thorough`` tries, and the suite does not."""
    return pytest.param(*values, marks=pytest.mark.thorough)


def a_few(cases: Iterable[object], number: int) -> list[Any]:
    """Of many cases of one kind the suite tries ``number`` at most, spread over all; the others are thorough.

    A case is the value of one argument.
    """
    every = list(cases)
    step = -(-len(every) // number)
    return [each if place % step == 0 else thorough(each) for place, each in enumerate(every)]
