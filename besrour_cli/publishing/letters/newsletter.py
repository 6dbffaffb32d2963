"""The members' newsletter: past sessions, coming ones, how to take part; public, in every language.

It never holds a link, number or passcode to join: those go to invited people in their letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import as_utc, local
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import tag
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.documents.render import to_html, to_markdown, to_text
from besrour_cli.publishing.letters.reading_facts import (
    ReadingFacts,
    distinct_places,
    reading,
    reading_rows,
)
from besrour_cli.publishing.letters.render_halves import inline_styles, render_halves
from besrour_cli.publishing.letters.template_facts import (
    SessionFacts,
    organiser_facts,
    session_facts,
    text_in,
)
from besrour_cli.publishing.parity.half import ExpectedFacts
from besrour_cli.publishing.parity.session_texts import session_mistakes
from besrour_cli.publishing.templates import Templates

MONTHS = 2
"""The newsletter is bimonthly: it looks back and ahead this many months, then only lists dates."""
_SPAN = timedelta(days=31 * MONTHS)


@dataclass(frozen=True, slots=True)
class NewsletterEntry:
    """One session: its facts, its time at the anchor place, a row a clock; ``firm`` once announced."""

    session: SessionFacts
    anchor: ReadingFacts
    places: tuple[ReadingFacts, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class NewsletterGroup:
    """One series as news: name, description, and when it meets next (or None)."""

    name: str
    description: str
    next: ReadingFacts | None
    firm: bool


class NewsletterSection(NamedTuple):
    """What the frames know of one language's half of a newsletter."""

    language: str
    tag: str
    follows: str
    title: str
    text: str
    html: Markup
    markdown: str


def newsletter(
    programme: Programme, plan: Plan, now: datetime, templates: Mapping[str, str]
) -> dict[str, bytes]:
    """The newsletter of ``now``'s month as text, HTML and Markdown: ``newsletter-2027-01.txt`` and so on.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a template has a mistake or the halves
    differ.
    """
    source = Templates(templates)
    frame = newsletter_frame(programme, plan, now, source, programme.languages)
    forms = {
        form: source.frame(f"newsletter.{form}", frame).strip("\n") + "\n" for form in ("txt", "html", "md")
    }
    forms["html"] = inline_styles(forms["html"])
    issue = issue_name(programme, now)
    return {f"{issue}.{form}": text.encode() for form, text in forms.items()}


def issue_name(programme: Programme, now: datetime) -> str:
    """What the issue of ``now``'s month is called: ``newsletter-2027-01``."""
    return f"newsletter-{local(now, programme.anchor.zone):%Y-%m}"


def newsletter_frame(
    programme: Programme, plan: Plan, now: datetime, source: Templates, languages: Sequence[str]
) -> dict[str, object]:
    """What the frames of one issue are filled in with: its halves in this order of languages, its subject.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a template has a mistake or the halves
    differ.
    """
    problems = [
        p
        for session in programme.sessions
        if session.id in plan.slots
        for p in session_mistakes(programme, session)
    ]
    if problems:
        raise DiagnosticsError(
            msg("the newsletter is not written: the sessions’ texts have mistakes"), problems
        )
    facts = {language: newsletter_facts(programme, plan, now, language) for language in languages}
    halves = [
        NewsletterSection(
            language=document.language,
            tag=tag(document.language),
            follows=document.head.get("follows", ""),
            title=document.head.get("title", ""),
            text=to_text(document),
            html=Markup(to_html(document)),
            markdown=to_markdown(document),
        )
        for document in render_halves(source, "newsletter", facts, _expected(programme))
    ]
    return {"halves": halves, "subject": " / ".join(half.title for half in halves)}


def coming(programme: Programme, plan: Plan, now: datetime) -> tuple[ScheduledSession, ...]:
    """The slots whose hours the newsletter of ``now`` gives, earliest first: printing announces them."""
    found = [plan.slots[s.id] for s in programme.sessions if s.id in plan.slots]
    return tuple(
        sorted((slot for slot in found if _is_coming(slot, as_utc(now))), key=lambda s: (s.start, s.session))
    )


def _is_coming(slot: ScheduledSession, now: datetime) -> bool:
    return (
        slot.state not in (SessionState.CANCELLED, SessionState.HELD)
        and now < slot.end
        and slot.start <= now + _SPAN
    )


def newsletter_facts(programme: Programme, plan: Plan, now: datetime, language: str) -> dict[str, object]:
    """Everything the newsletter's template may print, in one language."""
    now = as_utc(now)
    slots = sorted(
        (
            (slot, session)
            for session in programme.sessions
            if (slot := plan.slots.get(session.id)) is not None
        ),
        key=lambda pair: (pair[0].start, pair[1].id),
    )
    alive = [(slot, session) for slot, session in slots if slot.state != SessionState.CANCELLED]
    ahead = [(slot, session) for slot, session in alive if slot.end > now and slot.state != SessionState.HELD]
    here = local(now, programme.anchor.zone)

    def entries(chosen: Sequence[tuple[ScheduledSession, Session]]) -> tuple[NewsletterEntry, ...]:
        return tuple(_entry(programme, session, slot, language) for slot, session in chosen)

    return {
        "programme": text_in(programme.names, language),
        "month": formatting.month_words(here, language),
        "coming": entries([p for p in ahead if _is_coming(p[0], now)]),
        "later": entries([p for p in ahead if p[0].start > now + _SPAN]),
        "held": entries(
            [p for p in alive if now - _SPAN <= p[0].end <= now and p[0].state != SessionState.PROPOSED]
        ),
        "cancelled": entries(
            [p for p in slots if p[0].state == SessionState.CANCELLED and now < p[0].end <= now + _SPAN]
        ),
        "groups": _groups(programme, ahead, language),
        "organiser": organiser_facts(programme.contact, language),
        "tzdata": plan.tzdata,
    }


def _entry(programme: Programme, session: Session, slot: ScheduledSession, language: str) -> NewsletterEntry:
    places = distinct_places(programme.invited(session))
    anchor = programme.anchor
    return NewsletterEntry(
        session_facts(programme, session, language),
        reading(slot.start, slot.end, anchor, language),
        reading_rows(slot.start, slot.end, places, language, anchor),
        slot.state != SessionState.PROPOSED,
    )


def _groups(
    programme: Programme, ahead: Sequence[tuple[ScheduledSession, Session]], language: str
) -> tuple[NewsletterGroup, ...]:
    out = []
    for series in programme.series.values():
        first = next((slot for slot, session in ahead if session.series == series.id), None)
        out.append(
            NewsletterGroup(
                text_in(series.names, language),
                text_in(series.descriptions, language),
                reading(first.start, first.end, programme.anchor, language) if first else None,
                first is not None and first.state != SessionState.PROPOSED,
            )
        )
    return tuple(out)


def _expected(programme: Programme) -> ExpectedFacts:
    return ExpectedFacts(
        names=tuple(filter(None, [programme.contact.person])),
        terms=(
            programme.names,
            programme.contact.name,
            *(series.names for series in programme.series.values()),
        ),
        places=tuple(
            {code: place.name(code) for code in programme.languages}
            for place in distinct_places(programme.members)
        ),
    )
