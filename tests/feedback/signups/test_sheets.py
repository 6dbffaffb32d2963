"""Whole sheets: made ones of a hundred and two thousand people, and headings that nobody foresaw."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from besrour_cli.feedback.signups.sheets import SheetReading, read_sheet
from besrour_cli.model.people.sheet import Cell, Sheet, SheetRow
from besrour_cli.places.resolve import resolve

FIRST = (
    "Awa Kofi Aminata Chidi Ngozi Tendai Fatou Élodie Noémie Jérôme Blaise Heather Moussa Zanele Sipho Liam"
).split()
LAST = "Agbenyo Bouchardel Camarasso Diabatel Ekwuemo Fairlorn Gagnevert Haufikera Ilungaro Kabambola".split()
TOWNS = (
    ("Dakar", "Sénégal"),
    ("Accra", "Ghana"),
    ("Lagos", "Nigeria"),
    ("Kinshasa", "RD Congo"),
    ("Montréal", "Canada"),
    ("Nairobi", "Kenya"),
    ("Tunis", "Tunisia"),
    ("Yaoundé", "Cameroun"),
    ("Winnipeg", "Canada"),
    ("Addis-Abeba", "Éthiopie"),
)
LANGUAGES = {
    "Français": ("fr",),
    "English": ("en",),
    "Français, anglais": ("fr", "en"),
    "English, a bit of French": ("en", "fr"),
    "FR/EN": ("fr", "en"),
}
HOURS = {
    "": ("", ""),
    "8h-10h": ("08:00-10:00", ""),
    "after 5 pm": ("17:00-24:00", ""),
    "jamais le vendredi": ("", "fri"),
    "n’importe quand": ("", ""),
    "weekday evenings": ("", ""),
    "mardi et jeudi 14h-16h": ("tue 14:00-16:00; thu 14:00-16:00", ""),
}
HEADINGS = {
    "en": (
        "Timestamp",
        "Email address",
        "First name",
        "Last name",
        "City",
        "Country",
        "Languages",
        "Best times",
    ),
    "fr": ("Horodateur", "Courriel", "Prénom", "Nom", "Ville", "Pays", "Langue(s)", "Disponibilités"),
    "pt": (
        "Carimbo",
        "Correio",
        "Nome próprio (first name)",
        "Apelido",
        "Cidade",
        "País",
        "Idiomas",
        "Horas?",
    ),
}
ODD = 3
"""Rows of a hundred in which somebody left the address out, misspelt a town or wrote a bare number."""


def made(count: int, seed: int, headings: Sequence[str]) -> tuple[Sheet, list[tuple[str, ...]]]:
    """A sheet of invented people, and the cells of each."""
    dice = random.Random(seed)
    rows = [SheetRow(1, tuple(headings))]
    truth: list[tuple[str, ...]] = []
    for number in range(count):
        first = FIRST[number % len(FIRST)]
        last = LAST[number // len(FIRST) % len(LAST)] + "aeiou"[number // 160 % 5] + "xzt"[number // 800 % 3]
        town, country = dice.choice(TOWNS)
        cells = ["2026-10-01", f"p{number}@example.org", first, last, town, country]
        cells += [dice.choice(list(LANGUAGES)), dice.choice(list(HOURS))]
        if number % 100 < ODD:
            column, text = ((1, ""), (4, "Nairoby"), (7, "between 6 and 8"))[number % 100]
            cells[column] = text
            cells[5] = "Kenya" if column == 4 else cells[5]
        truth.append(tuple(cells))
        rows.append(SheetRow(number + 2, tuple(cells)))
    return Sheet("", tuple(rows)), truth


@pytest.mark.parametrize("language", HEADINGS)
def test_a_hundred_people_cost_at_most_five_questions(language: str) -> None:
    """At least 98 of 100 are placed, nobody is read wrongly, and only what is odd is asked about."""
    sheet, truth = made(100, 7, HEADINGS[language])
    reading = read_sheet(sheet, ("en", "fr"), {}, {}, {})
    assert len(reading.questions) == ODD <= 5
    people = reading.distinct.people
    assert len(people) == 100
    assert sum(person.place is not None for person in people) >= 98
    for person, cells in zip(people, truth, strict=True):
        assert person.name == f"{cells[2]} {cells[3]}"
        assert person.languages == LANGUAGES[cells[6]]
        assert (person.hours, person.never) == HOURS.get(cells[7], ("", ""))
        place = resolve(cells[4], cells[5])
        assert person.place == (place.place if place.outcome == "accept" else None)


def test_two_thousand_people_are_read_in_less_than_three_seconds() -> None:
    """Of the processor, so that what else runs on the machine does not count."""
    sheet, _truth = made(2000, 8, HEADINGS["en"])
    begun = time.process_time()
    reading = read_sheet(sheet, ("en", "fr"), {}, {}, {})
    assert time.process_time() - begun < 3
    assert len(reading.distinct.people) == 2000


GROUPS = {"cafe": "cafe", "cafe besrour": "cafe", "research": "research", "sante et societe": "society"}


def _read(*rows: tuple[Cell, ...], answers: dict[str, str] | None = None) -> SheetReading:
    sheet = Sheet("", tuple(SheetRow(n, cells) for n, cells in enumerate(rows, 1)))
    return read_sheet(sheet, ("en", "fr"), answers or {}, {}, GROUPS)


def test_headings_of_no_known_word_are_told_by_what_stands_below() -> None:
    """Addresses, towns and languages show themselves; which column has the names is asked, once."""
    rows = (
        ("Qui", "Kontakt", "Wo", "Sprachen"),
        ("Awa Diopel", "awa@example.org", "Dakar", "français"),
        ("Kofi Mensarel", "kofi@example.org", "Accra", "English"),
    )
    (question,) = _read(*rows).questions
    assert [choice.label for choice in question.choices] == ["Qui"]
    people = _read(*rows, answers={question.key: "qui"}).distinct.people
    assert [(p.name, p.email, p.languages) for p in people] == [
        ("Awa Diopel", "awa@example.org", ("fr",)),
        ("Kofi Mensarel", "kofi@example.org", ("en",)),
    ]


def test_boxes_to_tick_are_columns_of_their_own() -> None:
    """LimeSurvey gives each language and each span its column, with Y in it."""
    reading = _read(
        (
            "NAME",
            "EMAIL",
            "CITY",
            "LANG[English]",
            "LANG[Français]",
            "HOURS[08:00-10:00]",
            "HOURS[18:00-20:00]",
        ),
        ("Awa Diopel", "awa@example.org", "Dakar", "N", "Y", "Y", ""),
        ("Kofi Mensarel", "kofi@example.org", "Accra", "Y", "Y", "Y", "Y"),
    )
    assert [(p.languages, p.hours) for p in reading.distinct.people] == [
        (("fr",), "08:00-10:00"),
        (("en", "fr"), "08:00-10:00; 18:00-20:00"),
    ]


def test_nobody_is_enrolled_who_said_no_or_only_tried_the_form() -> None:
    """A no to letters, a trial, a sum and the headings once more are told and left out."""
    head = ("Name", "Email", "City", "May we write to you?")
    rows = (
        head,
        ("Awa Diopel", "awa@example.org", "Dakar", "Yes / Oui"),
        ("Kofi Mensarel", "kofi@example.org", "Accra", "No / Non"),
        ("test", "test@example.org", "test", "Yes"),
        head,
        ("Total", "", "3", ""),
        ("", "", "Tunis", "Yes"),
        ("Zoé Lirandel", "zoe@example.org", "Tunis", ""),
    )
    reading = _read(*rows)
    assert [p.name for p in reading.distinct.people] == ["Awa Diopel", "Zoé Lirandel"]
    assert [each.row for each in reading.excluded] == [3, 4, 5, 6, 7]
    (question,) = reading.questions
    assert question.subject == "consent"
    refused = _read(*rows, answers={question.key: "leave out"})
    assert [p.name for p in refused.distinct.people] == ["Awa Diopel"]
    assert refused.excluded[-1].what == "Zoé Lirandel"
    assert not refused.questions


def test_name_and_surname_are_two_halves() -> None:
    """“Name” beside “Surname” is the first name; where it has the whole name already, it is left at that.

    Beside both halves it is something else: what people are called, say.
    """
    halves = _read(("Name", "Surname", "Email", "City"), ("Awa", "Diopel", "awa@example.org", "Dakar"))
    whole = _read(("Name", "Surname", "Email", "City"), ("Awa Diopel", "Diopel", "awa@example.org", "Dakar"))
    third = _read(
        ("First name", "Surname", "Name", "Email", "City"),
        ("Awa", "Diopel", "Wawa", "awa@example.org", "Dakar"),
    )
    readings = (halves, whole, third)
    assert [p.name for each in readings for p in each.distinct.people] == ["Awa Diopel"] * 3


def test_cells_beyond_the_headings_are_nothing() -> None:
    """Empty columns at the right of a sheet have neither a heading nor a cell."""
    reading = _read(("Name", "Email", "City", "", ""), ("Awa Diopel", "awa@example.org", "Dakar", "", "", ""))
    assert [column.heading for column in reading.layout.columns] == ["Name", "Email", "City"]
    assert len(reading.distinct.people) == 1


def test_of_two_columns_of_addresses_the_coordinator_says_which_counts() -> None:
    """One of the form's own, one that was asked for: both are full."""
    rows = (
        ("Name", "Email", "E-mail address", "City"),
        ("Awa Diopel", "awa@example.org", "a.diopel@example.net", "Dakar"),
        ("Kofi Mensarel", "kofi@example.org", "k.mensarel@example.net", "Accra"),
    )
    (question,) = _read(*rows).questions
    assert [choice.label for choice in question.choices] == ["Email", "E-mail address"]
    chosen = _read(*rows, answers={question.key: "e mail address"}).distinct.people
    assert [p.email for p in chosen] == ["a.diopel@example.net", "k.mensarel@example.net"]


