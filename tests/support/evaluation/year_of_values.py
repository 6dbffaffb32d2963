"""A year made of values: rows of a few people, and the report of them, with no folder in between."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.commands.workflows.report.write import halves
from besrour_cli.disclosure.masked_measures import masked_measures
from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.evaluation.measurement.daytime import minutes_outside_day
from besrour_cli.evaluation.measurement.measure import measure
from besrour_cli.evaluation.report import ReportFrame, make_report
from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemChoice, ItemKind
from besrour_cli.model.evaluation.publication import MaskRules
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.publishing.report.page import read_back_page, report_page
from besrour_cli.publishing.report.wording import page_words
from besrour_cli.report_check.raw_rows import InvitedPerson, RawRows, SessionRow
from besrour_cli.storage import resources

FIRST = datetime(2027, 1, 19, 14, 30, tzinfo=UTC)
POINTS = tuple(ItemChoice(point, {"en": point, "fr": point}) for point in "12345")


def text(english: str, french: str = "") -> Text:
    """Words in both languages."""
    return {"en": english, "fr": french or english}


FAIR = Item("fair", ItemKind.SCALE, text("The hour was fair", "L’heure était juste"), POINTS)
LEAD = Item("lead", ItemKind.THEN_NOW, text("lead a talk", "animer un échange"), POINTS)
USED = Item(
    "used",
    ItemKind.SEVERAL,
    text("What have you used", "Qu’avez-vous utilisé"),
    (ItemChoice("idea", text("an idea", "une idée")), ItemChoice("nothing", text("nothing", "rien"))),
)


def form_of(*items: Item, primary: str = "") -> EvaluationForm:
    """A form of some items."""
    return EvaluationForm(text("Form", "Formulaire"), text("Why", "Pourquoi"), items, primary)


def rows_of_a_year(people: int = 40, sessions: int = 4) -> RawRows:
    """People of two regions and languages, half of whom come to each session, and no form."""
    roster = {
        f"p{n:02}": InvitedPerson(
            region=("North", "South")[n % 2],
            language=("en", "fr")[n // 2 % 2],
            country=("Canada", "Ghana")[n % 2],
            zone=("America/Toronto", "Africa/Accra")[n % 2],
        )
        for n in range(people)
    }
    held = tuple(_session(number, list(roster)) for number in range(sessions))
    return RawRows(
        programme=text("Example Café", "Café exemple"),
        organiser=text("Example Centre", "Centre exemple"),
        contact="cafe@example.org",
        invented=False,
        until=date(2027, 12, 31),
        zone="America/Toronto",
        roster=roster,
        sessions=held,
        regions={"North": text("North", "Nord"), "South": text("South", "Sud")},
        languages={"en": text("English", "anglais"), "fr": text("French", "français")},
        unknown=0,
        cancelled=0,
        replies_known=False,
        form=None,
        answers=(),
        comments=(),
        decisions=(),
        rules_seen=(),
        words=_words(),
        hide_below=5,
    )


def _session(number: int, people: list[str]) -> SessionRow:
    start = FIRST + timedelta(days=28 * number)
    half = len(people) // 2
    came = people[number * 4 : number * 4 + half]
    return SessionRow(
        id=f"s{number}",
        titles=text(f"Talk {number}", f"Échange {number}"),
        start=start,
        end=start + timedelta(minutes=90),
        invited=frozenset(people),
        accepted=frozenset(),
        came={who: (None, 90, 60)[n % 3] for n, who in enumerate(came)},
        rooms={},
        leaders=frozenset(people[:1]),
    )


def answers_of(
    values: Iterable[Mapping[str, str]], languages: str = "en fr", wave: str = "s0"
) -> tuple[EvaluationAnswer, ...]:
    """An answer for each of some values, in the languages by turns; nobody has a code."""
    turns = languages.split()
    return tuple(
        EvaluationAnswer(str(n + 1), wave, turns[n % len(turns)], "", given) for n, given in enumerate(values)
    )


def given(number: int) -> dict[str, str]:
    """What one person answers: most improve."""
    return {
        "fair": "12345"[number % 5],
        "lead.then": "12"[number % 2],
        "lead.now": "345"[number % 3],
        "used": "idea" if number % 2 else "nothing",
    }


def answered_year(change: Callable[[dict[str, str]], Mapping[str, str]] = dict) -> RawRows:
    """A year of which twenty answered the form, their answers changed."""
    answers = answers_of([change(given(n)) for n in range(20)])
    return rows_of_a_year()._replace(form=form_of(FAIR, LEAD, USED, primary="lead"), answers=answers)


def pages_of(rows: RawRows) -> dict[str, str]:
    """The four pages of the report of these rows, by the names of their files."""
    data = _input(rows)
    rules = MaskRules(threshold=rows.hide_below, width=rows.hide_below - 2)
    masked = masked_measures(measure(data), rows.until.isoformat(), (), rules).measures
    seen = tuple((each, _day(date.fromisoformat(each.day))) for each in rows.rules_seen)
    report = make_report(data, masked, _frame(rows), rows.decisions, seen)
    templates = _templates()
    pages = {}
    for half in halves(report):
        words = page_words(templates, half.language)
        pages[f"report.{half.language}.html"] = report_page(half, words, templates).decode()
        pages[f"read-back.{half.language}.html"] = read_back_page(half, words, templates).decode()
    return pages


def _input(rows: RawRows) -> EvaluationInput:
    return EvaluationInput(
        people={
            who: EvaluatedPerson(who, row.region, row.language, row.country)
            for who, row in rows.roster.items()
        },
        sessions=tuple(_evaluated(each, rows.roster) for each in rows.sessions),
        region_names=rows.regions,
        language_names=rows.languages,
        unknown=tuple(f"unknown-{n}" for n in range(rows.unknown)),
        cancelled=tuple(f"cancelled-{n}" for n in range(rows.cancelled)),
        accepts_known=rows.replies_known,
        form=rows.form,
        data=EvaluationData(rows.answers, rows.comments),
    )


def _evaluated(session: SessionRow, roster: Mapping[str, InvitedPerson]) -> EvaluatedSession:
    return EvaluatedSession(
        id=session.id,
        titles=session.titles,
        start=session.start,
        minutes=session.length,
        invited=session.invited,
        accepted=session.accepted,
        came=session.came,
        rooms=session.rooms,
        outside={
            who: minutes_outside_day(session.start, session.end, row.zone) for who, row in roster.items()
        },
        led_by=tuple(sorted(session.leaders)),
        joins=session.entered,
    )


def _frame(rows: RawRows) -> ReportFrame:
    first, last = (_day(local(rows.sessions[at].start, rows.zone).date()) for at in (0, -1))
    return ReportFrame(
        programme=rows.programme,
        organiser=rows.organiser,
        contact=rows.contact,
        until=_day(rows.until),
        first=first,
        last=last,
        invented=rows.invented,
    )


def _day(day: date) -> Text:
    return {language: date_words(day, language, weekday=False) for language in LANGUAGES}


@cache
def _templates() -> dict[str, str]:
    return resources.templates(None)


@cache
def _words() -> dict[str, dict[str, str]]:
    tables = tomllib.loads(_templates()["report/words.toml"])
    return {language: {key: str(word) for key, word in tables[language].items()} for language in LANGUAGES}
