"""Cells as people fill them in: hours, languages and addresses read whole, asked about, or shown."""

from __future__ import annotations

from datetime import date, time

import pytest

from besrour_cli.feedback.signups.addresses import AddressReading, read_address
from besrour_cli.feedback.signups.headings import field_of
from besrour_cli.feedback.signups.hours import HoursReading, read_hours
from besrour_cli.feedback.signups.languages import read_languages
from besrour_cli.feedback.signups.names import is_like_name, tidy_name
from besrour_cli.model.people.sheet import Cell
from besrour_cli.storage.text.week import week_spans

READ = {
    "8h-10h": ("08:00-10:00", ""),
    "after 6 pm, not on Wednesdays": ("18:00-24:00", "wed"),
    "jamais avant 7 h ni après 20 h": ("", "00:00-07:00; 20:00-24:00"),
    "not available before 7:00 or after 21:00": ("", "00:00-07:00; 21:00-24:00"),
    "never on Fridays": ("", "fri"),
    "sauf mardi et jeudi": ("", "tue; thu"),
    "tous les jours sauf le dimanche": ("", "sun"),
    "any time but not Friday": ("", "fri"),
    "fin de semaine seulement": ("sat-sun", ""),
    "Tue/Thu 1-3 pm": ("tue 13:00-15:00; thu 13:00-15:00", ""),
    "Monday to Friday, 8 am to 10 am": ("mon-fri 08:00-10:00", ""),
    "Monday 8-10 am and Friday 2-4 pm": ("mon 08:00-10:00; fri 14:00-16:00", ""),
    "le mardi soir après 19h": ("tue 19:00-24:00", ""),
    "Monday 9-11 am; Thursday 9-11 am": ("mon 09:00-11:00; thu 09:00-11:00", ""),
    "sauf mardi; jeudi 14h-16h": ("thu 14:00-16:00", "tue"),
    "jeudi de 12 h 30 à 13 h 30": ("thu 12:30-13:30", ""),
    "08:00-12:00 morning / matin, 12:00-14:00 midday / midi": ("08:00-12:00; 12:00-14:00", ""),
    "": ("", ""),
    "n'importe quand": ("", ""),
    "—": ("", ""),
    "18:00-20:00, Saturday 9:00-12:00": ("18:00-20:00; sat 09:00-12:00", ""),
    "8:00-10:00 Monday, 18:00-20:00 Tuesday": ("mon 08:00-10:00; tue 18:00-20:00", ""),
    "Monday 8:00-10:00, 18:00-20:00": ("mon 08:00-10:00; mon 18:00-20:00", ""),
}


@pytest.mark.parametrize("text", READ)
def test_hours_are_read_as_members_csv_has_them(text: str) -> None:
    """What is clear in either language becomes hours that members.csv takes."""
    reading = read_hours(text)
    assert (reading.hours, reading.never) == READ[text]
    assert not reading.unread and not reading.about
    assert all(isinstance(week_spans(each), tuple) for each in READ[text])


@pytest.mark.parametrize(
    "text",
    [
        "weekday evenings",
        "le soir, plutôt",
        "mornings are easier",
        "selon la garde",
        "18:00",
        "l’après midi",
        "Monday 9-11 am, Thursday",
        "8:00-10:00 Monday 18:00-20:00",
        "8-10 am Monday, 6-8 pm",
        "not on Wednesdays, after 6 pm",
        "not Monday, Tuesday 9-11 am",
        "weekends and after 6pm",
        "not Fridays or after 8pm",
        "never fri. mon 8-10am",
        "25-30",
        "after midnight",
        "avant minuit",
    ],
)
def test_what_may_mean_two_things_is_shown_and_not_read(text: str) -> None:
    """A hedge, or a “not” of which nobody knows how far it goes, gives no hours at all."""
    assert read_hours(text) == HoursReading(unread=True)


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("between 7 and 9", ("07:00-09:00", "19:00-21:00")),
        ("9-5", ("09:00-17:00",)),
        ("Mon 7-9", ("mon 07:00-09:00", "mon 19:00-21:00")),
        ("12-août", ("08:00-12:00",)),
        (date(2026, 9, 17), ("09:00-17:00",)),
        (date(2026, 7, 9), ("07:00-09:00", "19:00-21:00")),
        (45000.0, ()),
        ("3 pm EST", ()),
        ("après 17 h, heure de Montréal", ()),
    ],
)
def test_bare_numbers_dates_and_other_clocks_are_asked_about(cell: Cell, choices: tuple[str, ...]) -> None:
    """A number without its half of the day, what a spreadsheet made a date of, and the clock of elsewhere."""
    reading = read_hours(cell)
    assert reading.about and reading.choices == choices
    assert not (reading.hours or reading.never)


