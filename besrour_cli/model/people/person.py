"""One person in every form in which files name her, and the pseudonym that stands for her afterwards."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import NamedTuple

from besrour_cli.model.address import comparable
from besrour_cli.model.language import fold_case

PSEUDONYM = "forgotten"
"""What a pseudonym begins with; a number follows, and nothing says whose it is."""


class PersonNames(NamedTuple):
    """By what a person is named: ids that she has or had, names, addresses.

    A name or an address that another member has too is left out: what bears it may be that member's.
    """

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


class Person:
    """A person to be found in files, and to be taken out of them.

    ``pseudonym`` stands for her where a sum has to stay true.
    """

    def __init__(self, named: PersonNames, pseudonym: str = "") -> None:
        self.ids = named.ids
        self.names = frozenset(map(fold_case, named.names)) - {""}
        self.addresses = frozenset(map(comparable, named.addresses)) - {""}
        self.pseudonym = pseudonym
        self._written = named

    def is_called(self, text: str) -> bool:
        """Whether a text is her id, her address or her name, and nothing else."""
        text = text.strip()
        return text in self.ids or comparable(text) in self.addresses or fold_case(text) in self.names

    def is_named_in(self, text: str) -> bool:
        """Whether a text names her somewhere; a name or an id of one word may be anybody's."""
        return bool(self._pattern and self._pattern.search(_plain(text)))

    def redacted(self, text: str) -> str:
        """A text with the pseudonym in the place of whatever names her."""
        if self.is_called(text):
            return self.pseudonym
        plain = _plain(text)
        if not self._pattern or not self._pattern.search(plain):
            return text
        if len(plain) != len(text):  # letters that fall apart without their accents: no place is sure
            return self.pseudonym
        for found in reversed(list(self._pattern.finditer(plain))):
            text = text[: found.start()] + self.pseudonym + text[found.end() :]
        return text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """What names her within a text, without accents and capitals."""
        names = [name for name in self._written.names if len(name.split()) > 1]
        ids = [name for name in self.ids if re.search(r"[-\d]", name)]
        ways = [rf"{re.escape(address)}(?!\.\w)" for address in map(_plain, self.addresses)]
        ways += [r"\s+".join(map(re.escape, word.split())) for word in map(_plain, (*names, *ids))]
        either = "|".join(sorted(ways, key=lambda way: (-len(way), way)))
        return re.compile(rf"(?<![\w.@-])(?:{either})(?![\w@-])") if either else None


def _plain(text: str) -> str:
    """A text without accents and capitals, sign by sign, so that places in it are those of the text."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
