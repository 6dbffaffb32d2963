"""The introduction as mail: one text a group and order of languages, and a letter a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from besrour_cli.model.language import in_order
from besrour_cli.model.letter_kind import INTRODUCTION
from besrour_cli.model.people.mentoring import MentoringTerm
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.letters.general_mail import RenderedMail, mail_to, recipient, rendered_mail
from besrour_cli.publishing.letters.letters import Letter
from besrour_cli.publishing.letters.newsletter import mail_frame
from besrour_cli.publishing.letters.render_halves import render_halves
from besrour_cli.publishing.mentors.facts import IntroducedGroup, introduction_facts
from besrour_cli.publishing.parity.half import ExpectedFacts
from besrour_cli.publishing.templates import Templates

TEMPLATE = "mentors/letter"


def introductions(
    programme: Programme,
    term: MentoringTerm,
    groups: Sequence[tuple[str, IntroducedGroup]],
    templates: Mapping[str, str],
    moment: datetime,
) -> Iterator[tuple[str, Member, Letter]]:
    """The letters of all groups, each with what it is about and whom it goes to, checked before the first.

    ``groups`` has each group with the name under which its letters are known. Raises
    :class:`~besrour_cli.model.errors.DiagnosticsError` when a template has a mistake, the halves do not say
    the same, or an address cannot be written to.
    """
    source = Templates(templates)
    made: list[tuple[str, Member, RenderedMail]] = []
    for about, introduced in groups:
        known: dict[tuple[str, ...], RenderedMail] = {}
        for member in introduced.members:
            recipient(member)
            order = in_order(member.languages, source.languages_of(TEMPLATE, programme.languages))
            if order not in known:
                known[order] = _rendered(programme, term, introduced, source, order)
            made.append((about, member, known[order]))
    return (
        (about, member, mail_to(programme, member, mail, (about, INTRODUCTION), moment))
        for about, member, mail in made
    )


def _rendered(
    programme: Programme,
    term: MentoringTerm,
    introduced: IntroducedGroup,
    source: Templates,
    order: tuple[str, ...],
) -> RenderedMail:
    facts = {language: introduction_facts(programme, term, introduced, language) for language in order}
    expected = ExpectedFacts(
        names=tuple(filter(None, (programme.contact.person, *(m.name for m in introduced.members)))),
        terms=(programme.names, programme.contact.name, *(term.topics[t] for t in introduced.topics)),
        places=tuple({code: m.place.name(code) for code in order} for m in introduced.members),
    )
    return rendered_mail(source, mail_frame(render_halves(source, TEMPLATE, facts, expected)), order)
