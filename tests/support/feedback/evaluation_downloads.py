"""Downloads of the evaluation form as the five tools give them, made from a truth: who answered what.

Everybody has a name, an address and an hour in what the tools give, and nothing of it may be stored.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import NOW, THEN, EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.wording import LANGUAGE_QUESTION, side_by_side
from besrour_cli.model.language import own_name

FIRST = ("Zanele", "Kwabena", "Thérèse", "Oumar", "Noémie", "Chipo", "Jérôme", "Aïssatou", "Keith", "Wanjiru")
LAST = ("Mbeki-Test", "Ofori Essai", "Tremblay-Test", "Sarr-Essai", "Gagné-Test", "Moyo-Essai")
WORDS = {
    "en": (
        "I used the case, in my own clinic",
        "Please start later; thanks",
        "We talked about triage - useful",
    ),
    "fr": (
        "J’ai repris l’étude de cas, merci",
        "L’heure était tardive; dommage",
        "Très utile : « à refaire »",
    ),
    "pt": (
        "Usei o caso na minha clínica, obrigada",
        "A hora era tarde; pena",
        "Falámos da triagem - foi muito útil",
    ),
}


_MONKEY_EN = (
    "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|"
    "Custom Data 1"
).split("|")
_MONKEY_FR = (
    "ID du répondant|ID du collecteur|Date de début|Date de fin|Adresse IP|Adresse e-mail|Prénom|"
    "Nom de famille|Données personnalisées 1"
).split("|")


class Respondent(NamedTuple):
    """Somebody who answered: what the tool knows of her, and what she answered."""

    name: str
    email: str
    ip: str
    moment: str
    language: str
    code: str
    values: Mapping[str, str]
    comments: Mapping[str, str]

    def answer(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What is to be stored of her, comparable."""
        return self.language, self.code, tuple(sorted(self.values.items()))


def respondents(form: EvaluationForm, count: int, seed: int, languages: Sequence[str]) -> list[Respondent]:
    """Invented people with answers to every kind of item, some of them left out."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        language = chance.choice(languages)
        values: dict[str, str] = {}
        comments: dict[str, str] = {}
        for item in form.items:
            ids = [choice.id for choice in item.choices]
            if item.kind is ItemKind.COMMENT:
                if chance.random() < 0.5:
                    comments[item.id] = f"{chance.choice(WORDS[language])} ({number})"
            elif item.kind is ItemKind.SEVERAL:
                chosen = [one for one in ids if chance.random() < 0.4]
                values |= {item.id: " ".join(chosen)} if chosen else {}
            else:
                for column in item.columns():
                    if item.id == "consent":
                        values[column] = "yes"
                    elif chance.random() < 0.9:
                        values[column] = chance.choice(ids)
        found.append(
            Respondent(
                name=name,
                email=f"{name.split(maxsplit=1)[0].lower()}.{number}@example.org",
                ip=f"203.0.113.{number % 250}",
                moment=f"2027-01-21 15:{number % 60:02}:{number * 7 % 60:02}",
                language=language,
                code=f"{chance.choice('ABCDEFGH')}{chance.choice('JKLMNPQR')}{number % 100:02}",
                values=values,
                comments=comments,
            )
        )
    return found


def stored(answers: Sequence[EvaluationAnswer]) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Answers as they are compared with a truth."""
    return sorted((a.language, a.code, tuple(sorted(a.values.items()))) for a in answers)


class Question(NamedTuple):
    """A column of a download: its heading, and how a respondent's cell in it reads."""

    heading: str
    cell: Callable[[Respondent], str]
    sub: str = ""


def _words(item: Item, identifier: str, language: str, languages: Sequence[str]) -> str:
    """The words of a choice, in one language or, where the form has both, side by side."""
    choice = next(one for one in item.choices if one.id == identifier)
    return side_by_side(choice.text, languages) if language == "both" else choice.text[language]


def _cell(
    item: Item, column: str, form: EvaluationForm, language: str, joint: str
) -> Callable[[Respondent], str]:
    def cell(person: Respondent) -> str:
        if item.kind is ItemKind.CODE:
            return person.code
        if item.kind is ItemKind.COMMENT:
            return person.comments.get(item.id, "")
        ids = person.values.get(column, "").split()
        return joint.join(_words(item, one, language, form.languages) for one in ids)

    return cell


def _only_in(language: str, cell: Callable[[Respondent], str]) -> Callable[[Respondent], str]:
    """A cell that only those fill in who chose a language."""
    return lambda person: cell(person) if person.language == language else ""


def _ticked(item: str, choice: str, yes: str, no: str) -> Callable[[Respondent], str]:
    """The cell of one choice in a column of its own."""
    return lambda person: yes if choice in person.values.get(item, "").split() else no


