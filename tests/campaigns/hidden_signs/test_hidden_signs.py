"""Hidden signs by every way into the program: none reaches the terminal, and no command falls over one.

The campaign: ``python3 dev.py campaigns tests/campaigns/hidden_signs -s`` prints how many it tried.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from support.campaigns.hidden_signs import WAYS, Way, command_lines, leaks, programme, said

SIGNS = [
    *map(chr, (*range(0x00, 0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
    *"\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067",
    *"\u2068\u2069\ufeff\ufe0f\u034f\u115f\u3164\uffa0\u180e\ufff9\U000e0001\U000e0041\U000e0100\U0001d173\xad",
]
WORDS = [
    "\x1b[2J",
    "\x1b]8;;http://x\x07",
    "\x1b[8m",
    "\x9b31m",
    "é",
    "👩\u200d⚕️",
    "می\u200cخ",
    '"',
    ",",
    ":",
    "{x}",
    "[/red]",
]
TRIES = 12
"""Texts by each way."""


@pytest.mark.campaign
@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.name))
def test_no_sign_comes_through(
    way: Way, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random mixtures of signs and words, in colours and without."""
    dice = random.Random(way.name)
    runs = 0
    for number in range(TRIES):
        text = "".join(
            dice.choice(SIGNS if dice.random() < 0.7 else WORDS) for _ in range(dice.randint(1, 6))
        )
        monkeypatch.setenv("FORCE_COLOR" if number % 2 else "NO_COLOR", "1")
        folder = tmp_path / str(number)
        programme(folder)
        way.put(folder, text)
        for line in command_lines(way, folder, text):
            answer = said(folder, line, capsys)
            runs += 1
            assert leaks(answer) == [], (text, line)
            assert answer.code != 70 and "Traceback" not in answer.text, (text, line, answer.text)
        monkeypatch.delenv("FORCE_COLOR" if number % 2 else "NO_COLOR")
    with capsys.disabled():
        print(f"{way.name}: {runs} runs, 0 leaks")