def test_a_sheet_that_lacks_names_cannot_be_asked_which_column_has_them() -> None:
    """Every column is known to be something else: what is missing is said, and there is no question."""
    reading = _read(("Email", "City", "Phone"), ("awa@example.org", "Dakar", "221 77 000 00 00"))
    assert (reading.layout.missing, reading.questions) == (("name",), ())
    assert not reading.distinct.people


def test_numbers_below_an_unknown_heading_are_no_hours() -> None:
    """Words of hours show what a column without a known heading holds; a spreadsheet's numbers do not."""
    head = ("Name", "Email", "City", "Wann?")
    words = _read(head, ("Awa Diopel", "awa@example.org", "Dakar", "18:00-20:00"))
    assert [p.hours for p in words.distinct.people] == ["18:00-20:00"]
    numbers = _read(head, ("Awa Diopel", "awa@example.org", "Dakar", 12.5))
    assert [(p.hours, p.unread_hours) for p in numbers.distinct.people] == [("", "")]
    assert not numbers.questions


def test_a_sheet_without_people_has_none() -> None:
    """Another half of a workbook, such as a budget, lacks the columns, and nobody comes of it."""
    reading = _read(("Poste", "Montant"), ("Salle", "120"), ("Café", "40"))
    assert set(reading.layout.missing) >= {"name", "email"}
    assert not reading.distinct.people


