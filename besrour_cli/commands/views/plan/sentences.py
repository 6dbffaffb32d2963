"""The year in a few plain sentences: who has a night, who carries most, whether anything fairer exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.formatting import clock_face
from besrour_cli.commands.terminal.console import IN_SENTENCE, truncate
from besrour_cli.commands.views.plan.against import BETTER
from besrour_cli.commands.views.plan.staying import beyond_tolerance
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import FIXED, Plan
from besrour_cli.model.text.numbers import number_text
from besrour_cli.planning.problem.fairness_rule import REGIONS
from besrour_cli.planning.problem.sentences import join_names, join_sentences_and, join_sentences_or

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.year_summary import YearSummary


def as_data(summary: YearSummary) -> dict[str, object]:
    """The facts of the sentences, for ``--json``."""
    return {
        "nights": dict(summary.nights),
        "most": {
            "people": list(summary.most),
            "burden": summary.burden,
            "sessions": summary.sessions,
            "hard": summary.hard,
        },
        "mean": round(summary.mean, 2),
        "few_good": dict(summary.few_good),
        "proven": summary.proven,
        "unproven": [step.name for step in summary.unproven],
        "following": [step.name for step in summary.following],
        "open_ties": summary.open_ties,
    }


def sentences(programme: Programme, plan: Plan, summary: YearSummary) -> Iterator[Message]:
    """A sentence for each answer, and one more where ties were left open."""
    if summary.nobody and plan.slots:
        yield msg(
            "Nobody takes part: those invited are all paused. No hour is fairer than another, and the dates "
            "and hours chosen mean nothing yet."
        )
        return
    yield _nights(programme, summary)
    if summary.most:
        yield _most(programme, summary)
    if programme.fairness.profiles and plan.best:
        yield _regret(programme, plan)
    if summary.few_good:
        yield _few_good(programme, summary)
    yield _proof(programme, plan, summary)
    ties = open_ties(summary.open_ties)
    if ties is not None:
        yield ties


def _regret(programme: Programme, plan: Plan) -> Message:
    """How far a region is from what it could have, whichever of the assumed profiles is true."""
    regret = next(step.value for step in plan.steps if step.name == REGIONS)
    return msg(
        "Which hours are hard for people is not known; {profiles} are assumed. Whichever is true, no region "
        "carries more than {regret} an invitation above the best it could have.",
        profiles=join_names(programme.fairness.profiles),
        regret={code: number_text(regret, code, 2) for code in LANGUAGES},
    )


def figure(value: float) -> Text:
    """A burden as people read it: to tenths."""
    return {code: number_text(value, code, 1) for code in LANGUAGES}


def hour(minute: int) -> Text:
    """A minute of the day as the plan writes it: ``22:00`` / ``22 h``."""
    moment = datetime(2000, 1, 1, minute // 60 % 24, minute % 60, tzinfo=UTC)
    return {code: clock_face(moment, code) for code in LANGUAGES}


def _nights(programme: Programme, summary: YearSummary) -> Message:
    first, last = map(hour, programme.fairness.night)
    if not summary.nights:
        return msg("Nobody has a night (between {first} and {last} there).", first=first, last=last)
    return msgn(
        "{n} person has a night (between {first} and {last} there): {who}.",
        "{n} people have {nights} nights in all (between {first} and {last} there): {who}.",
        len(summary.nights),
        nights=sum(summary.nights.values()),
        first=first,
        last=last,
        who=_with_counts(programme, summary.nights),
    )


def _with_counts(programme: Programme, counts: Mapping[str, int]) -> Message:
    """The first people by name, each with a number, and how many more there are."""
    names = {member.id: member.name for member in programme.members}
    shown, more = truncate(list(counts), IN_SENTENCE)
    who: list[Message] = [msg("{name} ({nights})", name=names.get(i, i), nights=counts[i]) for i in shown]
    if more:
        who.append(msgn("{n} more", "{n} more", more))
    return join_sentences_and(who)


def _few_good(programme: Programme, summary: YearSummary) -> Message:
    return msgn(
        "No session at a good hour: {who}.",
        "Fewer than {n} sessions at a good hour: {who}.",
        programme.fairness.good_sessions,
        who=_with_counts(programme, summary.few_good),
    )


def _most(programme: Programme, summary: YearSummary) -> Message:
    if not summary.burden:
        return msg("Nobody carries anything: every hour suits everyone.")
    members = {member.id: member for member in programme.members}
    first = members.get(summary.most[0])
    carried = msgn(
        "{names} carries most: {burden} over the year; people carry {mean} on average (an ordinary hour in "
        "clinic counts 1).",
        "{names} carry most: {burden} each over the year; people carry {mean} on average (an ordinary hour "
        "in clinic counts 1).",
        len(summary.most),
        names=join_names([members[i].name if i in members else i for i in summary.most]),
        burden=figure(summary.burden),
        mean=figure(summary.mean),
    )
    if not summary.hard or first is None:
        return carried
    hard = msgn(
        "In {place}, {n} session of {sessions} is not at a reasonable hour.",
        "In {place}, {n} sessions of {sessions} are not at a reasonable hour.",
        summary.hard,
        place=first.place.names,
        sessions=summary.sessions,
    )
    return msg("{first} {second}", first=carried, second=hard)


def _proof(programme: Programme, plan: Plan, summary: YearSummary) -> Message:
    if summary.unproven:
        return _not_proven(summary)
    if beyond_tolerance(plan.steps, programme.fairness):
        return msg(
            "It is proven that nothing fairer exists, as long as the year stays close to what was proposed."
        )
    given = any(slot.state in FIXED for slot in plan.slots.values()) or plan.holds or plan.retained
    if given or any(session.pinned for session in programme.sessions):
        return msg(
            "It is proven that nothing fairer exists, as long as what was announced, fixed or held stays."
        )
    return msg("It is proven that nothing fairer exists.")


def _not_proven(summary: YearSummary) -> Message:
    """What a better plan might have, by each step that is not proven; the steps after it are open."""
    better = [BETTER[step.name] for step in summary.unproven]
    sentence = msg(
        "It is not proven in the time allowed that nothing fairer exists: there may be a plan {better} "
        "(--seconds allows more).",
        better=join_sentences_or(better),
    )
    if not summary.following:
        return sentence
    return msg(
        "{first} {second}",
        first=sentence,
        second=msg("Whatever the rule weighs after that is not proven either."),
    )


def open_ties(sessions: int) -> Message | None:
    """How many sessions' ties the time allowed did not settle; None when all are."""
    if not sessions:
        return None
    return msgn(
        "tie-break: {n} session left open in the time allowed; --seconds allows more",
        "tie-break: {n} sessions left open in the time allowed; --seconds allows more",
        sessions,
    )
