"""The two halves of a statement: each from ``templates/statements/statement.LANGUAGE.md``, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from besrour_cli.model.language import in_order
from besrour_cli.model.people.statement import AttendedSession, Statement
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.letters.render_halves import filled_halves
from besrour_cli.publishing.letters.statement_facts import StatementFacts, statement_facts
from besrour_cli.publishing.parity.compare import check
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.templates import Templates

STATEMENT, LETTER = "statements/statement", "statements/letter"
"""The templates of a statement, and of the letter that it comes with."""


class StatementWording:
    """Writes the halves of many statements, compared once, on a statement that has all of their sessions.

    Those of one person differ from it in values alone, which come from the same facts; one whose halves have
    other blocks is compared by itself. Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a
    template has a mistake or the halves do not say the same.
    """

    def __init__(self, programme: Programme, statements: Sequence[Statement], source: Templates) -> None:
        self._programme, self._source = programme, source
        for order in dict.fromkeys(order_of(programme, each.member, source) for each in statements):
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
        order = order_of(self._programme, statement.member, self._source)
        facts = facts_by_language(self._programme, statement, order)
        return filled_halves(self._source, STATEMENT, facts)


def _of_all(statements: Sequence[Statement], order: tuple[str, ...]) -> Statement:
    """A statement of everything that some statements hold, for somebody with an order of languages."""
    first = next(each for each in statements)
    sessions: dict[tuple[str, bool, tuple[str, ...]], AttendedSession] = {}
    for statement in statements:
        for each in statement.sessions:
            sessions.setdefault((each.session.id, each.minutes is None, each.roles), each)
    return Statement(replace(first.member, languages=order), tuple(sessions.values()))


def facts_by_language(
    programme: Programme, statement: Statement, order: Sequence[str]
) -> dict[str, dict[str, object]]:
    """A statement's facts as templates have them, in an order of languages."""
    return {
        language: {name: getattr(facts, name) for name in StatementFacts.__dataclass_fields__}
        for language in order
        for facts in [statement_facts(programme, statement, language)]
    }


def order_of(programme: Programme, member: Member, source: Templates) -> tuple[str, ...]:
    """The languages in which there are both a statement and its letter, the member's own first."""
    both = source.languages_of(LETTER, source.languages_of(STATEMENT, programme.languages))
    return in_order(member.languages, both)


def expected_facts(programme: Programme, statement: Statement) -> ExpectedFacts:
    """What the halves are compared by beside their figures: the person, the themes, who says it."""
    terms = (programme.names, programme.contact.name, *(each.session.titles for each in statement.sessions))
    return ExpectedFacts(
        names=tuple(filter(None, (statement.member.name, programme.contact.person))),
        terms=terms if programme.credits is None else (*terms, programme.credits.body),
    )
