"""Signs that no reader sees, and that a terminal may obey: their names, and stand-ins for them.

A control character moves the cursor or renames the window, a sign of direction shows a text otherwise
than it is, a sign without width makes two names look the same. The same signs have honest uses: a joiner
inside an emoji or an Arabic or Indic word, a variation selector behind the sign that it shapes, a mark of
direction in a right-to-left text, a blank without width between words of Thai or Khmer. Those are no
hidden signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_CANDIDATE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
"""The flag of a region, whose letters are signs that nobody sees."""
_JOINING = re.compile(
    "[\u0600-\u0dff\u0f00-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Scripts whose letters take another shape beside a joiner or a non-joiner."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\uaa60-\uaadf]")
"""Scripts that write no blank between words."""
_JOINERS, _MARKS = "\u200c\u200d", "\u061c\u200e\u200f"
_EMOJI_JOINER, _BLANK, _KEYCAP, _SOFT_HYPHEN = "\u200d", "\u200b", "\u20e3", "\xad"
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SHAPED = frozenset(("So", "Sm", "Sk", "Lo", "Po", "Pd"))
"""Categories of signs that have variants, emoji and ideographs above all."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL_NAMES = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0B: "LINE TABULATION",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0x90: "DEVICE CONTROL STRING",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
    0x9D: "OPERATING SYSTEM COMMAND",
}
"""Aliases of Unicode, which gives control characters no names."""


def hidden_signs(text: str) -> list[tuple[int, str]]:
    """Each hidden sign of a text with its index; line ends, tabs, soft hyphens and honest uses are none."""
    return [(at, sign) for at, sign in _unseen(text) if sign != _SOFT_HYPHEN]


def visible(text: str) -> str:
    """The text with each hidden sign as a reader can see it, such as ``\\x1b``; soft hyphens go."""
    return _replaced(text, lambda sign: "" if sign == _SOFT_HYPHEN else ascii(sign)[1:-1])


def without_hidden_signs(text: str, instead: str = "") -> str:
    """The text with something else in the place of each hidden sign; soft hyphens go."""
    return _replaced(text, lambda sign: "" if sign == _SOFT_HYPHEN else instead)


def without_unseen(text: str) -> tuple[str, Sequence[int]]:
    """The text without any sign that nobody sees, honest or not, and where each sign that stays stood."""
    if not _CANDIDATE.search(text):
        return text, range(len(text))
    places = [at for at, sign in enumerate(text) if sign.isspace() or not _CANDIDATE.match(sign)]
    return "".join(text[at] for at in places), places


def json_escaped(text: str) -> str:
    """JSON with each hidden sign as an escape, so that a program reads the same text as before."""
    return _replaced(text, _json_escape)


def sign_name(sign: str) -> str:
    """A sign's number and name in Unicode: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    name = unicodedata.name(sign, "") or _CONTROL_NAMES.get(ord(sign), "")
    return f"U+{ord(sign):04X} {name}".rstrip()


def is_control(sign: str) -> bool:
    """Whether a terminal may take the sign for an order."""
    return unicodedata.category(sign) == "Cc"


def turns_direction(sign: str) -> bool:
    """Whether the sign makes the letters after it run the other way."""
    return _DIRECTION.match(sign) is not None


def _replaced(text: str, stand_in: Callable[[str], str]) -> str:
    parts, last = [], 0
    for at, sign in _unseen(text):
        parts += [text[last:at], stand_in(sign)]
        last = at + 1
    return "".join((*parts, text[last:])) if last else text


def _unseen(text: str) -> list[tuple[int, str]]:
    """Hidden signs and soft hyphens; in a time that grows with the text, whatever is in it."""
    if text.isascii() and text.isprintable():
        return []
    if "\U000e007f" in text:
        text = _FLAG.sub(lambda flag: flag[0][0] * len(flag[0]), text)
    candidates = list(_CANDIDATE.finditer(text))
    if not candidates:
        return []
    turned = _RIGHT_TO_LEFT.search(text) is not None
    unseen: list[tuple[int, str]] = []
    for match in candidates:
        at = match.start()
        # a sign that is hidden itself is no honest neighbour
        before = "" if at == 0 or (unseen and unseen[-1][0] == at - 1) else text[at - 1]
        if not _is_honest(match[0], before, text[at + 1 : at + 2], turned):
            unseen.append((at, match[0]))
    return unseen


def _is_honest(sign: str, before: str, after: str, turned: bool) -> bool:
    """Whether a sign does its work; ``turned``: there are letters that run from right to left."""
    if sign in _JOINERS:
        joins = sign == _EMOJI_JOINER and _is_emoji(before, "\ufe0f") and _is_emoji(after)
        return joins or _JOINING.match(before) is not None
    if sign in _MARKS:
        return turned
    if sign == _BLANK:
        return _UNSPACED.match(before) is not None and _UNSPACED.match(after) is not None
    if not before or _SELECTOR.match(sign) is None:
        return False
    if before.isascii():
        return after == _KEYCAP
    return before == "ℹ" or unicodedata.category(before) in _SHAPED


def _is_emoji(sign: str, also: str = "") -> bool:
    """Whether a joiner may be next to the sign in an emoji: a picture, a shade of skin, an arrow."""
    return bool(sign) and (sign in f"↔↕🏻🏼🏽🏾🏿{also}" or unicodedata.category(sign) == "So")


def _json_escape(sign: str) -> str:
    units = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
