"""The two halves of a statement: each from ``templates/statements/statement.LANGUAGE.md``, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.model.language import LANGUAGES, in_order
from besrour_cli.model.numbers import number_text
from besrour_cli.model.people.statement import AttendedSession, Credits, Statement
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.letters.render_halves import filled_halves
from besrour_cli.publishing.letters.template_facts import OrganiserFacts, organiser_facts, text_in
from besrour_cli.publishing.parity.compare import check
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import Templates


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


class StatementWording:
    """Writes the halves of many statements, compared once, on a statement that has all of their sessions.

    Those of one person differ from it in values alone, which come from the same facts; one whose halves have
    other blocks is compared by itself. Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a
    template has a mistake or the halves do not say the same.
    """

    def __init__(self, programme: Programme, statements: Sequence[Statement], source: Templates) -> None:
        self._programme, self._source = programme, source
        for order in dict.fromkeys(order_of(programme, each.member) for each in statements):
            self._compare(_of_all(statements, order))

    def halves(self, statement: Statement) -> list[Document]:
        """The halves of one statement, the member's own language first."""
        halves = self._filled(statement)
        if len({tuple((block.kind, len(block.lines)) for block in h.document.blocks) for h in halves}) > 1:
            self._compare(statement)
        return [half.document for half in halves]

    def _compare(self, statement: Statement) -> None:
        halves = self._filled(statement)
        order = tuple(half.language for half in halves)
        check(halves, order, expected_facts(self._programme, statement))

    def _filled(self, statement: Statement) -> list[ComparedHalf]:
        facts = facts_by_language(self._programme, statement)
        return filled_halves(self._source, "statements/statement", facts)


def _of_all(statements: Sequence[Statement], order: tuple[str, ...]) -> Statement:
    """A statement of everything that some statements hold, for somebody with an order of languages."""
    first = next(each for each in statements)
    sessions: dict[tuple[str, bool, tuple[str, ...]], AttendedSession] = {}
    for statement in statements:
        for each in statement.sessions:
            sessions.setdefault((each.session.id, each.minutes is None, each.roles), each)
    return Statement(replace(first.member, languages=order), tuple(sessions.values()))


def facts_by_language(programme: Programme, statement: Statement) -> dict[str, dict[str, object]]:
    """A statement's facts as templates have them, the member's own language first."""
    return {
        language: {name: getattr(facts, name) for name in StatementFacts.__dataclass_fields__}
        for language in order_of(programme, statement.member)
        for facts in [statement_facts(programme, statement, language)]
    }


def order_of(programme: Programme, member: Member) -> tuple[str, ...]:
    """English and French, the member's own first."""
    return tuple(code for code in in_order(member.languages, programme.languages) if code in LANGUAGES)


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


def expected_facts(programme: Programme, statement: Statement) -> ExpectedFacts:
    """What the halves are compared by beside their figures: the person, the themes, who says it."""
    terms = (programme.names, programme.contact.name, *(each.session.titles for each in statement.sessions))
    return ExpectedFacts(
        names=tuple(filter(None, (statement.member.name, programme.contact.person))),
        terms=terms if programme.credits is None else (*terms, programme.credits.body),
    )
