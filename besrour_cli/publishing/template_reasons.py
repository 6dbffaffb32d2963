"""What Jinja and Python say of a template, in our own words: their English never reaches a coordinator."""

from __future__ import annotations

import re

from besrour_cli.model.message import Message, msg

_SYNTAX: tuple[tuple[str, Message], ...] = (
    (r"innermost block that needs to be closed is '(\w+)'", msg("{{% {name} %}} is not closed")),
    (r"unknown tag '(\w+)'", msg("{{% {name} %}} is no tag that templates know, or nothing opened it")),
    (r"[Nn]o filter named '(\w+)'", msg("there is no filter “{name}”")),
    (r"[Nn]o test named '(\w+)'", msg("there is no test “{name}”")),
    (r"block '(\w+)' defined twice", msg("the block “{name}” stands in it twice")),
    (r"end of comment", msg("a comment that begins with {{# is not closed")),
    (r"end of raw", msg("{{% raw %}} is not closed")),
    (r"end of print statement", msg("what stands between the braces is not closed, or has a word too many")),
    (r"end of statement block", msg("a tag between {{% and %}} is not closed, or has a word too many")),
    (r"[Uu]nexpected end of template", msg("the file ends before what it began")),
    (r"unexpected char (\S+)", msg("the sign {name} cannot stand between the braces")),
    (r"unexpected '(.)'", msg("the sign {name} stands where it does not belong")),
    (r"assign to", msg("a fact cannot be given another value")),
    (r"Blocks in Jinja have to be named", msg("a block has no name, or a name with a hyphen")),
    (r"[Tt]ag name expected", msg("the name of a tag is missing after {{%")),
)
_FAILURES: dict[str, Message] = {
    "ZeroDivisionError": msg("it divides by nought"),
    "RecursionError": msg("it calls itself without end"),
    "MemoryError": msg("what it makes is too large"),
    "OverflowError": msg("what it makes is too large"),
    "TypeError": msg("it uses a fact in a way that does not suit it"),
    "ValueError": msg("it uses a fact in a way that does not suit it"),
    "KeyError": msg("it asks for an entry that is not there"),
    "IndexError": msg("it asks for an entry that is not there"),
    "AttributeError": msg("it uses a fact in a way that does not suit it"),
}


def syntax_reason(words: str) -> Message:
    """What is wrong with a template's form, from what Jinja says of it."""
    for pattern, what in _SYNTAX:
        if match := re.search(pattern, words):
            return Message(what.id, {"name": match[1].strip("'")}) if match.re.groups else what
    return msg("the tags or braces of this line are not as templates ask")


def failure_reason(error: BaseException) -> Message:
    """Why a template could not be filled in."""
    for kind in type(error).__mro__:
        if kind.__name__ in _FAILURES:
            return _FAILURES[kind.__name__]
    return msg("this line does what no template can")


def refusal_reason(words: str) -> Message:
    """What a template may not do, from what the sandbox says of it."""
    if "range()" in words:
        return msg("range() counts too far")
    if match := re.search(r"the operator (\S+)", words):
        return msg("the operator {name} is not allowed here", name=match[1])
    match = re.search(r"attribute '([^']*)'", words)
    return msg("“{name}” is out of bounds", name=match[1]) if match else msg("this is out of bounds")
