"""What of the notes of tables everybody may read: no person, no address, no way in, and never half of a text.

A text that is refused stays in its file; besrour translates nothing and leaves nothing out of a text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.model.address import is_address
from besrour_cli.model.language import LANGUAGES, fold_case, language_name
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.open_ways import MeetingSecrets, open_ways

_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:org|com|net|ca|io|us|gov|edu)\b/?", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_TELEPHONE = re.compile(r"(?:\+|\b00)\d[\d .()-]{7,}|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b")
_TITLED = re.compile(r"\b(?:Dr|Dre|Drs|Prof|Pr|Pre|Mr|Mrs|Ms|Mme|Mlle|M)\b\.? ?[A-ZÀ-Þ][\w’'-]+")
_PRIVATE_QUERY = re.compile(
    r"[?&#/](?:pwd|passcode|password|passwd|token|access_token|key|auth|sig|signature|resourcekey|tk)=",
    re.IGNORECASE,
)
_ORGANISATION = frozenset(
    """
    academy academie association associations center centre clinic clinique college department departement
    faculty faculte family famille federation group groupe health sante hospital hopital institute institut
    ministry ministere network reseau school ecole society societe unit unite university universite
    """.split()
)
_SHORTEST = 3
_PERSON_WORDS = 4
"""Words of a person's name at most; longer names are those of bodies."""


class PublicRules(NamedTuple):
    """By what it is decided what is public: names of the roster, ways in, the languages of letters."""

    members: Collection[str]
    secrets: MeetingSecrets
    languages: tuple[str, ...] = LANGUAGES


def reason_against(text: str, rules: PublicRules) -> tuple[str, Message] | None:
    """Why a text cannot be public and a code for it; None where nothing stands against it."""
    if open_ways(text, rules.secrets):
        return "harvest-way-in", msg("the way into the meeting is in it")
    if _MAIL.search(text) or _ADDRESS.search(text) or _TELEPHONE.search(text):
        return "harvest-address", msg("an address or a telephone number is in it")
    if (name := named(text, rules.members)) is not None:
        return "harvest-name", msg("it may name a person: {name}", name=name)
    return None


def named(text: str, members: Collection[str]) -> str | None:
    """A person whom a text may name: one of the roster, in full or by a part of her name; or a titled one."""
    if titled := _TITLED.search(text):
        return titled[0]
    folded = f" {_plain(text)} "
    capitals = {fold_case(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’-]+", text)}
    for name in members:
        if f" {_plain(name)} " in folded:
            return name
        if not capitals.isdisjoint(_own_words(name)):
            return name
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_case(text)))


@lru_cache(maxsize=4096)
def _own_words(name: str) -> frozenset[str]:
    """The parts of a person's name by which she is known; none of the name of a body."""
    words = [fold_case(word) for word in re.findall(r"[\w’-]+", name)]
    if len(words) > _PERSON_WORDS or not _ORGANISATION.isdisjoint(words):
        return frozenset()
    return frozenset(word for word in words if len(word) >= _SHORTEST and not word.isdecimal())


def link_against(url: str, rules: PublicRules) -> tuple[str, Message] | None:
    """Why a link cannot be public: it is none, leads into the meeting, or brings a key along."""
    if not re.match(r"https?://[^\s@]+$", url):
        return "harvest-link", msg("this is not a web address that begins with https://")
    if open_ways(url, rules.secrets):
        return "harvest-way-in", msg("the way into the meeting is in it")
    if _PRIVATE_QUERY.search(url) or is_address(url):
        return "harvest-link", msg("this link brings a password or a key along, and is private")
    return None


def missing_languages(codes: Iterable[str], rules: PublicRules) -> list[str]:
    """The languages of letters that a text lacks."""
    there = set(codes)
    return [code for code in rules.languages if code not in there]


def language_words(code: str) -> dict[str, str]:
    """What English and French call a language, as a fact of a sentence."""
    return {language: language_name(code, language) for language in LANGUAGES}
