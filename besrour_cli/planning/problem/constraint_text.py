"""Demands on a start as values, and as a coordinator knows them: whose they are, and what breaks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.message import Message, msg, msgn

_NAMES = 3
"""People named one by one before the rest are counted."""


class StartConstraint(NamedTuple):
    """A demand of the files (``candidates.DEMANDS``), or one that several members share.

    ``kind`` of members: ``never``, ``busy`` (their calendars), ``observes``, and of those who must be there
    ``hours`` and ``holiday``. ``members``: ids; each of them would have to give it up.
    """

    kind: str
    members: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many demands it stands for: one of the files, or one a member."""
        return max(1, len(self.members))


KINDS = ("past", "weekdays", "between", "blackouts", "never", "busy", "observes", "holiday", "hours")
"""All kinds, in the order they are named."""


def merge_constraints(demands: Sequence[StartConstraint]) -> list[StartConstraint]:
    """One demand a kind, with everyone who has it; kinds in their order, members in that of the demands."""
    found: dict[str, list[str]] = {}
    for demand in demands:
        found.setdefault(demand.kind, []).extend(demand.members)
    return [StartConstraint(kind, tuple(dict.fromkeys(found[kind]))) for kind in KINDS if kind in found]


def describe(demand: StartConstraint, names: Mapping[str, str]) -> Message:
    """A demand as something to be given up or respected."""
    kind, n = demand.kind, len(demand.members)
    if kind == "past":
        return msg("that it lies ahead")
    if kind == "weekdays":
        return msg("its weekdays")
    if kind == "between":
        return msg("its hours of the day (between)")
    if kind == "blackouts":
        return msg("the blackout dates")
    who = people(demand.members, names)
    if kind == "never":
        return msg("the never-hours of {names}", names=who)
    if kind == "busy":
        return msgn("the calendar of {names}", "the calendars of {names}", n, names=who)
    if kind == "observes":
        return msgn("what {names} observes", "what {names} observe", n, names=who)
    if kind == "holiday":
        return msgn(
            "the public holidays of {names}, who is required",
            "the public holidays of {names}, who are required",
            n,
            names=who,
        )
    return msgn(
        "the own hours of {names}, who is required",
        "the own hours of {names}, who are required",
        n,
        names=who,
    )


def describe_excluded(demand: StartConstraint, out: int, names: Mapping[str, str]) -> Message:
    """How many starts a demand excludes."""
    kind, n = demand.kind, len(demand.members)
    if kind == "past":
        return msgn("{n} is past", "{n} are past", out)
    if kind == "weekdays":
        return msg("the weekdays exclude {n}", n=out)
    if kind == "between":
        return msg("the hours of the day exclude {n}", n=out)
    if kind == "blackouts":
        return msg("the blackout dates exclude {n}", n=out)
    who = people(demand.members, names)
    if kind == "never":
        return msg("the never-hours of {names} exclude {out}", names=who, out=out)
    if kind == "busy":
        return msgn(
            "the calendar of {names} excludes {out}",
            "the calendars of {names} exclude {out}",
            n,
            names=who,
            out=out,
        )
    if kind == "observes":
        return msgn(
            "what {names} observes excludes {out}",
            "what {names} observe excludes {out}",
            n,
            names=who,
            out=out,
        )
    if kind == "holiday":
        return msgn(
            "the public holidays of {names}, who is required, exclude {out}",
            "the public holidays of {names}, who are required, exclude {out}",
            n,
            names=who,
            out=out,
        )
    return msgn(
        "the hours of {names}, who is required, exclude {out}",
        "the hours of {names}, who are required, exclude {out}",
        n,
        names=who,
        out=out,
    )


def describe_violated(demand: StartConstraint, names: Mapping[str, str]) -> Message:
    """That a start breaks what some members ask, told of the start: "it falls in the never-hours of ..."."""
    kind, n = demand.kind, len(demand.members)
    who = people(demand.members, names)
    if kind == "never":
        return msg("it falls in the never-hours of {names}", names=who)
    if kind == "busy":
        return msgn("the calendar of {names} is taken", "the calendars of {names} are taken", n, names=who)
    if kind == "observes":
        return msgn("it falls into what {names} observes", "it falls into what {names} observe", n, names=who)
    if kind == "holiday":
        return msgn(
            "it is on a public holiday of {names}, who is required",
            "it is on a public holiday of {names}, who are required",
            n,
            names=who,
        )
    return msgn(
        "it is outside of the own hours of {names}, who is required",
        "it is outside of the own hours of {names}, who are required",
        n,
        names=who,
    )


def people(members: Sequence[str], names: Mapping[str, str]) -> Message:
    """Members by name, up to three of them; then how many more."""
    words = [names.get(member, member) for member in members]
    if len(words) > _NAMES:
        return msgn(
            "{names} and {n} more",
            "{names} and {n} more",
            len(words) - _NAMES,
            names=", ".join(words[:_NAMES]),
        )
    return join_sentences_and([msg("{name}", name=word) for word in words])


def join_sentences_and(words: Sequence[Message]) -> Message:
    """Several phrases as one: ``a``, ``a and b``, ``a, b and c``."""
    if not words:
        return msg("nothing")
    if len(words) == 1:
        return words[0]
    if len(words) == 2:
        return msg("{first} and {second}", first=words[0], second=words[1])
    return msg("{first}, {rest}", first=words[0], rest=join_sentences_and(words[1:]))


def join_semicolon(sentences: Sequence[Message]) -> Message:
    """Several short sentences as one, with semicolons between them: they may hold commas."""
    if len(sentences) == 1:
        return sentences[0]
    return msg("{first}; {rest}", first=sentences[0], rest=join_semicolon(sentences[1:]))


def join_sentences_or(words: Sequence[Message]) -> Message:
    """Several phrases of which one is enough: ``a``, ``a or b``, ``a, b or c``."""
    if len(words) == 1:
        return words[0]
    if len(words) == 2:
        return msg("{first} or {second}", first=words[0], second=words[1])
    return msg("{first}, {rest}", first=words[0], rest=join_sentences_or(words[1:]))
