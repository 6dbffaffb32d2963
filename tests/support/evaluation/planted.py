"""Changes planted in the pages of a report, or in the rules that it was made by: one each, all visible.

A change is of a number (anywhere people read, in charts too), of how a chart draws it, of a word that says
what a number means, of the order or the presence of what is said, or of a rule.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from besrour_cli.model.evaluation.decisions import RuleComparison
from besrour_cli.report_check.raw_rows import RawRows

Pages = dict[str, str]


class PlantedChange(NamedTuple):
    """What was changed, in words, what is to be checked, and of which kind the change is."""

    what: str
    pages: Pages
    rows: RawRows
    kind: str = ""


_READ = re.compile(r"(?<=>)[^<>]+(?=<)")
"""What people read between two tags."""
_DATA = re.compile(r'<data value="([^"]+)">([^<]+)</data>')
SWAPS = {
    "en": [
        *("did not change|rose", "rose|fell", "fell|rose", "improved|became worse", "became worse|improved"),
        *("Improved|Worse", "Worse|Improved", "not met|met", "met|not met", "at least|at most"),
        *("at most|at least", "above|below", "lowest|highest", "highest|lowest", "Canada|West Africa"),
        *("West Africa|Canada", "English|French", "French|English", "came|stayed away", "less|more"),
        *("before|now", "now|before", "returned|did not return", "did not return|returned", "lower|higher"),
        *("higher|lower", "Planned|Borne", "no session|every session", "all|none", "hidden|12", "good|bad"),
        *("most in|least in", "above 0|below 0", "Response|Attendances", "weighted|as answered"),
        *("region|language", "Rejoins|Minutes", "Cliff’s delta|Median", "rose|fell", "dropped|held"),
    ],
    "fr": [
        *("n’a pas changé|a augmenté", "ont gagné|ont perdu", "En hausse|En baisse", "En baisse|En hausse"),
        *("Stable|En hausse", "respectée|non respectée", "au moins|au plus", "au plus|au moins"),
        *("plus petit|plus grand", "plus grand|plus petit", "Canada|Afrique de l’Ouest", "anglais|français"),
        *("français|anglais", "avant|maintenant", "maintenant|avant", "sont revenues|ne sont pas revenues"),
        *("ne sont pas|sont", "inférieure|supérieure", "aucune|toute", "Prévu|Porté", "venues|absentes"),
        *("au-dessus|au-dessous", "le plus|le moins", "région|langue", "pondérées|brutes"),
        *("Réponses|Présences", "reconnexions|minutes", "telle quelle|pondérée"),
    ],
}


def planted(pages: Mapping[str, str], rows: RawRows, rng: random.Random) -> PlantedChange:
    """One change, of any kind."""
    kinds: list[Callable[[Pages, RawRows, random.Random], PlantedChange | None]] = [
        _digit,
        _digit,
        _figure_everywhere,
        _figure_in_all_pages,
        _word,
        _word,
        _drawn,
        _left_out,
        _exchanged,
        _rule,
        _unmasked,
    ]
    while True:
        kind = rng.choice(kinds)
        change = kind(dict(pages), rows, rng)
        if change is not None and (change.pages != pages or change.rows != rows):
            return change._replace(kind=kind.__name__.strip("_"))


def _page(pages: Pages, rng: random.Random) -> tuple[str, int]:
    """A page, and where its body begins."""
    name = rng.choice(sorted(pages))
    return name, pages[name].index("<body>")


def _put(pages: Pages, name: str, begin: int, end: int, text: str) -> Pages:
    return {**pages, name: pages[name][:begin] + text + pages[name][end:]}


def _other_digit(text: str, rng: random.Random) -> str:
    at = rng.choice([n for n, sign in enumerate(text) if sign.isdigit()])
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def _digit(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange:
    """Another digit in any number that people read."""
    name, body = _page(pages, rng)
    match = rng.choice([m for m in _READ.finditer(pages[name], body) if re.search(r"\d", m[0])])
    text = _other_digit(match[0], rng)
    return PlantedChange(f"{name}: {match[0]} -> {text}", _put(pages, name, *match.span(), text), rows)


def _figure_everywhere(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A figure changed alike at every place of one page, charts left as they are."""
    name, body = _page(pages, rng)
    match = rng.choice(list(_DATA.finditer(pages[name], body)))
    if not re.search(r"\d", match[2]):
        return None
    text = _other_digit(match[2], rng)
    page = pages[name].replace(match[0], f'<data value="{match[1]}">{text}</data>')
    return PlantedChange(f"{name}: {match[1]} {match[2]} -> {text}", {**pages, name: page}, rows)


