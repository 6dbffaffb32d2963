"""Which member somebody means: an id, an e-mail address or a name, as coordinators type and paste them.

An exact id always wins; then addresses, which are compared as mail servers do; then names, in which accents,
case, titles and the order of the words do not count. Nothing is guessed: who is only similar is named apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from besrour_cli.model.address import mailbox_of
from besrour_cli.model.language import fold_case
from besrour_cli.model.people.titles import TITLES
from besrour_cli.model.programme import Member

_SIMILAR = 3
"""How many similar people are named at most."""
_SHORTEST_WORD = 3
"""Letters that a part of a name needs before people with such a part are called similar."""


def matching_members(members: Sequence[Member], word: str) -> tuple[Member, ...]:
    """The members whom a word means: one when it is clear, several when it fits several, none when nobody.

    An id decides first, then an address, then a name; what fits earlier hides what would fit later.
    """
    text = word.strip()
    exact = tuple(m for m in members if m.id == text)
    if exact or not text:
        return exact
    if "@" in text:
        address = mailbox_of(text)
        return tuple(m for m in members if m.email and mailbox_of(m.email) == address)
    by_id = tuple(m for m in members if m.id.casefold() == text.casefold())
    if by_id:
        return by_id
    name = _name_words(text)
    return tuple(m for m in members if name and _name_words(m.name) == name)


def called_so(members: Sequence[Member], word: str) -> tuple[Member, ...]:
    """The members of whose names a word is a whole part, such as the first name."""
    parts = set(_name_words(word))
    return tuple(m for m in members if parts and parts <= set(_name_words(m.name)))


def similar_members(members: Sequence[Member], word: str) -> tuple[Member, ...]:
    """The members whose id, address or name is similar to a word that means nobody, the nearest first."""
    folded = fold_case(word.strip())
    ids = {m.id: m for m in members}
    parts = {part for part in _name_words(word) if len(part) >= _SHORTEST_WORD}
    near = list(called_so(members, word)) if parts else []
    near += [ids[i] for i in get_close_matches(word.casefold(), ids, n=_SIMILAR, cutoff=0.5)]
    for keys in (
        {fold_case(m.name): m for m in members},
        {mailbox_of(m.email): m for m in members if m.email and "@" in word},
    ):
        near += [keys[k] for k in get_close_matches(folded, keys, n=_SIMILAR, cutoff=0.7)]
    return tuple({m.id: m for m in near}.values())[:_SIMILAR]


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name in a fixed order, without titles, accents, case and points."""
    words = fold_case("".join(c if c.isalnum() or c in "-'’‑" else " " for c in name)).split()
    return tuple(sorted(w for w in words if w not in TITLES)) or tuple(sorted(words))
