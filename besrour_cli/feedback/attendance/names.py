"""Names as people show them in a meeting, against the names of the roster.

A name is *exact* where it is all of a member's name, in whatever order, case or dress. Whatever is less (a
first name, an initial, a likeness) only proposes members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from besrour_cli.model.language import fold_case
from besrour_cli.model.people.titles import TITLES
from besrour_cli.model.programme import Member

_PRONOUNS = frozenset("she her he him they them elle il iel".split())
_DEVICES = frozenset(
    "iphone ipad ipod galaxy samsung android phone phones telephone tel mobile cell cellulaire portable "
    "laptop pc mac macbook air pro max mini plus ultra note desktop computer ordinateur tablet tablette "
    "huawei xiaomi redmi tecno infinix itel pixel nokia oppo vivo oneplus honor lenovo thinkpad dell hp "
    "asus acer surface chromebook windows zoom teams meet webex user utilisateur utilisatrice participant "
    "participante anonymous anonyme unknown inconnu inconnue caller appelant appelante poco realme "
    "motorola moto sony lg htc".split()
)
_ROOMS = frozenset(
    "salle room rooms reunion meeting conference auditorium amphi amphitheatre bibliotheque library "
    "clinic clinique hospital hopital chu chr bureau office faculty faculte department departement centre "
    "center lab laboratoire seminaire seminar boardroom classe classroom campus universite university "
    "school ecole hub site poste".split()
)
_SMALL = frozenset("de du des d la le les l of the a au aux s et and my mon ma son sa from".split())
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SPLIT = re.compile(r"\s[-–—|/]\s|[|/@]")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[+\d*][\d*\s().x-]{5,}")
_SHORTEST, _LIKE, _LONG_LOCAL, _LONGEST_LOCAL = 3, 87, 4, 30
_MOST_CANDIDATES = 12


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, folded, in their order."""
    return tuple(_WORD.findall(fold_case(text)))


def is_number(name: str) -> bool:
    """Whether a name shown is that of a telephone, its digits hidden or not."""
    return _NUMBER.fullmatch(name.strip()) is not None


def is_nameless(name: str) -> bool:
    """Whether a name shown is that of a device or a room, and of nobody."""
    words = words_of(name)
    devices = [w for w in words if w in _DEVICES]
    rest = [w for w in words if w not in devices and w not in _SMALL and len(w) > 1 and not _has_digit(w)]
    is_room = any(w in _ROOMS for w in words)
    return is_number(name) or not words or is_room or (bool(devices) and not rest)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


