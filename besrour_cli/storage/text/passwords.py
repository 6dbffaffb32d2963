"""Passwords in files that are shared: which keys and addresses hold one, and lines that do not show it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Fact, Message

_NAMES = (
    r"(?:pass[ _-]?words?|passwd|pass[ _-]?phrase|pwd|pass|mots?[ _-]?de[ _-]?passe|mdp|(?:code[ _-])?secret"
    r"|(?:api[ _-]?)?token|jeton|api[ _-]?key|credentials?)"
)
_KEY = re.compile(rf"(?:\w+[ _-])?{_NAMES}(?:[ _-]\w+)?", re.IGNORECASE)
_BLOCK_LINE = re.compile(
    rf"^(?P<indent>\s*(?:-\s+)*)[\"']?(?:\w+[ _-])?{_NAMES}(?:[ _-]\w+)?[\"']?\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_BRACES = re.compile(
    rf"[{{,]\s*[\"']?(?:\w+[ _-])?{_NAMES}(?:[ _-]\w+)?[\"']?\s*:\s*"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,}]*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:\w://|\bhost\s*:\s*[\"']?)[^\s/:@\"']+:(?P<value>[^\s/]+)@", re.IGNORECASE)
_CONTINUED = re.compile(r"[|>][+-]?\d?[+-]?|[\"'].*[^\"']|")
_PASSCODE = re.compile(r"[\s{,\"']pass[ _-]?code[\"']?\s*:\s*(?P<value>[^,}]*)", re.IGNORECASE)
"""The room's, as a rule, which may be a word or a year: hidden on its own line alone."""
_LEAST = 4
"""Letters of a password that is looked for outside of its own place."""


def is_password_key(name: str, inside: str = "") -> bool:
    """Whether the value of a key is a password; ``inside`` is the key of the mapping that it is in.

    The room where people meet has a passcode, which letters give to those who are invited.
    """
    if inside == "platform":
        return False
    name = fold_case(name).strip()
    return bool(_KEY.fullmatch(name)) or (name == "passcode" and inside in ("mail", "inbox"))


def has_password(address: str) -> bool:
    """Whether a web address holds an account with its password."""
    return bool(_ADDRESS.search(address))


class Passwords:
    """The passwords that some lines of a file hold."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._shown: dict[int, str] = {}
        self._words: set[str] = set()
        for number, line in enumerate(lines, 1):
            for pattern in (_BLOCK_LINE, _BRACES, _ADDRESS):
                for match in pattern.finditer(line):
                    self._hide(number, line, *match.span("value"))
            if code := _PASSCODE.search(line):
                self._hide(number, line, *code.span("value"), everywhere=False)
            block = _BLOCK_LINE.match(line)
            if block and _CONTINUED.fullmatch(block["value"].strip()):
                self._hide_below(lines, number, len(block["indent"]))

    def shown(self, number: int, line: str) -> str:
        """A line as it may be printed."""
        return self._shown.get(number, line)

    def without(self, message: Message) -> Message:
        """A sentence whose facts hold none of the passwords."""
        facts: dict[str, Fact] = {name: self._without(fact) for name, fact in message.facts.items()}
        return message._replace(facts=facts)

    def _without(self, fact: Fact) -> Fact:
        if isinstance(fact, Message):
            return self.without(fact)
        if isinstance(fact, str):
            for word in sorted(self._words, key=len, reverse=True):
                fact = fact.replace(word, "•" * len(word))
        return fact

    def _hide_below(self, lines: Sequence[str], number: int, indent: int) -> None:
        for below, line in enumerate(lines[number:], number + 1):
            inner = len(line) - len(line.lstrip())
            if line.strip() and inner <= indent:
                return
            self._hide(below, line, inner, len(line))

    def _hide(self, number: int, line: str, start: int, end: int, *, everywhere: bool = True) -> None:
        value = line[start:end].strip()
        shown = self._shown.get(number, line)
        self._shown[number] = shown[:start] + "•" * (end - start) + shown[end:]
        if everywhere:
            self._words |= {word for word in (value, value.strip("\"'")) if len(word) >= _LEAST}
