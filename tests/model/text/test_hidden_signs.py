"""Hidden signs are told, whatever they hide in; the same signs in their honest uses stay as they are."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.model.text.hidden_signs import (
    hidden_signs,
    json_escaped,
    sign_name,
    visible,
    without_hidden_signs,
)
from support.campaigns.thorough import a_few

HONEST = [
    "Zoé Üñal — l’été, n° 3\u00a0: «\u202fça\u202f» Saint\u2011Malo",
    "👩\u200d⚕️ 👩🏽\u200d🔬 👨\u200d👩\u200d👧 🏳️\u200d🌈 ❤️\u200d🔥 🧔\u200d♂️",
    "1\ufe0f\u20e3 ©\ufe0f ‼\ufe0f ☎\ufe0e ℹ\ufe0f ↔\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "می\u200cخواهم ه\u200d",
    "क्\u200dष ക്\u200d ශ්\u200dරී",
    "سارة (Sarah)\u200f, \u200eC++",
    "ภาษา\u200bไทย",
    "葛\U000e0100城",
    "line one\n\tline two",
]
HIDDEN = [
    "\x1b",
    "\x00",
    "\x07",
    "\x08",
    "\r",
    "\x7f",
    "\x9b",
    "\x85",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u2060",
    "\u2028",
    "\ufeff",
    "\ufe0f",
    "\u034f",
    "\u3164",
    "\U000e0041",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_uses_stay(text: str) -> None:
    """Nothing is told of them, and they are shown as they are."""
    assert hidden_signs(text) == []
    assert visible(text) == without_hidden_signs(text) == text


@pytest.mark.parametrize("sign", HIDDEN, ids=sign_name)
def test_a_hidden_sign_in_a_name_is_found_and_shown(sign: str) -> None:
    """Between Latin letters, at the ends, and beside an honest accent."""
    for text, at in ((f"Ma{sign}rie", 2), (f"Zoé{sign}", 3), (f"{sign}Luc", 0)):
        assert hidden_signs(text) == [(at, sign)]
        assert visible(text) == text.replace(sign, ascii(sign)[1:-1])
        assert without_hidden_signs(text) == text.replace(sign, "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\ufe0f\u200d❤", "a\\ufe0f\\u200d❤"),
        ("^\u200d`", "^\\u200d`"),
        ("😀\u200d\ufe0f", "😀\\u200d\\ufe0f"),
        ("a\u200d\u200db", "a\\u200d\\u200db"),
        ("ไ\u200bb", "ไ\\u200bb"),
        ("1\ufe0f2", "1\\ufe0f2"),
    ],
)
def test_an_honest_sign_in_the_wrong_place_is_hidden(text: str, shown: str) -> None:
    """A selector behind a letter opens no way for a joiner, and a joiner at the end joins nothing."""
    assert visible(text) == shown


def test_a_soft_hyphen_is_not_told_and_not_shown() -> None:
    """It says only where a word may be broken."""
    assert hidden_signs("sa\xadlut") == []
    assert visible("sa\xadlut") == "salut"


def test_signs_have_their_names() -> None:
    """Unicode's own; controls have aliases."""
    assert sign_name("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert sign_name("\x1b") == "U+001B ESCAPE"
    assert sign_name("\x01") == "U+0001"


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("".join(HIDDEN)))))
def test_what_is_shown_holds_nothing_hidden(text: str) -> None:
    """Whatever the text; showing it again changes nothing, and JSON reads back as it was."""
    for shown in (visible(text), without_hidden_signs(text)):
        assert not any(ord(sign) < 0x20 and sign not in "\n\t" for sign in shown)
        assert hidden_signs(shown) == []
        assert visible(shown) == shown
    data = json_escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(data) == text
    assert hidden_signs(data) == []


@pytest.mark.parametrize(
    "sign", a_few(["\x1b", "\u200d", "\u200e", "\ufe0f", "\U000e0067", "🏴\U000e0067"], 2)
)
def test_a_long_text_takes_a_time_that_grows_with_it(sign: str) -> None:
    """Eight times as many signs take some eight times as long, and not sixty-four times."""
    few, many = (_seconds(sign * number) for number in (10_000, 80_000))
    assert many < 30 * few


def _seconds(text: str) -> float:
    """The least time of three in which a text is made visible."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        visible(text)
        taken.append(time.process_time() - begun)
    return min(taken)