class NameIndex:
    """The roster by name and address, for looking people up quickly however many there are."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)
        self.ids = {m.id: m for m in members}
        self._emails: dict[str, list[Member]] = {}
        self._names: dict[tuple[str, ...], list[Member]] = {}
        self._words = {m.id: words_of(m.name) for m in members}
        self._places = {m.id: _place_words(m) for m in members}
        self._sorted = {m.id: " ".join(sorted(self._words[m.id])) for m in members}
        self._of_word: dict[str, list[Member]] = {}
        for member in members:
            for word in set(self._words[member.id]):
                self._of_word.setdefault(word, []).append(member)
        for member in members:
            self._emails.setdefault(member.email.casefold(), []).append(member)
            self._names.setdefault(_bare(self._words[member.id]), []).append(member)

    def by_address(self, email: str) -> tuple[Member, ...]:
        """The members of an address: mostly one, or none."""
        return tuple(self._emails.get(email, ())) if email else ()

    def exact(self, name: str) -> tuple[Member, ...]:
        """The members whose whole name is shown, or stands in brackets as the original one."""
        found: dict[str, Member] = {}
        for variant in _variants(name):
            bare = _bare(words_of(variant))
            for member in self._names.get(bare, ()) if bare else ():
                found[member.id] = member
        if not found:
            found = {m.id: m for m in self._with_place(_bare(words_of(name)))}
        return tuple(found.values())

    def _with_place(self, words: tuple[str, ...]) -> Iterable[Member]:
        """Members whose whole name stands there with nothing but their own place beside it."""
        there = set(words)
        for member in self._with_any(words):
            own = set(_bare(self._words[member.id]))
            if len(own) > 1 and own < there and there - own <= self._places[member.id]:
                yield member

    def _with_any(self, words: Iterable[str]) -> list[Member]:
        """Members with one of these words in their name, in the order of the roster."""
        ids = {m.id for word in words for m in self._of_word.get(word, ())}
        return [m for m in self.members if m.id in ids] if ids else []

    def candidates(self, name: str, email: str = "") -> tuple[Member, ...]:
        """Members whom a name may mean: a part of theirs, an initial, a likeness; else by the address."""
        if is_number(name):
            return ()
        words = self._naming(words_of(name))
        found = [m for m in self._with_any(words) if self._is_part(words, m)]
        if not found and len("".join(words)) > _LONG_LOCAL:
            found = self._alike(words)
        if not found and email:
            found = self._of_local_part(email.partition("@")[0])
        return tuple(found[:_MOST_CANDIDATES])

    def _naming(self, words: Sequence[str]) -> list[str]:
        """The words that can be of a name; a letter at the end is an initial, and some are called Max."""
        last = len(words) - 1
        return [
            word
            for at, word in enumerate(words)
            if (len(word) == 1 and word.isalpha() and at == last and at)
            or (
                not (word in TITLES or word in _PRONOUNS or word in _SMALL or _has_digit(word))
                and (word in self._of_word or not (word in _DEVICES or word in _ROOMS))
            )
        ]

    def _is_part(self, words: Sequence[str], member: Member) -> bool:
        """Whether every word is of the member's name, an initial of it, or her place; one is of her name."""
        rest = [w for w in self._words[member.id] if w not in _SMALL]
        whole = set(rest)
        named = 0
        for word in sorted(words, key=len, reverse=True):
            if word in rest:
                rest.remove(word)
                named += len(word) >= _SHORTEST or len(whole) == 1
            elif len(word) == 1 and any(w[0] == word for w in rest):
                rest.remove(next(w for w in rest if w[0] == word))
            elif word not in self._places[member.id] and not whole <= set(words):
                return False
        return named > 0

    def _alike(self, words: Sequence[str]) -> list[Member]:
        """Members whose whole name is much like these words."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- most names need no likeness, and most runs none

        alike = process.extract(
            " ".join(sorted(words)),
            self._sorted,
            scorer=fuzz.ratio,
            score_cutoff=_LIKE,
            limit=_MOST_CANDIDATES,
        )
        return [self.ids[name] for _, _, name in alike]

    def _of_local_part(self, local: str) -> list[Member]:
        """Members one of whose names is in an address before @, the rest of it being of the other."""
        letters = "".join(words_of(local))[:_LONGEST_LOCAL]
        found = []
        for first in range(len(letters)):
            for end in range(first + _LONG_LOCAL, len(letters) + 1):
                rest = letters[:first] + letters[end:]
                for member in self._of_word.get(letters[first:end], ()) if rest else ():
                    others = [w for w in self._words[member.id] if w != letters[first:end]]
                    if any(w.startswith(rest) or rest.startswith(w) for w in others if w not in _SMALL):
                        found.append(member)
        return found


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    """Words in the order of the alphabet, without titles."""
    return tuple(sorted(w for w in words if w not in TITLES and w not in _PRONOUNS))


def _variants(name: str) -> list[str]:
    """A name as a whole, without its brackets, what stands in them, its parts about a dash or stroke."""
    inside = [first or second for first, second in _BRACKETS.findall(name)]
    outside = _BRACKETS.sub(" ", name)
    parts = [part for text in (outside, *inside) for part in _SPLIT.split(text)]
    return [text for text in dict.fromkeys((name, outside, *inside, *parts)) if text.strip()]


def _place_words(member: Member) -> frozenset[str]:
    place = member.place
    return frozenset(
        word
        for text in (place.input, *place.names.values(), place.country, member.region)
        for word in words_of(text)
    )
