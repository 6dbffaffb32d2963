"""E-mail addresses as forms and lists have them: cleaned of what surrounds them, or asked about."""

from __future__ import annotations

import re
from typing import NamedTuple

from besrour_cli.model.address import comparable, fault_in, is_address

_SURROUNDING = " \t<>()[]\"'«»,;:.\u00a0\u200b"
_APART = re.compile(r"[\s,;/|]+|\bou\b|\bor\b|\bet\b|\band\b")
_REPAIRS = (
    (re.compile(r"@{2,}"), "@"),
    (re.compile(r"\s*(?:\(at\)|\[at\]|\(a\)|\(arobase\)|\bat\b|\barobase\b)\s*"), "@"),
    (re.compile(r"\s*(?:\(dot\)|\[dot\]|\(point\))\s*"), "."),
    (re.compile(r"\.{2,}"), "."),
    (re.compile(r",(?=[a-z]{2,4}$)"), "."),
    (re.compile(r"\s+"), ""),
)
_NOBODY = frozenset(("anonymous", "anonyme", "none", "aucun", "aucune", "n/a", "na", "-", "no", "non", "x"))


class AddressReading(NamedTuple):
    """One address, or ``choices`` of what may be meant; neither for an empty cell."""

    address: str = ""
    choices: tuple[str, ...] = ()


def read_address(text: str) -> AddressReading:
    """The address of a cell; several, or one that no server takes, are a question."""
    bare = _clean(text)
    if is_valid(bare):
        return AddressReading(bare)
    if not bare or bare.casefold() in _NOBODY:
        return AddressReading()
    parts = [part for part in map(_clean, _APART.split(text)) if part]
    valid = [part for part in parts if is_valid(part)]
    several = tuple({comparable(part): part for part in reversed(valid)}.values())[::-1]
    if len(several) == 1 and valid == parts:
        return AddressReading(several[0])
    repaired = bare
    for pattern, better in _REPAIRS:
        repaired = pattern.sub(better, repaired)
    single = (repaired,) if is_valid(repaired) else ()
    return AddressReading(choices=several if len(several) > 1 else single or several)


def is_valid(address: str) -> bool:
    """Whether mail can be sent to an address, as far as its letters tell."""
    return is_address(address) and fault_in(address) is None


def _clean(text: str) -> str:
    """An address without what stands around it: ``Awa Diop <awa@example.org>;`` is ``awa@example.org``."""
    last = text.rpartition("<")[2]
    bare = (last.partition(">")[0] if "@" in last else text).strip(_SURROUNDING)
    return bare[7:].strip(_SURROUNDING) if bare[:7].lower() == "mailto:" else bare
