"""Changes planted in what the PDF of a report is made of: one each, all of them to be seen on paper."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from support.evaluation.planted import SWAPS

Place = tuple[Any, Any]
"""A list or a mapping, and where in it a text stands."""


class PaperChange(NamedTuple):
    """What was changed, in words, the values with it, and of which kind the change is."""

    what: str
    values: str
    kind: str


def planted_on_paper(values: str, rng: random.Random) -> PaperChange:
    """One change, of any kind."""
    kinds: list[Callable[[Any, random.Random], str]] = [
        *(_digit, _digit, _digit, _word, _word, _cells, _hidden, _row, _sentence, _drawn, _drawn, _said)
    ]
    while True:
        data, kind = json.loads(values), rng.choice(kinds)
        what = kind(data, rng)
        if what:
            changed = json.dumps(data, ensure_ascii=False, sort_keys=True)
            return PaperChange(what, changed, kind.__name__.strip("_"))


def _texts(node: Any) -> Iterator[Place]:
    """Yield each text that is printed as it is: no picture, and not which language something is in."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("svg", "language", "region"):
                continue
            if isinstance(value, str):
                yield node, key
            yield from _texts(value)
    elif isinstance(node, list):
        for at, value in enumerate(node):
            if isinstance(value, str):
                yield node, at
            yield from _texts(value)


def _tables(data: Any) -> list[Any]:
    """All tables that have rows."""
    sections = [*data["sections"], *data["tables"], *data["more"]]
    return [table for section in sections for table in section["tables"] if table["rows"]]


def _put(place: Place, text: str) -> str:
    node, at = place
    if node[at] == text:
        return ""
    what = f"{node[at][:70]} -> {text[:70]}"
    node[at] = text
    return what


def _other_digit(text: str, rng: random.Random) -> str:
    at = rng.choice([n for n, sign in enumerate(text) if sign in "0123456789"])
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _digit(data: Any, rng: random.Random) -> str:
    """Another digit in a sentence, a cell, a heading, or what is said of a picture."""
    places = [place for place in _texts(data) if re.search("[0-9]", place[0][place[1]])]
    place = rng.choice(places)
    return _put(place, _other_digit(place[0][place[1]], rng))


def _word(data: Any, rng: random.Random) -> str:
    """A word that says the contrary."""
    word, instead = rng.choice(SWAPS[data["language"]]).split("|")
    places = [place for place in _texts(data) if re.search(rf"\b{word}\b", place[0][place[1]])]
    if not places:
        return ""
    place = rng.choice(places)
    return _put(place, re.sub(rf"\b{word}\b", instead, place[0][place[1]], count=1))


def _cells(data: Any, rng: random.Random) -> str:
    """Two cells of a row that have changed places."""
    row = rng.choice(rng.choice(_tables(data))["rows"])
    at = rng.randrange(len(row) - 1)
    if row[at] == row[at + 1]:
        return ""
    row[at], row[at + 1] = row[at + 1], row[at]
    return f"{row[at]} <-> {row[at + 1]}"


def _hidden(data: Any, rng: random.Random) -> str:
    """A hidden cell that is shown, or a shown one that is hidden."""
    row = rng.choice(rng.choice(_tables(data))["rows"])
    at = rng.randrange(1, len(row))
    return _put((row, at), str(rng.randint(1, 9)) if row[at] == "x" else "x")


def _row(data: Any, rng: random.Random) -> str:
    """A row that is not there any more."""
    table = rng.choice(_tables(data))
    return "without " + " | ".join(table["rows"].pop(rng.randrange(len(table["rows"]))))


def _sentence(data: Any, rng: random.Random) -> str:
    """A sentence, a quote, a point or a chart that is not there any more."""
    lists = [
        section[key]
        for section in (*data["sections"], *data["more"])
        for key in ("sentences", "quotes", "points", "charts")
        if section[key]
    ]
    gone = rng.choice(lists)
    return f"without {str(gone.pop(rng.randrange(len(gone))))[:70]}"


_SHAPES = (
    r'<circle cx="([\d.]+)"',
    r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="20\.0"',
    r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="28\.0" fill="#([0-9a-f]{6})"',
)


def _drawn(data: Any, rng: random.Random) -> str:
    """A number in a picture, a dot that moved, a bar of another length, a square of another darkness."""
    charts = [chart for section in data["sections"] for chart in section["charts"]]
    chart = rng.choice(charts)
    pattern = rng.choice((*_SHAPES, r">([^<>]*[0-9][^<>]*)</text>"))
    matches = list(re.finditer(pattern, chart["svg"]))
    if not matches:
        return ""
    match = rng.choice(matches)
    if pattern.startswith(">"):
        text = _other_digit(match[1], rng)
    elif "fill" in pattern:
        channels = [int(match[1][n : n + 2], 16) for n in (0, 2, 4)]
        text = "".join(f"{max(0, min(255, each + rng.choice([-40, -20, 20, 40]))):02x}" for each in channels)
    else:
        text = f"{abs(float(match[1]) + rng.choice([-30, -12, -4, 3, 9, 25])):.1f}"
    begin, end = match.span(1)
    if text == match[1]:
        return ""
    chart["svg"] = chart["svg"][:begin] + text + chart["svg"][end:]
    return f"{chart['title']}: {match[0][-70:]} -> {text}"


def _said(data: Any, rng: random.Random) -> str:
    """A picture that is called otherwise for those who hear it."""
    chart = rng.choice([chart for section in data["sections"] for chart in section["charts"]])
    words = chart["alt"].split()
    del words[rng.randrange(len(words))]
    chart["alt"] = " ".join(words)
    return f"alt: {chart['alt'][:70]}"
