"""Texts of a further language: a sentence for each of English, with its addresses and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

SENTENCES = {
    "pt": (
        "Uma conversa com as pessoas que estão longe",
        "Falamos do que se faz e do que falta em cada lugar, com os colegas de outras terras",
        "Quem vem pode ouvir e contar o que sabe do seu trabalho, sem receio de errar",
    ),
    "sw": (
        "Mazungumzo na watu walio mbali",
        "Tunazungumza juu ya kazi katika kila mahali, na wenzetu wa nchi nyingine za dunia",
        "Kila mtu anaweza kusikiliza na kusema kwa lugha yake, bila hofu ya kukosea",
    ),
}
_ENGLISH = re.compile(r"( *)en:(.*)")
_FACTS = re.compile(r"[\w.-]+@[\w.-]+\w|\b\d+\b")


def further_text(english: str, code: str) -> str:
    """As many sentences as an English text has, and its addresses and figures in the last of them."""
    sentences = SENTENCES[code]
    facts = _FACTS.findall(english)
    bare = re.sub(r"[\w.-]+@[\w.-]+\w", "", english)
    count = len(re.findall(r"[.!?](?=\s|$)", bare.strip())) or 1
    said = [sentences[number % len(sentences)] for number in range(count)]
    return ". ".join([*said[:-1], ", ".join([said[-1], *facts])]) + "."


def add_texts(path: Path, code: str, numbers: Sequence[int] = ()) -> None:
    """Add a line in the language before English ones: those of some lines of a file, or all that it has."""
    lines = path.read_text("utf-8").split("\n")
    wanted = numbers or [n for n, line in enumerate(lines, 1) if _ENGLISH.fullmatch(line)]
    for number in sorted(wanted, reverse=True):
        match = _ENGLISH.fullmatch(lines[number - 1])
        assert match is not None, lines[number - 1]
        below = takewhile(re.compile(f"{match[1]} ").match, lines[number:])
        english = " ".join([match[2].replace(">-", "").replace("|", ""), *(line.strip() for line in below)])
        lines.insert(number - 1, f"{match[1]}{code}: {further_text(english, code)}")
    path.write_text("\n".join(lines), "utf-8")
