"""Names and sentences joined into one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.message import Message, msg, msgn

_NAMES = 3
"""People named one by one before the rest are counted."""
_PAIR = 2


def join_names(names: Sequence[str]) -> Message:
    """People by name, up to three of them; then how many more."""
    more = len(names) - _NAMES
    if more > 0:
        return msgn("{names} and {n} more", "{names} and {n} more", more, names=", ".join(names[:_NAMES]))
    return join_sentences_and([msg("{name}", name=name) for name in names])


def join_sentences_and(words: Sequence[Message]) -> Message:
    """Several phrases as one: ``a``, ``a and b``, ``a, b and c``."""
    if not words:
        return msg("nothing")
    if len(words) == 1:
        return words[0]
    if len(words) == _PAIR:
        return msg("{first} and {second}", first=words[0], second=words[1])
    return msg("{first}, {rest}", first=words[0], rest=join_sentences_and(words[1:]))


def join_sentences_or(words: Sequence[Message]) -> Message:
    """Several phrases of which one is enough: ``a``, ``a or b``, ``a, b or c``."""
    if len(words) == 1:
        return words[0]
    if len(words) == _PAIR:
        return msg("{first} or {second}", first=words[0], second=words[1])
    return msg("{first}, {rest}", first=words[0], rest=join_sentences_or(words[1:]))


def join_semicolon(sentences: Sequence[Message]) -> Message:
    """Several short sentences as one, with semicolons between them, since they may hold commas."""
    if len(sentences) == 1:
        return sentences[0]
    return msg("{first}; {rest}", first=sentences[0], rest=join_semicolon(sentences[1:]))
