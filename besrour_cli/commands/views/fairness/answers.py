"""What members' never-hours cost, and which question is worth asking: kindly, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting
from besrour_cli.commands.terminal.console import IN_LINE, truncate
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.text.numbers import number_text
from besrour_cli.planning.problem.sentences import join_names, join_sentences_and

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.explain.prices.answers import AnswerGain
    from besrour_cli.planning.explain.prices.cheapest_question import AnswerPrices

_SAME = 0.005
"""Burdens closer than this are the same: they are hundredths."""


def as_data(prices: AnswerPrices) -> dict[str, object]:
    """Answers with what each gains, and whose were not looked at, for ``--json``."""
    return {
        "answers": [
            {
                "member": gain.answer.member.id,
                "kind": str(gain.answer.kind),
                "at": [at.isoformat() for at in gain.at],
                "before": gain.before._asdict(),
                "after": gain.after._asdict(),
            }
            for gain in prices.gains
        ],
        "missing": sorted({answer.member.id for answer in prices.missing}),
    }


def question_line(programme: Programme, prices: AnswerPrices) -> Iterator[Message]:
    """The question most worth asking, if there is one; where there was no time for it, that is said."""
    if prices.gains:
        yield _question(programme, prices.gains[0])
    elif prices.missing:
        yield msg("There was no time to look for a question worth asking; besrour fairness takes more.")


def question_lines(programme: Programme, prices: AnswerPrices) -> Iterator[Message]:
    """The question most worth asking, or that there is none, and what was not looked at."""
    if prices.gains:
        yield _question(programme, prices.gains[0])
    elif not prices.missing:
        yield msg(
            "No single answer would spare a night, or a tenth of what the region that carries most carries."
        )
    if prices.missing:
        yield msg("The time ended before every answer was tried; --seconds allows more.")


def never_lines(programme: Programme, prices: AnswerPrices) -> Iterator[Message]:
    """What each member's never-hours cost, the greatest first; nothing where nobody has any."""
    if not any(member.never and not member.paused for member in programme.members):
        return
    shown, more = truncate(prices.gains, IN_LINE)
    for gain in shown:
        yield msg(
            "If {name} could make it at {when} after all, {gains}. A kind word may be worth it, and a no is "
            "a good answer too.",
            name=gain.answer.member.name,
            when=_when(gain),
            gains=_gains(programme, gain),
        )
    if more:
        yield msgn(
            "The never-hours of {n} more person cost less.",
            "The never-hours of {n} more people cost less.",
            more,
        )
    if not prices.gains and not prices.missing:
        yield msg("Nobody’s never-hours cost the others anything.")
    if prices.missing:
        names = {answer.member.id: answer.member.name for answer in prices.missing}
        yield msg(
            "What the never-hours of {names} cost was not worked out in the time; --seconds allows more.",
            names=join_names([names[each] for each in sorted(names)]),
        )


def _question(programme: Programme, gain: AnswerGain) -> Message:
    return msg(
        "Worth a question: would {when} suit {name}? Then {gains}.",
        when=_when(gain),
        name=gain.answer.member.name,
        gains=_gains(programme, gain),
    )


def _when(gain: AnswerGain) -> Message:
    """The weekday and hour that comes most often, on the member's own clock."""
    often = Counter((at.weekday(), at.hour, at.minute) for at in gain.at)
    best = max(often, key=lambda each: (often[each], [-part for part in each]))
    at = next(at for at in gain.at if (at.weekday(), at.hour, at.minute) == best)
    hour: Text = {code: formatting.clock_face(at, code) for code in LANGUAGES}
    day: Text = {code: formatting.DAYS[code][at.weekday()] for code in LANGUAGES}
    return msg("{hour} on a {day} ({place})", hour=hour, day=day, place=gain.answer.member.place.names)


def _gains(programme: Programme, gain: AnswerGain) -> Message:
    """What would be spared, in the order of the rule."""
    found = []
    before, after = gain.before, gain.after
    if gain.nights > 0:
        found.append(
            msgn(
                "people could have {n} night in all instead of {before}",
                "people could have {n} nights in all instead of {before}",
                after.nights,
                before=before.nights,
            )
        )
    if before.region_burden - after.region_burden > _SAME:
        region = {code: programme.region_name(before.region, code) for code in LANGUAGES}
        found.append(
            msg(
                "the region that carries most ({region}) could carry {after} an invitation instead of "
                "{before}",
                region=region,
                after=figure(after.region_burden),
                before=figure(before.region_burden),
            )
        )
    if before.most - after.most > _SAME:
        found.append(
            msg(
                "whoever carries most could carry {after} instead of {before}",
                after=figure(after.most),
                before=figure(before.most),
            )
        )
    return join_sentences_and(found)


def figure(value: float) -> Text:
    """A burden to hundredths, as people read it."""
    return {code: number_text(value, code, 2) for code in LANGUAGES}