def _one(**cells: str) -> SheetReading:
    row = {"Name": "Awa Diopel", "Email": "awa@example.org", "City": "Dakar", "Country": "", **cells}
    return _read(tuple(row), tuple(row.values()))


@pytest.mark.parametrize(
    ("city", "country", "zone"),
    [
        ("Dakar/Sénégal", "", "Africa/Dakar"),
        ("Montréal", "CANADA (Québec)", "America/Toronto"),
        ("Montréal", "Canada 🇨🇦", "America/Toronto"),
        ("Dakar", "Senegal / Sénégal", "Africa/Dakar"),
        ("Johannesburg, SA", "", "Africa/Johannesburg"),
        ("-", "Ghana", "Africa/Accra"),
        ("Accra, Ghana", "Afrique de l’Ouest", "Africa/Accra"),
    ],
)
def test_places_are_read_however_they_are_set(city: str, country: str, zone: str) -> None:
    """City and country in one cell or two, a country in two languages, a dash for a city."""
    (person,) = _one(City=city, Country=country).distinct.people
    assert person.place is not None and person.place.zone == zone
    assert not person.questions


@pytest.mark.parametrize(
    "cells", [{"Name": "Awa et Paul Diopel"}, {"Name": "=cmd()"}, {"Name": ""}, {"City": "EST"}]
)
def test_two_people_a_formula_or_letters_for_a_place_are_asked_about(cells: dict[str, str]) -> None:
    """One row may be two people, a name may be a formula, and EST is no place."""
    assert len(_one(**cells).questions) == 1


def test_groups_are_those_of_the_programme_or_asked_about_once() -> None:
    """By id, by the name of a series, with “et” between two; who names none joins none."""
    rows = (
        ("Nom", "Courriel", "Ville", "Vos groupes", "Groupe d’âge"),
        ("Awa Diopel", "awa@example.org", "Dakar", "Café Besrour; research", "30-40"),
        ("Kofi Mensarel", "kofi@example.org", "Accra", "Cafe et Research", "30-40"),
        ("Zoé Lirandel", "zoe@example.org", "Tunis", "Enseignement", "30-40"),
        ("Ines Tavaresel", "ines@example.org", "Tunis", "enseignement, cafe", "30-40"),
        ("Omar Benalil", "omar@example.org", "Tunis", "–", "30-40"),
    )
    reading = _read(*rows)
    (question,) = reading.questions
    assert question.id == "group.enseignement" and question.rows == (4, 5)
    assert [choice.value for choice in question.choices] == ["cafe", "research", "society", "none"]
    groups = [person.groups for person in reading.distinct.people]
    assert groups == [("cafe", "research"), ("cafe", "research"), (), ("cafe",), ()]
    answered = _read(*rows, answers={question.key: "research"})
    assert not answered.questions
    assert [p.groups for p in answered.distinct.people][2:4] == [("research",), ("cafe", "research")]
    nothing = _read(*rows, answers={question.key: "none"}).distinct.people
    assert [p.groups for p in nothing][2:4] == [(), ("cafe",)]


def test_boxes_of_groups_are_columns_of_their_own() -> None:
    """A yes below the name of a group."""
    reading = _read(
        ("NAME", "EMAIL", "CITY", "GROUPS[Research]", "GROUPS[Cafe]"),
        ("Awa Diopel", "awa@example.org", "Dakar", "Y", "N"),
    )
    assert [person.groups for person in reading.distinct.people] == [("research",)]
