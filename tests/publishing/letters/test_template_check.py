"""Mistakes in a coordinator's own templates are found without filling one in."""

from __future__ import annotations

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.publishing.letters.template_check import mistakes


def checked(languages: tuple[str, ...] = ("en", "fr"), **files: str) -> tuple[Diagnostic, ...]:
    """The mistakes in her own files laid over the shipped ones, as storage hands them in."""
    shipped = given.templates()
    own = {name.replace("__", "-").replace("_", "."): source for name, source in files.items()}
    laid = {**shipped, **own, **{f"shipped/{n}": shipped[n] for n in own if n in shipped}}
    return mistakes(own, laid, languages)


def test_every_shipped_template_would_pass_as_her_own() -> None:
    """Copied whole into her folder, and changed nowhere: no mistake is imagined."""
    shipped = given.templates()
    laid = {**shipped, **{f"shipped/{name}": source for name, source in shipped.items()}}
    assert mistakes(shipped, laid, ("en", "fr")) == ()


@pytest.mark.parametrize(
    ("body", "word", "better"),
    [
        ("{{ raeder.name }}", "raeder", "reader"),
        ("{{ reader.nmae }}", "nmae", "name"),
        ("{% if before %}{{ before.strat }}{% endif %}", "strat", "start"),
        ("{% for row in places %}{{ row.plcae }}{% endfor %}", "plcae", "place"),
        ("{% for row in plases %}{{ row.place }}{% endfor %}", "plases", "places"),
        ("{{ session.people[0].nmaes }}", "nmaes", "names"),
        ("{% set first = session.links[0] %}{{ first.urll }}", "urll", "url"),
        ("{{ (own.start ~ own.endd) | upper }}", "endd", "end"),
        ("{% for l in session.links %}{{ loop.frist }}{% endfor %}", "frist", "first"),
        ("{% if platfrom.link %}x{% endif %}", "platfrom", "platform"),
        ("{% if session.form %}{{ session.form.titel }}{% endif %}", "titel", "title"),
        ("{{ month }}", "month", ""),
    ],
)
def test_a_misspelt_name_is_found_where_it_stands(body: str, word: str, better: str) -> None:
    """In conditions that no letter would reach, in loops, behind dots: with line, column and remedy."""
    (found,) = checked(invitation_fr_md="{% block greeting %}\n\n" + body + "\n{% endblock %}\n")
    assert (found.code, found.spot.path, found.spot.line) == (
        "template-name",
        "templates/invitation.fr.md",
        3,
    )
    assert found.text == body and body[found.spot.column - 1 :].startswith(word)
    assert word in str(found.what) and f"“{better}”" in str(found.remedy) if better else True


@pytest.mark.parametrize(
    "body",
    [
        "{% set tea = reader.name %}{{ tea.upper() }}",
        "{{ roles.get('host') }}",
        "{% for role, names in [('a', 'b')] %}{{ role }} {{ names }}{% endfor %}",
        "{% macro line(x) %}{{ x }}{% endmacro %}{{ line(own.day) }}",
        "{% with day = own.day %}{{ day }}{% endwith %}",
        "{{ super() }} {{ range(3) | join }}",
        "{% for row in places if row.mine %}{{ loop.index }}{% else %}{{ own.day }}{% endfor %}",
        "{{ session.links | length }} {{ own.day | sentence }}",
        "{% set x %}{{ own.day }}{% endset %}{{ x }}",
    ],
)
def test_what_is_right_is_not_accused(body: str) -> None:
    """Settings, macros, loops over pairs, names of the shared letter, filters of Jinja and of our own."""
    assert checked(invitation_en_md="{% block greeting %}\n" + body + "\n{% endblock %}") == ()


def test_a_wrong_block_would_never_be_printed() -> None:
    """The right block is proposed; a block inside a known one is hers to add."""
    (found,) = checked(invitation_en_md="{% block greting %}\nHi\n{% endblock %}")
    assert (found.code, found.spot.line, found.spot.column) == ("template-block", 1, 10)
    assert "“greeting”" in str(found.remedy)
    assert checked(letter_en_md="{% block greeting %}{% block mine %}Hi{% endblock %}{% endblock %}") == ()


