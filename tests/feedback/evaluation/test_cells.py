"""Cells, codes, notes and names: the small readings that a download is made of."""

from __future__ import annotations

import time

import pytest

from besrour_cli.feedback.evaluation.notes import read_notes
from besrour_cli.feedback.evaluation.redaction import Redactor
from besrour_cli.feedback.evaluation.same_code import alike
from besrour_cli.feedback.evaluation.words import ItemWords, code_in
from besrour_cli.storage.programme.evaluation.load_form import load_form

FORM = load_form("", ["en", "fr"])


@pytest.mark.parametrize(
    ("item", "cell", "ids"),
    [
        ("relevance", "4", "4"),
        ("relevance", "4.0", "4"),
        ("relevance", "A4", "4"),
        ("relevance", "4 - Agree", "4"),
        ("relevance", "AGREE", "4"),
        ("relevance", "d'accord", "4"),
        ("relevance", "Agree / D’accord", "4"),
        ("relevance", "D’accord / Agree", "4"),
        ("facilitate", "Tout à fait", "5"),
        ("region", "Afrique de l'Ouest", "west-africa"),
        ("region", "west_africa", "west-africa"),
        ("region", "AO06", "canada"),
        ("barriers", "The hour;The cost of data", "hour cost"),
        ("barriers", "Le coût des données, L’heure", "hour cost"),
        ("used", "An idea, in my teaching or my practice, Nothing yet", "idea nothing-yet"),
        ("used", "Un contact : j’ai écrit à une personne rencontrée là ou travaillé avec elle", "contact"),
        ("used", "", ""),
    ],
)
def test_a_cell_is_read_in_either_language(item: str, cell: str, ids: str) -> None:
    """Points with their numbers, words of one language or both, choices whose own words have commas."""
    reading = ItemWords(FORM.item(item)).read(cell)
    assert (" ".join(reading.ids), reading.unread) == (ids, ())


@pytest.mark.parametrize(
    ("item", "cell", "ids", "unread"),
    [
        ("region", "Atlantis", "", ("Atlantis",)),
        ("relevance", "6", "", ("6",)),
        ("barriers", "The hour, My camel, The language", "hour language", ("My camel",)),
    ],
)
def test_what_is_no_choice_is_not_guessed(item: str, cell: str, ids: str, unread: tuple[str, ...]) -> None:
    """It is given back, to be asked about; what is known beside it is read."""
    reading = ItemWords(FORM.item(item)).read(cell)
    assert (" ".join(reading.ids), reading.unread) == (ids, unread)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("ac07", "AC07"),
        ("A.C. 07", "AC07"),
        ("", ""),
        ("Awa", None),
        ("0791234567", None),
        ("a1@b2.org", None),
    ],
)
def test_a_code_is_letters_and_digits(cell: str, code: str | None) -> None:
    """However it is written; a name, a telephone number or an address is none."""
    assert code_in(cell) == code


def test_codes_that_may_be_one_person_are_told_of() -> None:
    """A letter for a digit, two signs exchanged, one sign else; not where both are in one wave."""
    codes = {"AC07": ["a"], "ACO7": ["b"], "XY31": ["a"], "YX31": ["b"], "QQ11": ["a"], "QQ12": ["a"]}
    assert alike(codes) == [("AC07", "ACO7"), ("XY31", "YX31")]


def test_notes_of_a_table_become_comments() -> None:
    """Points and paragraphs, in the language of the heading above, else of their own words."""
    notes = (
        "# Table 3\n\n## Français\n- L’heure est tardive\n  pour Dakar\n- On veut des cas\n\n## English\n"
        "* Ask Awa Diop about it\n\nNotes:\nThe time of the café is late for us and we like it.\n"
        "1. Nous voulons des cas de la clinique.\n---\n"
    )
    found = read_notes(notes, Redactor(["Awa Diop"])).comments
    assert [(one.language, one.text) for one in found] == [
        ("fr", "L’heure est tardive pour Dakar"),
        ("fr", "On veut des cas"),
        ("en", "Ask […] about it"),
        ("en", "The time of the café is late for us and we like it."),
        ("en", "1. Nous voulons des cas de la clinique."[3:]),
    ]
    assert {one.source for one in found} == {"table"}


def test_notes_without_headings_have_the_language_of_their_words() -> None:
    """Where that is not clear, none is written down."""
    found = read_notes(
        "- The hour is not good for us\n- Les heures ne sont pas bonnes pour nous\n- OK", Redactor([])
    ).comments
    assert [one.language for one in found] == ["en", "fr", ""]


def test_a_name_is_found_however_it_is_written_and_words_stay() -> None:
    """Without accents, turned round, over a comma; one word alone may be a word of the language."""
    redactor = Redactor(["Thérèse Côté", "Grace", "Le Bon"])
    assert redactor.redacted("Therese  cote spoke; Côté, Thérèse too. Grace à elle… Thérèse").text == (
        "[…] spoke; […] too. Grace à elle… Thérèse"
    )


def test_a_long_address_goes_whole() -> None:
    """No letter of what stands before its @ stays."""
    assert Redactor([]).redacted(f"ask {'awa.diop.' * 12}x@example.org").text == "ask […@…]"


@pytest.mark.parametrize("word", ["a", "x."])
def test_one_word_of_thousands_of_letters_is_looked_through_once(word: str) -> None:
    """A picture pasted as text into a comment, with an address behind it: no wait, and the address goes."""
    begun = time.process_time()
    found = Redactor([]).redacted(f"{word * 30_000} awa@example.org")
    assert time.process_time() - begun < 2
    assert (found.addresses, found.text[-6:]) == (1, " […@…]")


def test_the_sheet_of_besrour_tables_is_read() -> None:
    """It names its session, each table its language; translations, links and what is above are none."""
    notes = (
        "# Notes of the table / Notes de la table\n\nTeaching together, Thursday  \nEnseigner ensemble  \n\n"
        "session: 2027-01-cafe\nslides (en): https://example.org/slides\n\n## Table 1 – English"
        "\n\n### What did we talk about?\n\n- Preceptors need somebody to call.\n"
        "  - fr: Il faut quelqu’un à appeler.\n\n## Table 2 – Français\n\n### De quoi avons-nous parlé?\n\n"
        "- \n<!-- à compléter -->\n- Des cas.\n"
    )
    wave, comments = read_notes(notes, Redactor([]))
    assert wave == "2027-01-cafe"
    assert [(one.language, one.text) for one in comments] == [
        ("en", "Preceptors need somebody to call."),
        ("fr", "Des cas."),
    ]


def test_the_small_yaml_of_notes_is_read() -> None:
    """Each point once, in the language that was written first."""
    notes = (
        "session: 2027-01-cafe\ntalked_about:\n  - en: A library.\n    fr: Une bibliothèque.\n"
        "- fr: Des cas.\nrecording: https://example.org/r\n"
    )
    wave, comments = read_notes(notes, Redactor([]))
    assert wave == "2027-01-cafe"
    assert [(one.language, one.text) for one in comments] == [("en", "A library."), ("fr", "Des cas.")]