def google(form: EvaluationForm, people: Sequence[Respondent], shown: str) -> str:
    """A sheet with a section a language; ``shown`` is the language of the coordinator's own screen."""
    questions = [
        Question("Timestamp" if shown == "en" else "Horodateur", lambda p: p.moment),
        Question("Email Address" if shown == "en" else "Adresse e-mail", lambda p: p.email),
        Question(LANGUAGE_QUESTION, lambda p: own_name(p.language)),
    ]
    for language in form.languages:
        for heading, item, column in _one_language(form, language):
            plain = _cell(item, column, form, language, ", ")
            questions.append(Question(heading, _only_in(language, plain)))
    return _csv([[q.heading for q in questions]], questions, people)


def _one_language(form: EvaluationForm, language: str) -> Iterator[tuple[str, Item, str]]:
    """Headings of questions in one language, then-now items as rows of two grids."""
    grid = [item for item in form.items if item.kind is ItemKind.THEN_NOW]
    for item in form.items:
        if item.kind is not ItemKind.THEN_NOW:
            yield item.text[language], item, item.id
        elif item is grid[0]:
            for part, words in ((THEN, form.then), (NOW, form.now)):
                for row in grid:
                    yield f"{words[language]} [{row.text[language]}]", row, f"{row.id}.{part}"


def microsoft(form: EvaluationForm, people: Sequence[Respondent], shown: str) -> str:
    """The pasted form, both languages side by side in each heading and choice."""
    own = (
        ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
        if shown == "en"
        else (
            "ID",
            "Heure de début",
            "Heure de fin",
            "Adresse de messagerie",
            "Nom",
            "Heure de la dernière modification",
        )
    )
    numbers = iter(range(1, len(people) + 1))
    questions = [
        Question(own[0], lambda p: str(next(numbers))),
        Question(own[1], lambda p: p.moment),
        Question(own[2], lambda p: p.moment),
        Question(own[3], lambda p: p.email),
        Question(own[4], lambda p: p.name),
        Question(own[5], lambda p: ""),
        Question(LANGUAGE_QUESTION, lambda p: own_name(p.language)),
    ]
    for item in form.items:
        parts = ((THEN, form.then), (NOW, form.now)) if item.kind is ItemKind.THEN_NOW else (("", {}),)
        for part, words in parts:
            halves = {code: f"{words.get(code, '')} {item.text[code]}".strip() for code in form.languages}
            heading = side_by_side(halves, form.languages).replace(" ", "\u00a0", 1)
            column = f"{item.id}.{part}" if part else item.id
            questions.append(Question(heading, _cell(item, column, form, "both", ";")))
    return _csv([[q.heading for q in questions]], questions, people)


def limesurvey(form: EvaluationForm, people: Sequence[Respondent], shown: str) -> str:
    """Codes as headings on an English screen; on a French one the full words, and semicolons."""
    numbers = iter(range(1, len(people) + 1))
    own = [
        ("id", "ID de la réponse", lambda p: str(next(numbers))),
        ("submitdate", "Date de soumission", lambda p: p.moment),
        ("lastpage", "Dernière page", lambda p: "4"),
        ("startlanguage", "Langue de départ", lambda p: p.language),
        ("seed", "Graine de départ", lambda p: "1234567"),
        ("startdate", "Date de lancement", lambda p: p.moment),
        ("datestamp", "Date de la dernière action", lambda p: p.moment),
        ("ipaddr", "Adresse IP", lambda p: p.ip),
        ("refurl", "URL de référence", lambda p: f"https://mail.example.org/{p.email}"),
    ]
    questions = [
        Question(code if shown == "en" else words, cell)
        for code, words, cell in own
        if shown == "en" or code != "seed"
    ]
    for item in form.items:
        base = item.id.replace("-", "") if shown == "en" else item.text["fr"]
        if item.kind is ItemKind.SEVERAL:
            for number, choice in enumerate(item.choices, 1):
                sub = f"SQ{number:03}" if shown == "en" else choice.text["fr"]
                yes = "Y" if shown == "en" else "Oui"
                questions.append(
                    Question(
                        f"{base}[{sub}]" if shown == "en" else f"{base} [{sub}]",
                        _ticked(item.id, choice.id, yes, ""),
                    )
                )
        elif item.kind is ItemKind.THEN_NOW:
            for part, words in ((THEN, form.then), (NOW, form.now)):
                heading = f"{base}[{part}]" if shown == "en" else f"{words['fr']} [{item.text['fr']}]"
                questions.append(Question(heading, _limesurvey_cell(item, f"{item.id}.{part}", form, shown)))
        else:
            questions.append(Question(base, _limesurvey_cell(item, item.id, form, shown)))
    delimiter = "," if shown == "en" else ";"
    return (
        "\ufeff" + _csv([[q.heading for q in questions]], questions, people, delimiter, quoted=True) + "\r\n"
    )


