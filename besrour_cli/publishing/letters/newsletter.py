"""The members' newsletter: past sessions, coming ones, how to take part; public, in every language.

It goes to everyone: only the published series are in it, and never a link, number or passcode to join. Hours
that may still change are not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from besrour_cli.clock import formatting
from besrour_cli.clock.instants import as_utc, local
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import tag
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Series, Session
from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.documents.render import to_html, to_markdown, to_text
from besrour_cli.publishing.harvests.facts import HarvestFacts, harvest_facts, mistakes_in_harvests
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
    """One session: its facts, its time at the anchor place, a row a clock.

    ``harvest`` is what tables talked about at one that is over.
    """

    session: SessionFacts
    anchor: ReadingFacts
    places: tuple[ReadingFacts, ...]
    harvest: HarvestFacts | None = None


@dataclass(frozen=True, slots=True)
class PendingSession:
    """One session whose time is only proposed, or not planned yet: its title, series and likely month."""

    title: str
    series: str
    month: str


@dataclass(frozen=True, slots=True)
class NewsletterGroup:
    """One series as news: name, description, and when it meets next (None: nothing is announced)."""

    name: str
    description: str
    next: ReadingFacts | None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The call for themes while it is open: its last day in words, and its link."""

    until: str
    link: str


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
    found = [p for session in _published(programme) for p in session_mistakes(programme, session)]
    found += mistakes_in_harvests(programme, (slot.session for slot in _recent(programme, plan, now)))
    problems = [p for p in found if not p.warning]
    if problems:
        raise DiagnosticsError(
            msg("the newsletter is not written: the sessions’ texts have mistakes"), problems
        )
    facts = {language: newsletter_facts(programme, plan, now, language) for language in languages}
    return mail_frame(render_halves(source, "newsletter", facts, _expected(programme)))


def mail_frame(documents: Iterable[Document]) -> dict[str, object]:
    """What the newsletter's frames are filled in with, whatever the halves say."""
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
        for document in documents
    ]
    return {"halves": halves, "subject": " / ".join(half.title for half in halves)}


def coming(programme: Programme, plan: Plan, now: datetime) -> tuple[ScheduledSession, ...]:
    """The slots whose hours the newsletter of ``now`` gives, earliest first: sending it announces them."""
    found = [plan.slots[s.id] for s in _published(programme) if s.id in plan.slots]
    return tuple(
        sorted((slot for slot in found if _is_coming(slot, as_utc(now))), key=lambda s: (s.start, s.session))
    )


def _published(programme: Programme) -> tuple[Session, ...]:
    """The sessions of the published series."""
    series = {series.id for series in _published_series(programme)}
    return tuple(session for session in programme.sessions if session.series in series)


def _published_series(programme: Programme) -> tuple[Series, ...]:
    """The series that everyone may read of: those that ``publish:`` names, or all."""
    return tuple(programme.series[name] for name in programme.publish.series or programme.series)


def _is_ahead(slot: ScheduledSession, now: datetime) -> bool:
    return slot.state not in (SessionState.CANCELLED, SessionState.HELD) and now < slot.end


def _is_recent(slot: ScheduledSession, now: datetime) -> bool:
    over = slot.state in (SessionState.HELD, SessionState.ANNOUNCED)
    return over and now - _SPAN <= slot.end <= now


def _recent(programme: Programme, plan: Plan, now: datetime) -> list[ScheduledSession]:
    """The slots of the sessions on which the newsletter looks back, earliest first."""
    slots = [plan.slots[session.id] for session in _published(programme) if session.id in plan.slots]
    found = [slot for slot in slots if _is_recent(slot, as_utc(now))]
    return sorted(found, key=lambda slot: (slot.start, slot.session))


def _is_coming(slot: ScheduledSession, now: datetime) -> bool:
    return _is_ahead(slot, now) and slot.start <= now + _SPAN


