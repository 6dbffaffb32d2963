"""The letters that statements go out with: the same words for everybody, and each person's own PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from besrour_cli.model.language import in_order, language_name
from besrour_cli.model.letter_kind import STATEMENT
from besrour_cli.model.people.statement import Statement
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.letters.general_mail import RenderedMail, mail_to, recipient, rendered_mail
from besrour_cli.publishing.letters.letters import Letter
from besrour_cli.publishing.letters.mime_message import Attachment
from besrour_cli.publishing.letters.newsletter import mail_frame
from besrour_cli.publishing.letters.render_halves import render_halves
from besrour_cli.publishing.letters.statement_facts import check_address
from besrour_cli.publishing.letters.template_facts import organiser_facts, text_in
from besrour_cli.publishing.parity.half import ExpectedFacts
from besrour_cli.publishing.statements.wording import LETTER, order_of
from besrour_cli.publishing.templates import Templates


class StatementLetters:
    """Writes the letters of some statements; everything in them is checked before the first.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a template has a mistake, the halves do
    not say the same, or an address cannot be written to.
    """

    def __init__(
        self, programme: Programme, statements: Sequence[Statement], templates: Mapping[str, str]
    ) -> None:
        source = Templates(templates)
        self._programme, self._source = programme, source
        self._mail: dict[tuple[str, ...], RenderedMail] = {}
        for statement in statements:
            recipient(statement.member)
            order = order_of(programme, statement.member, source)
            if order not in self._mail:
                self._mail[order] = _rendered(programme, source, order)

    def letter(self, statement: Statement, pdf: bytes, moment: datetime) -> Letter:
        """One person's letter, dated ``moment``, with the statement as a file."""
        member = statement.member
        mail = self._mail[order_of(self._programme, member, self._source)]
        attachment = Attachment(f"{member.id}.pdf", pdf)
        return mail_to(self._programme, member, mail, (STATEMENT, STATEMENT), moment, attachment)


def _rendered(programme: Programme, source: Templates, order: tuple[str, ...]) -> RenderedMail:
    facts = {
        language: {
            "programme": text_in(programme.names, language),
            "organiser": organiser_facts(programme.contact, language),
            "page": check_address(programme),
            "languages": tuple(language_name(code, language) for code in in_order([language], order)),
        }
        for language in order
    }
    expected = ExpectedFacts(
        names=tuple(filter(None, (programme.contact.person,))),
        terms=(programme.names, programme.contact.name),
    )
    documents = render_halves(source, LETTER, facts, expected)
    return rendered_mail(source, mail_frame(documents), order)
