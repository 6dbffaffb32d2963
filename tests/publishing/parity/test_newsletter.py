"""The newsletter's halves, and the HTML beside the text: damage to one alone is found or cannot happen."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.publishing.documents.markup import BlockKind, Document
from besrour_cli.publishing.documents.parse import parse
from besrour_cli.publishing.documents.render import typeset
from besrour_cli.publishing.letters.letters import letters
from besrour_cli.publishing.letters.newsletter import _expected, newsletter, newsletter_facts
from besrour_cli.publishing.parity import compare
from besrour_cli.publishing.parity.extract_values import extract_values
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import Templates
from support.campaigns.thorough import a_few
from support.publishing.damage import Damage, added, lines, swapped_rows, without, words
from support.publishing.letter_reader import html_of, text_of

NB = "\u00a0"
NOW = given.utc(2027, 1, 5, 12, 0)


@lru_cache
def half(language: str) -> Document:
    facts = newsletter_facts(given.PROGRAMME, given.PLAN, NOW, language)
    source = Templates(given.templates()).prose(f"newsletter.{language}.md", facts)
    return typeset(parse(source, language))


def mistakes(first: Document, other: Document) -> list[Diagnostic]:
    halves = [
        ComparedHalf(first, "templates/n.fr.md"),
        ComparedHalf(other, "templates/n.en.md"),
    ]
    return list(compare.mistakes(halves, ("fr", "en"), _expected(given.PROGRAMME)))


FRENCH: dict[str, Damage] = {
    "another hour": words("midi", f"13{NB}h"),
    "another hour in the table": words(f"9{NB}h", f"8{NB}h"),
    "another day": words(f"20{NB}janvier", f"21{NB}janvier"),
    "another month": words("février 2027", "mars 2027"),
    "another weekday": words("Mercredi", "Jeudi"),
    "another length": words("90 minutes", "60 minutes"),
    "another offset": words(f"UTC+1{NB}h", f"UTC+2{NB}h"),
    "another address": words("cafe@example.org", "coffee@example.org"),
    "another unsubscribe address": words("example.org/unsubscribe", "example.org/unsub"),
    "the month of the issue": words("janvier 2027", "mars 2027"),
    "the zone data": words("2026f", "2026e"),
    "who signs": words("Amina Tremblay", "Amine Tremblay"),
    "a place in the table": words("Katmandou", "Nairobi"),
    "two rows swapped": lines(BlockKind.TABLE, swapped_rows),
    "a row lost": lines(BlockKind.TABLE, lambda b: b._replace(lines=b.lines[: -b.columns])),
    "a list item lost": lines(BlockKind.LIST, lambda b: b._replace(lines=b.lines[:-1])),
    "a session lost": without(BlockKind.SUBHEADING),
    "a section lost": without(BlockKind.HEADING, 2),
    "a paragraph lost": without(BlockKind.PARAGRAPH, 2),
    "a paragraph more": added("Un mot de plus."),
    "a heading in English": words("Participez", "Take part"),
    "a space before a semicolon": words("suffit, et", "suffit ; et"),
    "no space before a colon": words("infolettre, janvier 2027", "infolettre: janvier 2027"),
    "zone letters": words("C’est gratuit", "C’est gratuit (EST)"),
    "the whole half": lambda document: document._replace(blocks=()),
}


@pytest.mark.parametrize("name", FRENCH)
def test_damage_to_one_half_of_the_newsletter_is_found(name: str) -> None:
    """Twenty-five ways, each with a file to mend and a remedy."""
    found = mistakes(FRENCH[name](half("fr")), half("en"))
    assert found
    assert all(str(p.what) and str(p.remedy) and p.spot.path.startswith("templates/n.") for p in found)


def test_an_undamaged_newsletter_has_no_mistake() -> None:
    """So what is found above is the damage, in each of twenty-five ways."""
    assert len(FRENCH) == 25
    assert mistakes(half("fr"), half("en")) == []


@pytest.mark.parametrize("month", range(1, 13))
def test_no_honest_newsletter_is_accused(month: int) -> None:
    """Each month of a year."""
    made = newsletter(given.PROGRAMME, given.PLAN, given.utc(2027, month, 3, 12, 0), given.templates())
    assert len(made) == 3


def spoken(source: str) -> list[str]:
    """The halves of an HTML letter as words, addresses of links written out."""
    found = []
    for part in re.split(r'<div class="half"', source)[1:]:
        text = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', _written_out, part, flags=re.DOTALL)
        found.append(html.unescape(re.sub(r"<[^>]+>", " ", text)))
    return found


def _written_out(match: re.Match[str]) -> str:
    address, words_ = match[1].removeprefix("mailto:"), match[2]
    return words_ if address == words_ else f"{words_} {address}"


@pytest.mark.parametrize("kind", a_few(LetterKind, 2))
def test_the_html_claims_what_the_text_claims(kind: LetterKind) -> None:
    """Times, dates, offsets and addresses, half by half: neither part can be damaged without the other."""
    for letter in letters(given.PROGRAMME, given.SESSION, given.SLOT, kind, given.MEMBERS, given.templates()):
        plain = text_of(letter).split("\n* * *\n")
        rich = spoken(html_of(letter))
        assert len(plain) == len(rich) == 2
        order = (letter.language, "fr" if letter.language == "en" else "en")
        for one, two, language in zip(plain, rich, order, strict=True):
            told, shown = (
                extract_values(" ".join(one.split(" ")).replace("\n", " "), language),
                extract_values(two, language),
            )
            assert (told.times, told.dates, told.offsets) == (shown.times, shown.dates, shown.offsets)
            assert set(told.addresses) == set(shown.addresses)


def test_a_heading_made_of_names_alike_in_both_languages_is_no_mistake() -> None:
    """The series “Café” is called so in both; “News” above both halves was forgotten."""
    expected = ExpectedFacts(terms=({"en": "Café", "fr": "Café"},))

    def codes(heading: str) -> list[str]:
        halves = [
            ComparedHalf(parse(f"## {heading}\n\n{words}", language), "n.md")
            for language, words in (("fr", "Bienvenue à vous."), ("en", "Welcome to you."))
        ]
        return [found.code for found in compare.mistakes(halves, ("fr", "en"), expected)]

    assert codes("Café (Café)") == [] and codes("Café") == []
    assert codes("Café News") == ["parity-heading"] and "parity-heading" in codes("News")
