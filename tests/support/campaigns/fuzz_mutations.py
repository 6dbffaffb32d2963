"""How a file is spoiled: small slips, strange signs, values out of every range, bombs of size and depth."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from hashlib import sha256

_SIGNS = [
    *"\"'`{}[]()<>:;,|#&*!%@~\\/=+-?^$.0 \t\n\r",
    *"\x00\x07\x1b\x7f\x85\xa0\u200b\u200d\u202e\u2028\ufeff\ufffd\U0001f600é",
    "\r\n",
    "\n\n",
    ": ",
    " #",
    "- ",
    "---\n",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "<<: *a",
    "\\u0000",
    '"""',
    "&amp;",
    "=\n",
    "\ud7ff",
    "ß",
    "İ",
]
_VALUES = [
    "",
    "0",
    "-1",
    "1e999",
    "nan",
    "99999999999999999999",
    "9" * 5000,
    "null",
    "true",
    "[]",
    "{}",
    "0001-01-01",
    "9999-12-31",
    "2027-02-30",
    "0001-01-01T00:00Z",
    "9999-12-31T23:59Z",
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59-12:00",
    "2027-03-14T02:30",
    "24:00",
    "25:61",
    "America/Nowhere",
    "../../etc/passwd",
    "Etc/UTC",
    "con",
    "x" * 300,
    "é" * 300,
    "20270101T000000Z",
    "00010101T000000Z",
    "99991231T235959Z",
    "FREQ=SECONDLY;COUNT=999999999",
    "P9999999999D",
    "=?utf-8?b?////?=",
    "{{ reader.name|upper }}",
    "{{ 1/0 }}",
    "{% for i in range(1000) %}{% for j in range(1000) %}x{% endfor %}{% endfor %}",
    "{{ 'x'.center(10**9) }}",
    "(a+)+$",
    "[",
    "noon",
    "12:00 a.m.",
    "UTC+99",
]
_WORD = re.compile(r"[\w./:+@-]+")
_CONTENT = re.compile(rb"^content: sha256-[0-9a-f]{64}\n", re.MULTILINE)
_MOST = 4
"""Changes of one file."""


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    sign: str = chance.choice(_SIGNS)
    return text[:at] + sign * chance.choice((1, 1, 1, 2, 3)) + text[at:]


def _delete(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 5, 40)) :]


def _value(text: str, chance: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + chance.choice(_VALUES) + text[word.end() :]


def _line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines.insert(to, lines[at])
        case 1:
            del lines[at]
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case _:
            lines[at] = chance.choice((" ", "  ", "\t")) + lines[at]
    return "".join(lines)


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _bomb(text: str, chance: random.Random) -> str:
    """Put something huge or deep at some place."""
    unit, count = chance.choice(
        [
            ("x", 40_000),
            ("9", 40_000),
            ("word ", 20_000),
            ("a@", 20_000),
            ("14:00 ", 4_000),
            ("[", 30_000),
            ('{"a":', 20_000),
            ("{a: ", 5_000),
            ("- ", 5_000),
            ("(", 5_000),
            ("{% if 1 %}", 2_000),
            ("{{", 5_000),
            (" ", 40_000),
            ("\n", 40_000),
            (",", 40_000),
            ('"', 40_001),
            ("**", 20_000),
            ("iVBORw0KGgo/", 4_000),
            ("Content-Type: message/rfc822\n\n", 1_000),
            ("BEGIN:VEVENT\n", 3_000),
            ("<p>", 10_000),
            ("<a href=", 5_000),
        ]
    )
    at = chance.choice((0, len(text), chance.randrange(len(text) + 1)))
    return text[:at] + unit * count + text[at:]


_WAYS: list[tuple[Callable[[str, random.Random], str], int]] = [
    (_insert, 6),
    (_delete, 4),
    (_value, 8),
    (_line, 4),
    (_cut, 1),
    (_bomb, 2),
]


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The bytes of a file with one to four things wrong in it."""
    text = data.decode("utf-8", "surrogateescape")
    ways, weights = [way for way, _ in _WAYS], [weight for _, weight in _WAYS]
    for _ in range(chance.randint(1, _MOST)):
        text = chance.choices(ways, weights)[0](text, chance)
    made = text.encode("utf-8", "surrogateescape")
    return _recoded(made, chance)


def _recoded(data: bytes, chance: random.Random) -> bytes:
    """The bytes in another encoding, or with some of them changed; most often as they are."""
    match chance.randrange(16):
        case 0:
            return data.decode("utf-8", "replace").encode(
                chance.choice(("utf-16", "utf-16-be", "cp1252", "utf-32")), "replace"
            )
        case 1:
            changed = bytearray(data)
            for _ in range(min(len(changed), chance.randint(1, 5))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            return bytes(changed)
        case _:
            return data


def with_digest(data: bytes) -> bytes:
    """A plan with the digest that its bytes have, as somebody writes it who wants it believed."""
    found = _CONTENT.search(data)
    if found is None:
        return data
    digest = sha256(data[found.end() :]).hexdigest()
    return data[: found.start()] + f"content: sha256-{digest}\n".encode() + data[found.end() :]
