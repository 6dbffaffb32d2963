"""Hours held against the rule for reviewing them: which are due, which stay, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock.written_hours import hour_text
from besrour_cli.commands.terminal.console import IN_SENTENCE, truncate
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.commands.views.local_times import clock_words
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.text.numbers import percent_text

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, ReviewPolicy
    from besrour_cli.planning.history.review_rule import AttendanceShare, HourReview


def as_data(programme: Programme, plan: Plan) -> dict[str, object] | None:
    """The rule and every hour it was held against, for ``--json``; None without a rule."""
    from besrour_cli.planning.history.review_rule import review_hours

    rule = programme.review
    if rule is None:
        return None
    held = dict.fromkeys(sorted(programme.series), 0)
    for session in programme.sessions:
        slot = plan.slots.get(session.id)
        held[session.series] += slot is not None and slot.state == SessionState.HELD
    return {
        "after": rule.after,
        "attendance": rule.attendance,
        "held": held,
        "hours": [
            {
                "series": hour.series,
                "hour": hour_text(hour.minute),
                "verdict": hour.verdict,
                "came": hour.came,
                "invited": hour.invited,
                "sessions": list(hour.known),
                "unknown": list(hour.unknown),
                "regions": [{"region": s.region, "came": s.came, "invited": s.invited} for s in hour.regions],
            }
            for hour in review_hours(programme, plan)
        ],
    }


def lines(programme: Programme, plan: Plan) -> Iterator[Message]:
    """The rule, then a sentence for every hour it was held against, then what is not known."""
    from besrour_cli.planning.history.review_rule import review_hours, without_attendance

    rule = programme.review
    if rule is None:
        return
    yield msgn(
        "Agreed: after {n} session of a series, an hour to which less than {share} came is reviewed.",
        "Agreed: after {n} sessions of a series, an hour to which less than {share} came is reviewed.",
        rule.after,
        share=_percent(rule.attendance),
    )
    for hour in review_hours(programme, plan):
        if hour.verdict == "due":
            yield _due(programme, rule, hour)
        elif hour.verdict == "stays":
            yield msgn(
                "{series}, {hour}: {came} of {invited} invitations to {n} session were taken up ({share}): "
                "the hour stays.",
                "{series}, {hour}: {came} of {invited} invitations to {n} sessions were taken up ({share}): "
                "the hour stays.",
                len(hour.known),
                **_taken_up(programme, hour),
            )
    missing = without_attendance(programme, plan)
    if missing:
        yield msgn(
            "Nobody wrote who came to {n} session ({sessions}): fill sessions/attendance.csv, so that its "
            "hour can be judged.",
            "Nobody wrote who came to {n} sessions ({sessions}): fill sessions/attendance.csv, so that their "
            "hours can be judged.",
            len(missing),
            sessions=_some(missing),
        )


def _due(programme: Programme, rule: ReviewPolicy, hour: HourReview) -> Message:
    from besrour_cli.planning.history.review_rule import below_threshold

    fewest = [s for s in hour.regions if below_threshold(s.came, s.invited, rule)]
    return msgn(
        "{series}, {hour}: {came} of {invited} invitations to {n} session were taken up ({share}): the hour "
        "is due for review. Least from: {regions}.",
        "{series}, {hour}: {came} of {invited} invitations to {n} sessions were taken up ({share}): the hour "
        "is due for review. Least from: {regions}.",
        len(hour.known),
        **_taken_up(programme, hour),
        regions=_some([_region(programme, s) for s in fewest]),
    )


def _taken_up(programme: Programme, hour: HourReview) -> dict[str, Fact]:
    return {
        "series": programme.series[hour.series].names,
        "hour": _hour(programme, hour.minute),
        "came": hour.came,
        "invited": hour.invited,
        "share": _share(hour.came, hour.invited),
    }


def _region(programme: Programme, share: AttendanceShare) -> str:
    found = msg(
        "{name} {came} of {all} ({share})",
        name=programme.region_name(share.region, language()),
        came=share.came,
        all=share.invited,
        share=_share(share.came, share.invited),
    )
    return translate(found)


def _hour(programme: Programme, minute: int) -> Text:
    return {code: f"{clock_words(minute, code)} {programme.anchor.name(code)}" for code in LANGUAGES}


def _share(came: int, invited: int) -> Text:
    return _percent(100 * came // invited / 100)  # whole percents, rounded down


def _percent(share: float) -> Text:
    return {code: percent_text(share, code) for code in LANGUAGES}


def _some(words: Sequence[str]) -> str:
    shown, more = truncate(words, IN_SENTENCE)
    return ", ".join(shown) + (", …" if more else "")