def test_a_file_that_nothing_uses() -> None:
    """A misspelt name is told with the similar one; a file that another includes is in use."""
    (found,) = checked(invitaton_fr_md="Bonjour")
    assert (found.code, str(found.spot)) == ("template-unused", "templates/invitaton.fr.md")
    assert "invitation.fr.md" in str(found.remedy)
    (found,) = checked(invitation_pt_md="Olá")
    assert found.code == "template-unused"
    assert checked(("en", "fr", "pt"), invitation_pt_md="Olá") == ()
    assert (
        checked(own_txt="Hi", invitation_en_md="{% block greeting %}{% include 'own.txt' %}{% endblock %}")
        == ()
    )


def test_macros_of_another_file_are_names() -> None:
    """Imported whole or one by one, under their own name or another; a name beside them is misspelt."""
    macros = "{% macro line(x) %}{{ x }}{% endmacro %}"
    body = (
        "{% import 'own.txt' as tools %}{% from 'own.txt' import line, line as row %}"
        "{% include ['own.txt', none] %}{{ tools.line(own.day) }}{{ line(own.day) }}{{ row(own.day) }}"
    )
    greeting = "{% block greeting %}\n" + body + "{{ rows(own.day) }}\n{% endblock %}"
    [found] = checked(own_txt=macros, invitation_en_md=greeting)
    assert (found.code, found.spot.line) == ("template-name", 2)
    assert "“rows”" in str(found.what) and "“row”" in str(found.remedy)


def test_broken_syntax_and_unknown_filters() -> None:
    """Every file is read, whichever letter is written next; all mistakes come at once."""
    found = checked(
        invitation_en_md="{% block greeting %}\n{{ reader.name }\n{% endblock %}",
        update_fr_md="{% block greeting %}\n{{ reader.name | uper }}\n{% endblock %}",
        newsletter_en_md="{% block news %}\n{{ mnoth }}\n{% endblock %}",
        letter_html="{% block top %}{{ halfs }}{% endblock %}",
    )
    assert [(p.code, str(p.spot).split(":")[0], p.spot.line) for p in found] == [
        ("template-syntax", "templates/invitation.en.md", 2),
        ("template-name", "templates/letter.html", 1),
        ("template-name", "templates/newsletter.en.md", 2),
        ("template-syntax", "templates/update.fr.md", 2),
    ]


def test_circles_and_missing_parents_end() -> None:
    """Templates that extend each other or nothing there do not keep the check busy."""
    assert checked(a_md='{% extends "b.md" %}', b_md='{% extends "a.md" %}') == ()
    assert isinstance(checked(invitation_en_md='{% extends "nothing.md" %}'), tuple)


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        (
            {"letter_txt": "{% block top %}\nTHIS SESSION IS CANCELLED\n{% endblock %}"},
            "THIS SESSION IS CANCELLED",
        ),
        ({"subject_txt": "{{ halves[0].series }} – Cancelled / Confirmée"}, "Confirmée"),
        ({"subject_txt": "Reminder: {{ halves[0].series }}"}, "Reminder"),
        ({"letter_html": "{% block bottom %}<p>Veuillez ne pas répondre.</p>{% endblock %}"}, "Veuillez"),
    ],
)
def test_a_frame_says_the_same_in_every_language(frames: dict[str, str], words: str) -> None:
    """A banner or a subject in one language only is named, at its line."""
    problems = checked(("en", "fr"), **frames)
    assert {problem.code for problem in problems} == {"template-one-language"}
    assert any(
        words in str(problem.what) and problem.spot.line and problem.spot.column for problem in problems
    )


@pytest.mark.parametrize(
    "frames",
    [
        {"letter_txt": "{% block top %}\nCollege of Family Physicians of Canada\n{% endblock %}"},
        {"letter_txt": "{% block top %}\nThis is a test. / Ceci est un essai.\n{% endblock %}"},
        {"subject_txt": "Reminder / Rappel – {{ halves[0].series }}"},
        {"letter_html": "{% block style %}.this { color: red } /* you may change it */{% endblock %}"},
    ],
)
def test_names_and_sentences_in_both_languages_may_stand_in_a_frame(frames: dict[str, str]) -> None:
    """An organisation’s name, both languages, or a style sheet is no mistake."""
    assert checked(("en", "fr"), **frames) == ()


def test_a_frame_of_letters_in_one_language_may_speak_it() -> None:
    """Where letters have one language, a frame speaks it."""
    top = "{% block top %}\nTHIS SESSION IS CANCELLED\n{% endblock %}"
    assert checked(("en",), letter_txt=top) == ()