def _figure_in_all_pages(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A count changed alike in both languages and on all pages."""
    name, body = _page(pages, rng)
    match = rng.choice(list(_DATA.finditer(pages[name], body)))
    if not match[2].isdigit():
        return None
    text = str(int(match[2]) + rng.choice([-7, -3, 5, 6, 11])).removeprefix("-")
    wanted, instead = f">{match[2]}</data>", f">{text}</data>"
    changed = {
        page: words.replace(f'<data value="{match[1]}"{wanted}', f'<data value="{match[1]}"{instead}')
        for page, words in pages.items()
    }
    return PlantedChange(f"all: {match[1]} {match[2]} -> {text}", changed, rows)


def _word(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A word that says the contrary."""
    name, body = _page(pages, rng)
    word, instead = rng.choice(SWAPS[name.split(".")[1]]).split("|")
    places = [
        (match.start() + inner.start(), match.start() + inner.end())
        for match in _READ.finditer(pages[name], body)
        for inner in re.finditer(rf"\b{word}\b", match[0])
    ]
    if not places:
        return None
    begin, end = rng.choice(places)
    around = pages[name][max(body, begin - 30) : end + 30]
    return PlantedChange(
        f"{name}: {word} -> {instead} in {around!r}", _put(pages, name, begin, end, instead), rows
    )


_SHAPES = (
    re.compile(r'<circle cx="([\d.]+)"'),
    re.compile(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="20\.0"'),
    re.compile(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="28\.0" fill="#([0-9a-f]{6})"'),
)


def _drawn(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A dot moved, a bar longer or shorter, a square darker or lighter."""
    name, body = _page(pages, rng)
    matches = list(rng.choice(_SHAPES).finditer(pages[name], body))
    if not matches:
        return None
    match = rng.choice(matches)
    if len(match[1]) == 6 and "." not in match[1]:
        channels = [int(match[1][n : n + 2], 16) for n in (0, 2, 4)]
        moved = [max(0, min(255, each + rng.choice([-40, -20, 20, 40]))) for each in channels]
        text = "".join(f"{each:02x}" for each in moved)
    else:
        text = f"{abs(float(match[1]) + rng.choice([-30, -12, -4, 3, 9, 25])):.1f}"
    return PlantedChange(f"{name}: {match[0]} -> {text}", _put(pages, name, *match.span(1), text), rows)


def _left_out(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange:
    """A sentence, a row or a point of the annex that is not there any more."""
    name, body = _page(pages, rng)
    whole = re.compile(r"<p>.*?</p>|<tr><th scope=row>.*?</tr>|<div><dt>.*?</dd></div>", re.S)
    match = rng.choice(list(whole.finditer(pages[name], body)))
    return PlantedChange(f"{name}: without {match[0][:90]}", _put(pages, name, *match.span(), ""), rows)


def _exchanged(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """Two figures that have changed places, ids and all."""
    name, body = _page(pages, rng)
    matches = list(_DATA.finditer(pages[name], body))
    at = rng.randrange(len(matches) - 1)
    one, other = matches[at], matches[at + 1]
    if one[2] == other[2]:
        return None
    between = pages[name][one.end() : other.start()]
    text = f"{other[0]}{between}{one[0]}"
    return PlantedChange(
        f"{name}: {one[1]} and {other[1]}", _put(pages, name, one.start(), other.end(), text), rows
    )


def _unmasked(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A hidden figure that is shown at one place, or a shown one that is hidden there."""
    name, body = _page(pages, rng)
    matches = list(_DATA.finditer(pages[name], body))
    match = rng.choice([m for m in matches if m[2] in ("x", "–") or m[2].isdigit()])
    text = {"x": str(rng.randint(1, 9)), "–": f"{rng.randint(1, 99)}%"}.get(match[2], "x")
    return PlantedChange(
        f"{name}: {match[1]} {match[2]} -> {text}", _put(pages, name, *match.span(2), text), rows
    )


def _rule(pages: Pages, rows: RawRows, rng: random.Random) -> PlantedChange | None:
    """A rule with another value or comparison, one less, or a record of the rules that was changed."""
    at = rng.randrange(len(rows.decisions))
    decision = rows.decisions[at]
    rules = list(decision.rules)
    number = rng.randrange(len(rules))
    rule = rules[number]
    kind = rng.randrange(4)
    if kind == 0:
        rules[number] = rule._replace(value=rule.value + rng.choice([-0.2, -0.1, 0.05, 0.1]))
    elif kind == 1:
        others = [each for each in RuleComparison if each is not rule.comparison]
        rules[number] = rule._replace(comparison=rng.choice(others))
    elif kind == 2:
        del rules[number]
    else:
        seen = rows.rules_seen[0]
        changed = (*seen.lines[:-1], seen.lines[-1] + "1")
        what = f"recorded: {changed[-1]}"
        return PlantedChange(what, pages, rows._replace(rules_seen=(seen._replace(lines=changed),)))
    decisions = (*rows.decisions[:at], decision._replace(rules=tuple(rules)), *rows.decisions[at + 1 :])
    return PlantedChange(f"rule {rule.line}, kind {kind}", pages, rows._replace(decisions=decisions))
