"""The people of the programme in a table, and one person whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.role_names import roles_of
from besrour_cli.commands.terminal.console import out, shortened, styled
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, language, number, translate
from besrour_cli.commands.views.attendance import STATES
from besrour_cli.commands.views.local_times import clock_words, local_words
from besrour_cli.model.language import language_name
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.programme import DAY

if TYPE_CHECKING:
    from besrour_cli.delivery.mail.status import DeliveryStatus
    from besrour_cli.feedback.replies.tally import Rsvp
    from besrour_cli.model.plan import Burden, ScheduledSession
    from besrour_cli.model.programme import Member, Programme, Session, WeekSpan

_FIRST, _SECOND = 40, 22
"""Columns of the first and second entry of a row."""
LETTERS: Mapping[str, Message] = {
    "sent": msg("sent"),
    "refused": msg("refused by the server"),
    "bounced": msg("came back"),
    "unknown": msg("not known whether it arrived"),
    "open": msg("not sent yet"),
}


class SessionRsvp(NamedTuple):
    """A member's answer to a session that is to come and that people know of."""

    session: Session
    slot: ScheduledSession
    rsvp: Rsvp


class MemberOverview(NamedTuple):
    """A member with her answers by start, and the sessions of this year.

    ``came`` counts those she was at, ``noted`` those she was invited to of which it is known who came.
    """

    member: Member
    answers: tuple[SessionRsvp, ...]
    came: int
    noted: int


def print_table(overviews: Sequence[MemberOverview]) -> None:
    """Two lines a person, in the order of the roster: a table of one line has no room for whole ids."""
    for each in overviews:
        member = each.member
        spoken, groups = " ".join(member.languages), " ".join(member.groups)
        out(_row(member.name, member.id, member.place.name(language())))
        out(styled(_row(f"  {spoken:<6}{groups}", _brief(each), _came(each)), "dim"))
    if overviews:
        out()
        out(_("Below a name: languages, groups, answers to sessions to come, and attendance"))
        out(_("this year, where it was noted. One person whole: besrour members ID"))
    paused = sum(each.member.paused for each in overviews)
    out(msgn("{n} person, {paused} paused.", "{n} people, {paused} paused.", len(overviews), paused=paused))


def _row(first: str, second: str, third: str) -> str:
    """Three columns; the first is cut where it is too long, the second never, since ids are copied."""
    if is_plain():
        return "; ".join(" ".join(each.split()) for each in (first, second, third) if each)
    return f"{shortened(first, _FIRST - 2):<{_FIRST}}{second:<{_SECOND}} {third}".rstrip()


def _brief(each: MemberOverview) -> str:
    """The answers to the sessions to come: how many yes, perhaps, no, and without an answer."""
    if each.member.paused:
        return _("paused")
    counts: dict[str, int] = {}
    for answer in each.answers:
        state = translate(STATES[answer.rsvp.state]) if answer.rsvp.state in _SHORT else _("open")
        counts[state] = counts.get(state, 0) + 1
    return ", ".join(f"{n} {state}" for state, n in counts.items()) or "–"


_SHORT = ("accepted", "tentative", "declined")


def _came(each: MemberOverview) -> str:
    return translate(msg("came {came}/{n}", came=each.came, n=each.noted)) if each.noted else ""


def print_person(
    programme: Programme,
    each: MemberOverview,
    letters: Sequence[tuple[str, DeliveryStatus]],
    past: Burden | None,
    moment: datetime,
) -> None:
    """Everything about one person that the files, the answers and the ledger say."""
    member = each.member
    out(f"{styled(member.name, 'bold')} ({member.id})")
    for title, words in _facts(programme, member, moment):
        if words:
            out(translate(msg("  {title}: {words}", title=title, words=words)))
    if past is not None:
        spent: dict[str, Fact] = {"burden": number(past.burden), "nights": past.nights}
        out(
            msgn(
                "  so far: {n} session, burden {burden}, {nights} at night",
                "  so far: {n} sessions, burden {burden}, {nights} at night",
                past.sessions,
                **spent,
            )
        )
    if each.noted:
        out(msg("  came this year: {came} of {n}", came=each.came, n=each.noted))
    out()
    out(styled(_("Answers"), "bold"))
    for answer in each.answers:
        out(f"  {_answer_line(answer, member)}")
    if not each.answers:
        out(_("  Nobody has told this person of a session that is to come."))
    if letters:
        out()
        out(styled(_("Letters"), "bold"))
        for about, status in letters:
            out(f"  {_letter_line(about, status, member)}")


