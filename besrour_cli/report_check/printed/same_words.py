"""Whether what is printed is what was meant: lines end, words are hyphenated, letters are joined on paper."""

from __future__ import annotations

import re
import unicodedata

from besrour_cli.model.evaluation.printed import LINE_END

_BLANK = re.compile(r"[^\S\n]+")
_HYPHEN = re.compile("[-\u00ad\u2010\u2011]")
_AROUND = 40


def are_alike(printed: str, meant: str) -> bool:
    """Whether a printed text is a text that was meant: a line may end at a blank, or within a word."""
    pattern = ""
    lines = [_BLANK.sub(" ", line.strip()) for line in _letters(printed).split(LINE_END)]
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        if not last and line.endswith("-"):
            pattern += re.escape(line[:-1]) + "-? ?"
        else:
            pattern += re.escape(line) + ("" if last else " ?")
    return re.fullmatch(pattern, _plain(meant)) is not None


def folded(text: str) -> str:
    """A text by which a printed one finds its place: without blanks and hyphens."""
    return _HYPHEN.sub("", re.sub(r"\s", "", _letters(text)))


def difference(printed: str, meant: str) -> tuple[str, str]:
    """Where two texts differ, with some words around; long texts are cut."""
    one, other = _plain(printed), _plain(meant)
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < min(len(one), len(other)) - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return _cut(one, begin, len(one) - end), _cut(other, begin, len(other) - end)


def _cut(text: str, begin: int, end: int) -> str:
    first, last = max(0, begin - _AROUND), min(len(text), end + _AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _letters(text: str) -> str:
    """Joined letters as those that they join, blanks of all kinds as one, hyphens as one."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return _HYPHEN.sub("-", plain)


def _plain(text: str) -> str:
    return " ".join(_letters(text).split())
