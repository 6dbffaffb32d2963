"""Damaged halves: whatever is done to one language alone is found, named, and refused."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.publishing.documents.markup import BlockKind, Document, Span, SpanKind
from besrour_cli.publishing.documents.parse import parse
from besrour_cli.publishing.documents.render import typeset
from besrour_cli.publishing.letters.letters import expected, letters
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.letters.template_facts import letter_facts
from besrour_cli.publishing.parity import compare
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import Templates
from support.campaigns.thorough import thorough
from support.publishing.damage import Damage, added, lines, swapped_rows, without, words

PLAIN = (
    Span(SpanKind.WORDS, "This is what we would like to say to you, and it is for the people of the team."),
)
NB = "\u00a0"
LATE = given.slot("2027-01-cafe", 2027, 1, 20, 20, 30)


@lru_cache
def half(language: str, kind: str = "invitation") -> Document:
    places = distinct_places(given.MEMBERS)
    facts = letter_facts(given.PROGRAMME, given.SESSION, LATE, given.MEMBERS[2], places, language)
    facts = {**facts, "table": ""}
    return typeset(parse(Templates(given.templates()).prose(f"{kind}.{language}.md", facts), language))


def mistakes(first: Document, other: Document) -> list[Diagnostic]:
    halves = [
        ComparedHalf(first, "templates/a.fr.md"),
        ComparedHalf(other, "templates/a.en.md"),
    ]
    return list(
        compare.mistakes(
            halves, ("fr", "en"), expected(given.PROGRAMME, given.SESSION, distinct_places(given.MEMBERS))
        )
    )


def swap_blocks(document: Document) -> Document:
    blocks = list(document.blocks)
    blocks[-1], blocks[-2] = blocks[-2], blocks[-1]
    heads = [i for i, b in enumerate(blocks) if b.kind is BlockKind.LIST]
    blocks[heads[0]], blocks[heads[1]] = blocks[heads[1]], blocks[heads[0]]
    return document._replace(blocks=tuple(blocks))


def head_only(document: Document) -> Document:
    return document._replace(blocks=())


FRENCH: dict[str, Damage] = {
    "an hour later": words(f"de 21{NB}h{NB}30", f"de 22{NB}h{NB}30"),
    "another minute": words(f"21{NB}h{NB}30", f"21{NB}h{NB}45"),
    "the end of the session": words(f"à 23{NB}h", f"à 22{NB}h"),
    "another day": words(f"20{NB}janvier", f"21{NB}janvier"),
    "another month": words(f"20{NB}janvier", f"20{NB}juin"),
    "another year": words(f"janvier{NB}2027", f"janvier{NB}2026"),
    "another weekday": words("Mercredi", "Mardi"),
    "no weekday": words("Mercredi ", ""),
    "another offset": words(f"UTC+1{NB}h", f"UTC+2{NB}h"),
    "the sign of an offset": words(f"UTC−7{NB}h", f"UTC+7{NB}h"),
    "half an offset": words(f"UTC−3{NB}h{NB}30", f"UTC−3{NB}h"),
    "a link": words("https://example.org/papers/bedside", "https://example.org/papers/bedsides"),
    "the meeting link": words("pwd=abc_DEF", "pwd=abc_DEG"),
    "the passcode": words("cafe27", "cafe28"),
    "the meeting number": words("812 3456 7890", "812 3456 7809"),
    "the phone": words("555 0100", "555 0101"),
    "the address to write to": words("cafe@example.org", "coffee@example.org"),
    "the unsubscribe address": words("example.org/unsubscribe", "example.org/unsub"),
    "the length": words("90 minutes", "60 minutes"),
    "a name dropped": words("University of British Columbia", "une autre équipe"),
    "a name misspelt": words("Memorial University", "Memorial Universty"),
    "who signs": words("Amina Tremblay", "Amine Tremblay"),
    "the title": words("Enseigner au chevet", "Apprendre au chevet"),
    "the postal code": words("L0L 0L0", "L1L 0L0"),
    "the zone data": words("2026f", "2026e"),
    "a place in the table": words("Katmandou", "Nairobi"),
    "two rows swapped": lines(BlockKind.TABLE, swapped_rows),
    "a row lost": lines(BlockKind.TABLE, lambda b: b._replace(lines=b.lines[: -b.columns])),
    "a day mark lost": words(f", 21{NB}janv. (le lendemain)", ""),
    "a list item lost": lines(BlockKind.LIST, lambda b: b._replace(lines=b.lines[:-1])),
    "a list item twice": lines(BlockKind.LIST, lambda b: b._replace(lines=(*b.lines, b.lines[-1]))),
    "a section lost": without(BlockKind.HEADING, 3),
    "a paragraph lost": without(BlockKind.PARAGRAPH, 1),
    "a paragraph more": added("Un mot de plus."),
    "the panel lost": without(BlockKind.PANEL),
    "the table lost": without(BlockKind.TABLE),
    "a heading in English": words("Si votre connexion est faible", "If your connection is weak"),
    "a paragraph in English": lines(BlockKind.PARAGRAPH, lambda b: b._replace(lines=(PLAIN,))),
    "a time in English": words(f"de 21{NB}h{NB}30", f"de 9:30{NB}p.m."),
    "a time with a colon": words(f"de 21{NB}h{NB}30", "de 21:30"),
    "a time that breaks": words(f"21{NB}h{NB}30", "21 h 30"),
    "a space before a question mark": words("manque?", "manque ?"),
    "no space before a colon": words(f"Animation{NB}:", "Animation:"),
    "a straight apostrophe": words("l’unité", "l'unité"),
    "English quotation marks": words(f"«{NB}Café Besrour{NB}»", "“Café Besrour”"),
    "the first without its ending": words(f"20{NB}janvier", f"1{NB}janvier"),
    "zone letters": words("votre voix", "heure : EST, votre voix"),
    "blocks in another order": swap_blocks,
    "the whole half": head_only,
    "letters in a wrong encoding": words("équipes", "Ã©quipes"),
}


@pytest.mark.parametrize("name", FRENCH)
def test_damage_to_the_french_half_is_found(name: str) -> None:
    """Each of fifty ways to damage one half alone."""
    found = mistakes(FRENCH[name](half("fr")), half("en"))
    assert found
    assert all(str(p.what) and str(p.remedy) and p.spot.path.startswith("templates/a.") for p in found)


ENGLISH: dict[str, Damage] = {
    "morning for evening": words(f"9:30{NB}p.m.", f"9:30{NB}a.m."),
    "no half of the day": words(f"11:00{NB}p.m.", "11:00"),
    "capitals": words(f"9:30{NB}p.m.", f"9:30{NB}PM"),
    "another day": words(f"January{NB}20", f"January{NB}19"),
    "noon in figures": words(f"9:30{NB}p.m.", f"12:00{NB}p.m."),
    "a French heading": words("If your connection is weak", "Si votre connexion est faible"),
    "a French time": words(f"9:30{NB}p.m.", f"21{NB}h{NB}30"),
    "a list item lost": lines(BlockKind.LIST, lambda b: b._replace(lines=b.lines[1:])),
    "a name": words("Université de Kinshasa", "University of Kinshasa"),
    "a place": words("Cairo", "Vancouver"),
}


@pytest.mark.parametrize("name", ENGLISH)
def test_damage_to_the_english_half_is_found(name: str) -> None:
    """The same the other way round."""
    assert mistakes(half("fr"), ENGLISH[name](half("en")))


def small(language: str, source: str) -> Document:
    """A half of a few blocks."""
    return typeset(parse(source, language))


def codes(french: str, english: str) -> list[str]:
    """The codes of all that is wrong with two small halves, nothing else being known of the letter."""
    halves = [ComparedHalf(small("fr", french), "a.fr.md"), ComparedHalf(small("en", english), "a.en.md")]
    return [each.code for each in compare.mistakes(halves, ("fr", "en"), ExpectedFacts())]


def test_a_reminder_in_one_language_alone_is_found() -> None:
    """The mark of the subject: French readers would take the letter for a new one."""
    marked, plain = "mark: Reminder\n---\nTake a seat.", "Take a seat."
    assert codes("Prenez place.", plain) == []
    assert codes("mark: Rappel\n---\nPrenez place.", marked) == []
    assert codes("Prenez place.", marked) == ["parity-halves-differ"]


def test_blocks_in_another_order_are_found() -> None:
    """As many of each kind, the list before the paragraph in one half and behind it in the other."""
    assert codes("Prenez place.\n\n- Un mot", "- A word\n\nTake a seat.") == ["parity-order"]


def test_a_half_that_leaves_most_of_it_out_is_found_by_its_length() -> None:
    """One paragraph each, and no figure to tell by."""
    long = (
        "We begin with a story of somebody who learned something from a patient, and go on from there. " * 5
    )
    short = "Nous commençons par une histoire, puis nous parlons ensemble de ce qu’elle nous apprend. " * 3
    assert codes(short * 2, long) == []
    assert codes(short, long) == ["parity-length"]


def test_a_mistake_that_stands_twice_is_told_once() -> None:
    """The same words with the same fault in two paragraphs: one line of the coordinator’s list."""
    halves = [
        ComparedHalf(parse("Venez «tous».\n\nVenez «tous».", "fr"), "a.fr.md"),
        ComparedHalf(small("en", "All of you come.\n\nAll of you come."), "a.en.md"),
    ]
    assert len(list(compare.mistakes(halves, ("fr", "en"), ExpectedFacts()))) > 1
    with pytest.raises(DiagnosticsError) as refused:
        compare.check(halves, ("fr", "en"), ExpectedFacts())
    assert [problem.code for problem in refused.value.problems] == ["parity-typography"]


def test_a_page_has_its_own_address_in_each_language() -> None:
    """Two addresses of one page are the same; where a page has one language, another address is another."""
    page = {"fr": "https://example.org/aide", "en": "https://example.org/help"}
    halves = [
        ComparedHalf(small(code, f"{words} {page[code]}"), f"a.{code}.md")
        for code, words in (("fr", "Lisez"), ("en", "Read"))
    ]
    for pages, wrong in ((page, []), ({"en": page["en"]}, ["parity-halves-differ"])):
        found = compare.mistakes(halves, ("fr", "en"), ExpectedFacts(pages=(pages,)))
        assert [each.code for each in found] == wrong


def test_how_many_ways_are_tried() -> None:
    """More than the forty asked for, and letters that are not damaged have no mistake."""
    assert (len(FRENCH), len(ENGLISH)) == (50, 10)
    assert mistakes(half("fr"), half("en")) == []


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("hour", [0, 12, 21, *map(thorough, (3, 6, 9, 15, 18))])
def test_no_honest_letter_is_accused(kind: LetterKind, hour: int) -> None:
    """Every kind, at hours round the clock: noon, midnight and other days included."""
    slot = given.slot("2027-01-cafe", 2027, 3, 1, hour % 23, 0)
    assert (
        len(list(letters(given.PROGRAMME, given.SESSION, slot, kind, given.MEMBERS, given.templates()))) == 5
    )


def test_a_coordinator_who_changes_one_language_alone_is_told() -> None:
    """A time written by hand into one template: nothing is written, the file and both values are named."""
    shipped = given.templates()
    own = {
        **shipped,
        "shipped/invitation.fr.md": shipped["invitation.fr.md"],
        "invitation.fr.md": "{% block greeting %}\nBonjour {{ reader.name }}, à 15 h,\n{% endblock %}",
    }
    with pytest.raises(DiagnosticsError) as caught:
        letters(given.PROGRAMME, given.SESSION, given.SLOT, LetterKind.INVITATION, given.MEMBERS, own)
    assert any(
        p.spot.path == "templates/invitation.fr.md" and f"15{NB}h" in str(p.what)
        for p in caught.value.problems
    )


def test_a_description_that_differs_is_found_in_the_session_file() -> None:
    """What the coordinator wrote in a session's file is named with that file."""
    descriptions = {
        "en": "Registration closes on January 12.",
        "fr": "Les inscriptions se terminent le 13 janvier.",
    }
    session = replace(given.SESSION, descriptions=descriptions)
    with pytest.raises(DiagnosticsError) as caught:
        letters(given.PROGRAMME, session, given.SLOT, LetterKind.INVITATION, given.MEMBERS, given.templates())
    assert caught.value.problems[0].spot.path == "sessions/2027-01-cafe.yaml"