def newsletter_facts(programme: Programme, plan: Plan, now: datetime, language: str) -> dict[str, object]:
    """Everything the newsletter's template may print, in one language."""
    now = as_utc(now)
    sessions = _published(programme)
    pairs = [(plan.slots[session.id], session) for session in sessions if session.id in plan.slots]
    slots = sorted(pairs, key=lambda pair: (pair[0].start, pair[1].id))
    firm = [p for p in slots if _is_ahead(p[0], now) and p[0].state != SessionState.PROPOSED]
    here = local(now, programme.anchor.zone)

    def entries(chosen: Iterable[tuple[ScheduledSession, Session]]) -> tuple[NewsletterEntry, ...]:
        return tuple(_entry(programme, session, slot, now, language) for slot, session in chosen)

    return {
        "programme": text_in(programme.names, language),
        "month": formatting.month_words(here, language),
        "coming": entries(p for p in firm if _is_coming(p[0], now)),
        "later": entries(p for p in firm if not _is_coming(p[0], now)),
        "pending": _pending(programme, plan, now, language),
        "held": entries(p for p in slots if _is_recent(p[0], now)),
        "cancelled": entries(
            p for p in slots if p[0].state == SessionState.CANCELLED and now < p[0].end <= now + _SPAN
        ),
        "groups": _groups(programme, firm, language),
        "call": _call(programme, here.date(), language),
        "organiser": organiser_facts(programme.contact, language),
        "tzdata": plan.tzdata,
    }


def _entry(
    programme: Programme, session: Session, slot: ScheduledSession, now: datetime, language: str
) -> NewsletterEntry:
    places = distinct_places(programme.invited(session))
    anchor = programme.anchor
    return NewsletterEntry(
        session_facts(programme, session, language),
        reading(slot.start, slot.end, anchor, language),
        reading_rows(slot.start, slot.end, places, language, anchor),
        harvest_facts(programme, session.id, language) if slot.end <= now else None,
    )


def _pending(programme: Programme, plan: Plan, now: datetime, language: str) -> tuple[PendingSession, ...]:
    """Sessions to come whose time is only proposed, or that have none yet, in order of time."""
    today = local(now, programme.anchor.zone).date()
    found: list[tuple[date, Session]] = []
    for session in _published(programme):
        slot = plan.slots.get(session.id)
        if slot is None:
            if session.window.last >= today:
                found.append((max(session.window.first, today), session))
        elif slot.state == SessionState.PROPOSED and slot.end > now:
            found.append((local(slot.start, programme.anchor.zone).date(), session))
    return tuple(
        PendingSession(
            text_in(session.titles, language),
            text_in(programme.series[session.series].names, language),
            formatting.month_words(day, language),
        )
        for day, session in sorted(found, key=lambda pair: (pair[0], pair[1].id))
    )


def _groups(
    programme: Programme, firm: Sequence[tuple[ScheduledSession, Session]], language: str
) -> tuple[NewsletterGroup, ...]:
    """The published series, each with its next meeting."""
    out = []
    for series in _published_series(programme):
        first = next((slot for slot, session in firm if session.series == series.id), None)
        out.append(
            NewsletterGroup(
                text_in(series.names, language),
                text_in(series.descriptions, language),
                reading(first.start, first.end, programme.anchor, language) if first else None,
            )
        )
    return tuple(out)


def _call(programme: Programme, today: date, language: str) -> CallFacts | None:
    """The call for themes; None when there is none, or it is over."""
    call = programme.theme_call
    if call is None or call.open_until < today:
        return None
    return CallFacts(formatting.date_words(call.open_until, language).removeprefix("le\u00a0"), call.link)


def _expected(programme: Programme) -> ExpectedFacts:
    return ExpectedFacts(
        names=tuple(filter(None, [programme.contact.person])),
        terms=(
            programme.names,
            programme.contact.name,
            *(series.names for series in _published_series(programme)),
        ),
        places=tuple(
            {code: place.name(code) for code in programme.languages}
            for place in distinct_places(programme.members)
        ),
    )