def _facts(programme: Programme, member: Member, moment: datetime) -> Iterable[tuple[Message, str]]:
    spoken = language()
    here = instants.local(moment, member.place.zone)
    yield msg("e-mail"), member.email
    yield msg("place"), f"{member.place.name(spoken)} ({member.place.zone})"
    yield (
        msg("now there"),
        f"{local_words(moment, member.place.zone)}, {formatting.offset_words(here, spoken)}",
    )
    yield msg("languages"), ", ".join(language_name(code, spoken) for code in member.languages)
    yield msg("groups"), ", ".join(member.groups)
    yield msg("region"), programme.region_name(member.region, spoken)
    role = member.role or {}
    yield msg("role"), role.get(spoken) or next(iter(role.values()), "")
    yield msg("career stage"), member.career_stage
    yield msg("profile"), member.profile
    yield msg("good hours"), week_words(member.hours)
    yield msg("never"), week_words(member.never)
    yield msg("observes"), ", ".join(member.observes)
    yield msg("spans taken by the own calendar"), str(len(member.busy) or "")
    yield msg("paused"), _paused(member)


def _paused(member: Member) -> str:
    if member.paused_until is None:
        return _("yes") if member.paused else ""
    return translate(msg("until {date}", date=member.paused_until.isoformat()))


def week_words(spans: Iterable[WeekSpan]) -> str:
    """Spans of the week in words, days with the same hours together: “Monday, Friday 9:00 a.m.–noon”.

    A whole day is its name alone, and hours of every day are hours alone.
    """
    spoken = language()
    days: dict[tuple[int, int], list[str]] = {}
    for span in spans:
        day = span.start // DAY
        hours = (span.start - day * DAY, (span.end - day * DAY) % DAY)
        days.setdefault(hours, []).append(formatting.DAYS[spoken][day])
    return "; ".join(
        " ".join(
            (
                *([", ".join(names)] if len(names) < len(formatting.DAYS[spoken]) or first == last else []),
                *([f"{clock_words(first, spoken)}–{clock_words(last, spoken)}"] if first != last else []),
            )
        )
        for (first, last), names in days.items()
    )


def _answer_line(answer: SessionRsvp, member: Member) -> str:
    roles = [translate(r) if isinstance(r, Message) else r for r in roles_of(answer.session, member.id)]
    must = f" ({', '.join(roles)})" if roles else ""
    when = local_words(answer.slot.start, member.place.zone)
    return translate(
        msg(
            "{session}{roles}, {when}: {answer}",
            session=answer.session.id,
            roles=must,
            when=when,
            answer=STATES[answer.rsvp.state],
        )
    )


def _letter_line(about: str, status: DeliveryStatus, member: Member) -> str:
    at = instants.instant_of(status.last.at)
    when = local_words(at, member.place.zone) if at else "–"
    return translate(
        msg("{session}, {when}: {state}", session=about or "–", when=when, state=LETTERS[status.state])
    )


def as_data(each: MemberOverview) -> dict[str, object]:
    """One person for ``--json``."""
    member = each.member
    return {
        "id": member.id,
        "name": member.name,
        "email": member.email,
        "place": member.place.name("en"),
        "zone": member.place.zone,
        "languages": list(member.languages),
        "groups": list(member.groups),
        "region": member.region,
        "role": dict(member.role or {}),
        "paused": member.paused,
        "paused_until": member.paused_until.isoformat() if member.paused_until else None,
        "answers": [
            {
                "session": a.session.id,
                "start": instants.instant_text(a.slot.start),
                "local": instants.local(a.slot.start, member.place.zone).isoformat(),
                "state": a.rsvp.state,
                "roles": [role for role, ids in a.session.required.items() if member.id in ids],
            }
            for a in each.answers
        ],
        "came": each.came,
        "noted": each.noted,
    }


def person_as_data(each: MemberOverview, letters: Sequence[tuple[str, DeliveryStatus]]) -> dict[str, object]:
    """One person whole, for ``--json``."""
    member = each.member
    return {
        **as_data(each),
        "career_stage": member.career_stage,
        "profile": member.profile,
        "hours": [list(span) for span in member.hours],
        "never": [list(span) for span in member.never],
        "observes": list(member.observes),
        "busy": [
            {"start": instants.instant_text(a), "end": instants.instant_text(b)} for a, b in member.busy
        ],
        "letters": [
            {"session": about, "state": status.state, "kind": status.last.kind, "at": status.last.at}
            for about, status in letters
        ],
    }
