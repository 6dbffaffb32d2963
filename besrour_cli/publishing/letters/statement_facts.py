"""The facts that a statement of attendance, and the letter it comes with, may print in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.model.people.statement import AttendedSession, Credits, Statement
from besrour_cli.model.programme import Member, Programme
from besrour_cli.model.text.numbers import number_text
from besrour_cli.publishing.letters.template_facts import OrganiserFacts, organiser_facts, text_in


@dataclass(frozen=True, slots=True)
class AttendedFacts:
    """One session somebody was at; ``minutes`` is "" where they were not noted."""

    date: str
    title: str
    series: str
    minutes: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """The body that accredited the programme, its number there, and the hours in words of digits."""

    body: str
    number: str
    hours: str


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """Everything a statement, or the letter it comes with, may print in one language.

    ``minutes`` are those of all ``sessions``; ``not_noted`` is whether some of them are not known. ``place``
    is the one whose calendar the dates are of; ``page`` the address of the page that checks it ("": none).
    """

    name: str
    place: str
    programme: str
    organiser: OrganiserFacts
    sessions: tuple[AttendedFacts, ...]
    minutes: str
    not_noted: bool
    credits: CreditFacts | None
    page: str


def check_address(programme: Programme) -> str:
    """Where the page that checks statements is published; "" where that is not known."""
    address = programme.publish.address
    return f"{address}/check/" if address else ""


def statement_facts(programme: Programme, statement: Statement, language: str) -> StatementFacts:
    """A statement's facts in one language."""
    member = statement.member
    return StatementFacts(
        name=member.name,
        place=member.place.name(language),
        programme=text_in(programme.names, language),
        organiser=organiser_facts(programme.contact, language),
        sessions=_attended(programme, member, statement.sessions, language),
        minutes=number_text(statement.minutes, language),
        not_noted=any(each.minutes is None for each in statement.sessions),
        credits=_credits(programme.credits, language),
        page=check_address(programme),
    )


def _attended(
    programme: Programme, member: Member, sessions: Sequence[AttendedSession], language: str
) -> tuple[AttendedFacts, ...]:
    return tuple(
        AttendedFacts(
            date=date_words(local(each.start, member.place.zone).date(), language, weekday=False),
            title=text_in(each.session.titles, language),
            series=text_in(programme.series[each.session.series].names, language),
            minutes="" if each.minutes is None else number_text(each.minutes, language),
            roles=each.roles,
        )
        for each in sessions
    )


def _credits(credits: Credits | None, language: str) -> CreditFacts | None:
    if credits is None:
        return None
    digits = len(f"{credits.hours:g}".partition(".")[2])
    return CreditFacts(
        text_in(credits.body, language), credits.number, number_text(credits.hours, language, digits)
    )
