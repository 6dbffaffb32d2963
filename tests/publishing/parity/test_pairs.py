"""Pairs of sentences in two languages: what says the same passes, what does not is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

import support.publishing.letter_programme as given
from besrour_cli.clock.formatting import DAYS, MONTHS
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.publishing.parity.session_texts import session_mistakes

NB = "\u00a0"
BEFORE = (
    "Learners remember the patients who taught them. We look for ways to thank those patients. ",
    "Les personnes en formation se souviennent des malades qui les ont instruites. "
    "Nous cherchons comment les remercier. ",
)
AFTER = (
    " Come and see what can be taught with a blanket, a bottle and a patient colleague.",
    " Venez voir ce qu’on peut enseigner avec une couverture, une bouteille et un collègue patient.",
)
COUNTRIES = (
    ("Kenya", "Kenya"),
    ("Cameroon", "Cameroun"),
    ("Chad", "Tchad"),
    ("Ethiopia", "Éthiopie"),
    ("Mauritania", "Mauritanie"),
    ("South Africa", "Afrique du Sud"),
    ("Cape Verde", "Cap-Vert"),
    ("Zambia", "Zambie"),
    ("Zimbabwe", "Zimbabwe"),
    ("Morocco", "Maroc"),
    ("Tanzania", "Tanzanie"),
    ("Ivory Coast", "Côte d’Ivoire"),
)
GENERATED = 160
"""So many pairs are made of each of the two kinds, beside those written by hand."""


class Pair(NamedTuple):
    """An English text with a French one that says the same, and with one that does not ("": none)."""

    english: str
    french: str
    damaged: str


def written() -> Iterator[Pair]:
    for line in Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Pair(*(part.strip() for part in line.split("|")))


def generated(random: Random) -> Iterator[Pair]:
    """Hours, dates, prices, shares, lengths and countries, each with another value beside it."""
    for _ in range(GENERATED // 8):
        hour, other = random.sample(range(1, 12), 2)
        minute = random.choice((5, 15, 30, 45))
        yield Pair(
            f"The call is at {hour}:{minute:02d} p.m. in Accra.",
            f"L’appel est à {hour + 12}{NB}h{NB}{minute:02d} à Accra.",
            f"L’appel est à {other + 12}{NB}h{NB}{minute:02d} à Accra.",
        )
        yield Pair(
            f"We talk from {min(hour, other)} to {max(hour, other)} a.m. in Lusaka.",
            f"Nous discutons de {min(hour, other)}{NB}h à {max(hour, other)}{NB}h à Lusaka.",
            f"Nous discutons de {min(hour, other)}{NB}h à {max(hour, other) + 1}{NB}h à Lusaka.",
        )
        (day, wrong), month = random.sample(range(2, 28), 2), random.randrange(12)
        english, french = MONTHS["en"][month], MONTHS["fr"][month]
        yield Pair(
            f"Answer by {english} {day}, 2027.",
            f"Répondez d’ici le {day} {french} 2027.",
            f"Répondez d’ici le {wrong} {french} 2027.",
        )
        one, two = random.sample(range(7), 2)
        yield Pair(
            f"We read together on {DAYS['en'][one]}s.",
            f"Nous lisons ensemble le {DAYS['fr'][one]}.",
            f"Nous lisons ensemble le {DAYS['fr'][two]}.",
        )
        price, dear = random.sample(range(11, 999), 2)
        yield Pair(
            f"The book costs ${price}.", f"Le livre coûte {price}{NB}$.", f"Le livre coûte {dear}{NB}$."
        )
        yield Pair(
            f"Some {price / 10}% of births are at home.",
            f"Environ {str(price / 10).replace('.', ',')}{NB}% des naissances ont lieu à la maison.",
            f"Environ {str(dear / 10).replace('.', ',')}{NB}% des naissances ont lieu à la maison.",
        )
        hours, quarter = random.randrange(2, 6), random.choice((15, 30, 45))
        yield Pair(
            f"The road takes {hours * 60 + quarter} minutes.",
            f"La route prend {hours}{NB}h{NB}{quarter}.",
            f"La route prend {hours}{NB}h{NB}{60 - quarter if quarter != 30 else 20}.",
        )
        first, second, third = random.sample(COUNTRIES, 3)
        yield Pair(
            f"Two countries host us: {first[0]} and {second[0]}.",
            f"Deux pays nous accueillent{NB}: {first[1]} et {second[1]}.",
            f"Deux pays nous accueillent{NB}: {first[1]} et {third[1]}.",
        )


PAIRS = (*written(), *generated(Random(17)))
PLACES = ((BEFORE, AFTER), (("", ""), AFTER), (BEFORE, ("", "")))
"""In the middle of a text, at its beginning and at its end."""


def found(english: str, french: str) -> list[Diagnostic]:
    session = replace(given.SESSION, descriptions={"en": english, "fr": french})
    return list(session_mistakes(given.PROGRAMME, session))


def around(text: str, place: tuple[tuple[str, str], tuple[str, str]], half: int) -> str:
    return place[0][half] + text + place[1][half]


def test_no_honest_pair_is_accused(capsys: pytest.CaptureFixture[str]) -> None:
    """What says the same in two languages passes, wherever it stands in the text."""
    accused = {
        (pair.english, pair.french): [str(problem.what) for problem in problems]
        for number, pair in enumerate(PAIRS)
        for place in (PLACES[number % 3],)
        if (problems := found(around(pair.english, place, 0), around(pair.french, place, 1)))
    }
    with capsys.disabled():
        print(f"\nhonest pairs: {len(PAIRS)}, accused: {len(accused)}")
    assert len(PAIRS) > 300
    assert not accused


def test_what_differs_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A French half with another hour, number, place or person is refused."""
    damaged = [pair for pair in PAIRS if pair.damaged]
    missed = [
        (pair.english, pair.damaged)
        for number, pair in enumerate(damaged)
        for place in (PLACES[number % 3],)
        if not found(around(pair.english, place, 0), around(pair.damaged, place, 1))
    ]
    with capsys.disabled():
        print(f"\ndamaged pairs: {len(damaged)}, missed: {len(missed)}")
    assert len(damaged) > 300
    # “both languages” answers any language: a half that names one of them is not seen to name too few
    assert missed == [("Both languages are welcome.", "Le français est bienvenu.")]


def test_a_difference_quotes_both_halves() -> None:
    """The sentence has the words of both halves, and a remedy."""
    problem, *others = found("The café is on Tuesday at noon.", f"Le café a lieu le jeudi à midi.{NB}")
    assert not others
    assert {"Tuesday", "jeudi"} <= set(str(problem.what).replace(",", " ").split())
    assert problem.remedy


@pytest.mark.parametrize(
    "unit", ["x", "1", "Aa ", "one hundred ", "cent mille ", "aGVsbG8+/", "@", "a.", ":1"]
)
def test_a_text_of_nothing_but_figures_or_letters_is_read(unit: str) -> None:
    """A pasted picture, a word without end: read in time that grows with its length, where it once hung."""
    found(unit * (10_000 // len(unit)), unit.replace("A", "B") * (10_000 // len(unit)))


def test_a_text_longer_than_any_letter_is_refused() -> None:
    """It is refused in one sentence with its size, and not compared."""
    problems = found("a word " * 6_000, "un mot " * 6_000)
    assert [problem.code for problem in problems] == ["parity-too-long"] * 2
    assert all("20000" in str(problem.what) or "20,000" in str(problem.what) for problem in problems)