def _limesurvey_cell(
    item: Item, column: str, form: EvaluationForm, shown: str
) -> Callable[[Respondent], str]:
    plain = _cell(item, column, form, "fr", ";")
    ids = [choice.id for choice in item.choices]

    def cell(person: Respondent) -> str:
        if item.kind in (ItemKind.CODE, ItemKind.COMMENT) or shown == "fr":
            return plain(person)
        value = person.values.get(column, "")
        return f"AO{ids.index(value) + 1:02}" if value else ""

    return cell


def redcap(form: EvaluationForm, people: Sequence[Respondent], shown: str) -> str:
    """Raw on an English screen; on a French one with labels in headings and cells."""
    raw = shown == "en"
    numbers = iter(range(1, len(people) + 1))
    questions = [
        Question("record_id" if raw else "Record / Enregistrement", lambda p: str(next(numbers))),
        Question("redcap_survey_identifier" if raw else "Survey Identifier", lambda p: p.email),
        Question("evaluation_timestamp" if raw else "Survey Timestamp", lambda p: p.moment),
        Question(
            "form_language" if raw else LANGUAGE_QUESTION,
            lambda p: p.language if raw else own_name(p.language),
        ),
    ]
    for _heading, item, column in _one_language(form, "en"):
        label = side_by_side(item.text, form.languages)
        if item.kind is ItemKind.SEVERAL:
            for choice in item.choices:
                heading = (
                    f"{item.id.replace('-', '_')}___{choice.id.replace('-', '_')}"
                    if raw
                    else f"{label} (choice={side_by_side(choice.text, form.languages)})"
                )
                ticks = ("1", "0") if raw else ("Checked", "Unchecked")
                questions.append(
                    Question(
                        heading,
                        _ticked(item.id, choice.id, *ticks),
                    )
                )
            continue
        heading = column.replace("-", "_").replace(".", "_") if raw else label
        questions.append(Question(heading, _redcap_cell(item, column, form, raw=raw)))
    questions.append(
        Question("evaluation_complete" if raw else "Complete?", lambda p: "2" if raw else "Complete")
    )
    return _csv([[q.heading for q in questions]], questions, people)


def _redcap_cell(item: Item, column: str, form: EvaluationForm, *, raw: bool) -> Callable[[Respondent], str]:
    labelled = _cell(item, column, form, "both", ";")

    def cell(person: Respondent) -> str:
        if not raw or item.kind in (ItemKind.CODE, ItemKind.COMMENT):
            return labelled(person)
        return person.values.get(column, "").replace("-", "_")

    return cell


def surveymonkey(form: EvaluationForm, people: Sequence[Respondent], shown: str) -> str:
    """Two rows of headings: the questions, and below them the rows and the choices."""
    own = _MONKEY_EN if shown == "en" else _MONKEY_FR
    numbers = iter(range(118_000_000, 118_000_000 + len(people)))
    cells: list[Callable[[Respondent], str]] = [
        lambda p: str(next(numbers)),
        lambda p: "4567",
        lambda p: p.moment,
        lambda p: p.moment,
        lambda p: p.ip,
        lambda p: p.email,
        lambda p: p.name.split(" ", 1)[0],
        lambda p: p.name.split(" ", 1)[1],
        lambda p: "",
    ]
    answer, free = ("Response", "Open-Ended Response") if shown == "en" else ("Réponse", "Réponse libre")
    questions = [Question(heading, cell) for heading, cell in zip(own, cells, strict=True)]
    questions.append(Question(LANGUAGE_QUESTION, lambda p: own_name(p.language), answer))
    above = ""
    for heading, item, column in _one_language(form, shown):
        main, _bracket, row = heading.partition(" [")
        cell = _cell(item, column, form, shown, ";")
        if item.kind is ItemKind.THEN_NOW:
            questions.append(Question("" if main == above else main, cell, row.rstrip("]")))
            above = main
        elif item.kind is ItemKind.SEVERAL:
            for number, choice in enumerate(item.choices):
                words = choice.text[shown]
                questions.append(
                    Question(
                        "" if number else heading,
                        _ticked(item.id, choice.id, words, ""),
                        words,
                    )
                )
        else:
            questions.append(Question(heading, cell, free if item.kind is ItemKind.COMMENT else answer))
    return _csv([[q.heading for q in questions], [q.sub for q in questions]], questions, people)


TOOLS: Mapping[str, Callable[[EvaluationForm, Sequence[Respondent], str], str]] = {
    "google": google,
    "microsoft": microsoft,
    "limesurvey": limesurvey,
    "redcap": redcap,
    "surveymonkey": surveymonkey,
}


def _csv(
    headings: Sequence[Sequence[str]],
    questions: Sequence[Question],
    people: Sequence[Respondent],
    delimiter: str = ",",
    *,
    quoted: bool = False,
) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows(headings)
    writer.writerows([question.cell(person) for question in questions] for person in people)
    return stream.getvalue()
