"""People's names: put together, and compared without titles, capitals, accents and order."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from besrour_cli.model.language import fold_case
from besrour_cli.model.people.titles import TITLES

_SPOKEN = re.compile(r"^[\s.,;:]+|[\s,;:]+$")
_LETTERS = 2
"""How many letters two such words may differ in length."""
_ALIKE = 0.85
"""How alike (0 to 1) two words of names are before one is taken for a slip of the other."""


def joined_name(first: str, last: str) -> str:
    """A first and a last name as one, in one line."""
    return tidy_name(f"{first} {last}")


def tidy_name(text: str) -> str:
    """A name in one line; ``Diop, Awa`` is ``Awa Diop``."""
    name = _SPOKEN.sub("", " ".join(text.split()))
    last, comma, first = name.partition(", ")
    is_turned = comma and "," not in first and fold_case(first).strip(".") not in TITLES
    return f"{first} {last}" if is_turned and len(first.split()) <= len(name.split()) // 2 + 1 else name


def without_titles(name: str) -> str:
    """A name without the titles before it; a name that is nothing else stays."""
    words = name.split()
    start = next((i for i, word in enumerate(words) if fold_case(word).strip(".") not in TITLES), 0)
    return " ".join(words[start:])


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, sorted."""
    words = re.split(r"[^\w]+", fold_case(name).replace("'", ""))
    kept = [word for word in words if word and word not in TITLES]
    return tuple(sorted(kept))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names have the same words."""
    return name_words(one) == name_words(other)


def is_like_name(one: str, other: str) -> bool:
    """Whether two names have the same words but for a slip in one, or but for words that one adds."""
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return False
    if len(first) != len(second):
        few, many = sorted((set(first), set(second)), key=len)
        return len(few) > 1 and few < many
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(apart) > 1:  # sorted anew by a first letter that is wrong
        rest, other_rest = sorted(set(first) - set(second)), sorted(set(second) - set(first))
        apart = list(zip(rest, other_rest, strict=False)) if len(rest) == len(other_rest) else apart
    return len(apart) <= 1 and all(_is_slip(a, b) for a, b in apart)


def _is_slip(one: str, other: str) -> bool:
    """Whether a word is another with a slip in it; looked at closely only where that can be."""
    if abs(len(one) - len(other)) > _LETTERS or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