def test_an_hour_by_itself_is_no_span() -> None:
    """A cell that a spreadsheet holds as an hour says no until when."""
    assert read_hours(time(18, 0)).unread


def test_a_column_of_impossible_hours_turns_them_round() -> None:
    """The same words under “impossible hours” are hours that can never be."""
    assert read_hours("Friday / vendredi, Saturday / samedi", never=True).never == "fri-sat"


@pytest.mark.parametrize(
    ("text", "codes", "others"),
    [
        ("français (un peu d’anglais)", ("fr", "en"), ()),
        ("English; Swahili", ("en",), ("Swahili",)),
        ("anglais, en famille le français", ("en", "fr"), ("famille",)),
        ("en français", ("fr",), ()),
        ("FR/EN", ("fr", "en"), ()),
        ("Both, French first / Les deux, d’abord français", ("fr", "en"), ()),
        ("", (), ()),
    ],
)
def test_languages_keep_their_order(text: str, codes: tuple[str, ...], others: tuple[str, ...]) -> None:
    """The first one is the preferred one, “en” is no English, and another language is told by its name."""
    reading = read_languages(text, ("en", "fr"))
    assert (reading.codes, reading.others, reading.unclear) == (codes, others, False)


def test_a_language_that_the_programme_lacks_is_asked_about() -> None:
    """Portuguese alone is a question, and an answer where the programme has it."""
    assert read_languages("Português", ("en", "fr")).unclear
    assert read_languages("Português", ("en", "fr", "pt")).codes == ("pt",)
    assert read_languages("pas d’anglais", ("en", "fr")).unclear


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Awa Diop <awa@example.org>;", AddressReading("awa@example.org")),
        ("mailto:awa@example.org", AddressReading("awa@example.org")),
        ("awa@@example.org", AddressReading(choices=("awa@example.org",))),
        ("awa@example.org / Awa@example.org", AddressReading("awa@example.org")),
        ("a.b@example.org / c@example.org", AddressReading(choices=("a.b@example.org", "c@example.org"))),
        ("awa diop@example.org", AddressReading(choices=("awadiop@example.org",))),
        ("anonymous", AddressReading()),
    ],
)
def test_addresses_are_cleaned_or_asked_about(text: str, reading: AddressReading) -> None:
    """What surrounds an address goes; what is wrong within it is never mended in silence."""
    assert read_address(text) == reading


def test_names_are_compared_without_titles_accents_and_order() -> None:
    """A slip in one word may be the same person; another first name is another person."""
    assert is_like_name("Dre Adama Ouédrabé", "OUEDRABE Adama")
    assert is_like_name("Priya Fairloughh", "Priya Fairlough")
    assert not is_like_name("Awa Traorelle", "Fatou Traorelle")
    assert not is_like_name("Adama Traorelle", "Aminata Traorelle")
    assert tidy_name("  Traorelle,  Awa ") == "Awa Traorelle"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Where do you live?\n(city, country)", "place"),
        ("Pays de résidence", "country"),
        ("Quelles heures ne vous conviennent pas ?", "never"),
        ("When could you join?", "hours"),
        ("Heure de début", "moment"),
        ("Fuseau horaire", "other"),
        ("May we email you?", "consent"),
        ("Adresse de messagerie", "email"),
        ("Nom et prénom", "name"),
        ("Nom de votre institution", "other"),
        ("Phone / WhatsApp", "other"),
        ("startlanguage", "form language"),
        ("N°", "number"),
    ],
)
def test_headings_are_understood_by_their_words(heading: str, field: str) -> None:
    """English, French, both, or the names that a form gives its own columns."""
    assert field_of(heading) == field
