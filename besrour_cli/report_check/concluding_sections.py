"""What the last sections ought to say: limits, the decision, and the annex."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise

from besrour_cli.model.evaluation.decisions import CommitteeDecision, DecisionRule, RuleComparison
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.report_check.answering_sections import other_choices
from besrour_cli.report_check.attending_sections import day_words
from besrour_cli.report_check.checked_figure import (
    PERCENT,
    RANGE,
    names_of,
    part_of_id,
    percent,
    short_number,
)
from besrour_cli.report_check.comparisons.sections import response_table, say_response
from besrour_cli.report_check.expected import LANGUAGES, ExpectedBlock, SectionWriter, ShownFigures, Words
from besrour_cli.report_check.raw_rows import RawRows

_DIGITS = 12
"""Digits of a digest that are printed."""
_MET, _NOT_MET, _NOT_KNOWN = msg("met"), msg("not met"), msg("not known")
_NO_RECORD = msg("Not known: besrour has no record of it; please add it by hand.")


_WHY = (
    (msg("Title and summary"), msg("The title, and the first two pages.")),
    (
        msg("The problem, and what is known of it"),
        msg("Partners on several continents meet seldom; hours and languages kept some of them out."),
    ),
    (
        msg("Why it should work"),
        msg("Regular talk among peers at fair hours in both languages, as in a community of practice."),
    ),
    (msg("Purpose"), msg("To see whether capacity in education, training and engagement grew.")),
)
_STUDIED = (
    (
        msg("What was done, and by whom"),
        msg("Section “What we did”, and who led sessions, in the annex."),
    ),
    (msg("How what was done was studied"), msg("Attendance of every session, compared with the roster.")),
)
_ANALYSED = (
    (msg("How answers and figures were analysed"), msg("The formula of every figure is in the annex.")),
    (
        msg("Ethics"),
        msg("Voluntary; no names with answers; small counts hidden. Whether a board was asked: not known."),
    ),
    (
        msg("How the programme changed over time"),
        msg("Not known from figures; the plan’s history has the moves of hours."),
    ),
    (
        msg("Results by measure, missing data included"),
        msg("Sections 2 to 5; sessions without attendance and answers that are missing are counted."),
    ),
    (msg("Effects nobody intended, costs"), msg("Minutes outside the day by region; money: not known.")),
)
"""Items of SQUIRE-EDU whose answers are the same in every report."""


def limits(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What the figures cannot say."""
    write = SectionWriter(figures, "limits", msg("Limits"))
    if "response.came" in figures and figures["response.came"].n:
        sentence = msg(
            "The form was answered {answered} times after {came} attendances.",
            answered=figures.text("response.answered"),
            came=figures.text("response.came"),
        )
        write.say(sentence, "response.answered", "response.came")
        if figures.is_shown("response.share"):
            share = figures.text("response.share")
            sentence = msg("That is {share}; who did not answer may think otherwise.", share=share)
            write.say(sentence, "response.share")
        if figures.is_shown("response.language-p"):
            sentence = msg(
                "Were both languages equally likely to answer, chance alone would divide the answers so "
                "unevenly, or more so, with probability {p} (exact test of Freeman and Halton).",
                p=figures.text("response.language-p"),
            )
            write.say(sentence, "response.language-p")
        say_response(write, figures, rows)
    write.say(msg("People chose to take part, and there is no group to compare with: no cause is shown."))
    write.say(msg("With so few people a share can move far by a few persons: read the counts first."))
    write.say(
        msg(
            "Counts so small that they could give somebody away are hidden, and so is what they could be "
            "worked out from."
        )
    )
    write.say(msg("In tables and charts, x stands for what is hidden, and a dash for what is not known."))
    response_table(write, rows)
    return write


def decision(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What the committee is asked, and whether the rules are met."""
    write = SectionWriter(figures, "decision", msg("The decision asked"))
    if not rows.decisions:
        write.say(msg("No rule of decision was written down in programme.yaml before the pilot."))
        return write
    for one in rows.decisions:
        outcomes = [_outcome(figures, rule) for rule in one.rules]
        if _NOT_MET in outcomes:
            write.say(msg("{asks}: not all rules set beforehand are met.", asks=one.asks))
        elif _NOT_KNOWN in outcomes:
            write.say(msg("{asks}: it is not known whether all rules set beforehand are met.", asks=one.asks))
        else:
            write.say(msg("{asks}: all rules set beforehand are met.", asks=one.asks))
    _since_when(write, rows)
    for one in rows.decisions:
        headings = (msg("Measure"), msg("Set beforehand"), msg("Found"), msg("Outcome"))
        write.table(one.asks, headings, [_rule_row(figures, rule) for rule in one.rules])
    return write


def rules_as_lines(decisions: Sequence[CommitteeDecision]) -> tuple[str, ...]:
    """All rules as the lines whose digest is recorded."""
    return tuple(
        f"{one.id}: {rule.measure} {rule.comparison.value} {rule.value!r}"
        for one in decisions
        for rule in one.rules
    )


def _since_when(write: SectionWriter, rows: RawRows) -> None:
    """Since when the rules are known, by their digest worked out anew, and what has changed."""
    if not rows.rules_seen:
        return
    first = rows.rules_seen[0]
    sentence = msg(
        "These rules were first recorded on {day} (SHA-256 {digest}…).",
        day=day_words(date.fromisoformat(first.day)),
        digest=sha256("\n".join(first.lines).encode()).hexdigest()[:_DIGITS],
    )
    write.say(sentence)
    for before, after in pairwise(rows.rules_seen):
        day = day_words(date.fromisoformat(after.day))
        for line in before.lines:
            if line not in after.lines:
                write.say(
                    msg("Changed since: on {day}, this rule was taken away: {rule}.", day=day, rule=line)
                )
        for line in after.lines:
            if line not in before.lines:
                write.say(msg("Changed since: on {day}, this rule was added: {rule}.", day=day, rule=line))


def _outcome(figures: ShownFigures, rule: DecisionRule) -> Message:
    if not figures.is_shown(rule.measure):
        return _NOT_KNOWN
    above = round(figures.value(rule.measure) - rule.value, 12)
    met = {
        RuleComparison.AT_LEAST: above >= 0,
        RuleComparison.ABOVE: above > 0,
        RuleComparison.AT_MOST: above <= 0,
        RuleComparison.BELOW: above < 0,
    }[rule.comparison]
    return _MET if met else _NOT_MET


def _rule_row(figures: ShownFigures, rule: DecisionRule) -> tuple[Words, tuple[str | Words, ...]]:
    known = rule.measure in figures
    label: Words = figures[rule.measure].label if known else msg("{id}", id=rule.measure)
    if known:
        is_share = figures[rule.measure].kind in (PERCENT, RANGE)
    else:
        is_share = rule.measure.endswith(("share", "interval"))
    write = percent if is_share else short_number
    value = {language: write(rule.value, language) for language in LANGUAGES}
    words = {
        RuleComparison.AT_LEAST: msg("at least {value}", value=value),
        RuleComparison.ABOVE: msg("above {value}", value=value),
        RuleComparison.AT_MOST: msg("at most {value}", value=value),
        RuleComparison.BELOW: msg("below {value}", value=value),
    }[rule.comparison]
    return label, (words, rule.measure if known else _NOT_KNOWN, _outcome(figures, rule))


def more_tables(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """The tables of the annex."""
    write = SectionWriter(figures, "tables", msg("More tables"))
    times: list[tuple[Words, str]] = [
        (msgn("{n} session", "{n} sessions", number), f"attended.{number}")
        for number in range(len(rows.sessions) + 1)
    ]
    write.counts(msg("How many sessions people came to"), msg("Sessions attended"), times)
    led: list[tuple[Words, str]] = [
        (names_of(rows.regions, region), f"led.{part_of_id(region)}") for region in rows.regions_invited()
    ]
    if led:
        write.counts(msg("Sessions that somebody of the region led"), msg("Region"), led)
    if rows.form is not None and rows.answers:
        other_choices(write, rows.form)
    return write


def checklist(figures: ShownFigures, rows: RawRows) -> SectionWriter:
    """What SQUIRE-EDU asks, and where it is answered."""
    write = SectionWriter(figures, "checklist", msg("What SQUIRE-EDU asks a report to say"))
    asked = rows.form is not None and bool(rows.answers)
    invited = msg(
        "{invited} people invited; regions and languages are in the tables.",
        invited=figures.text("people.invited"),
    )
    used = msg("Section “What was used”.")
    rules = msg("Section “The decision asked”, by rules set beforehand.")
    measures = msg("Attendance, and the form’s items; one item was chosen beforehand.")
    points = (
        *_WHY,
        (msg("Context"), invited),
        *_STUDIED,
        (msg("Measures, and why these"), measures if asked else _NO_RECORD),
        *_ANALYSED,
        (msg("What learners did with it"), used if asked else _NO_RECORD),
        (msg("What patients and communities gained"), _NO_RECORD),
        (msg("Other explanations, limits"), msg("Section “Limits”.")),
        (msg("Conclusions, and what comes next"), rules if rows.decisions else _NO_RECORD),
        (msg("Who paid for it"), _NO_RECORD),
    )
    for question, answer in points:
        names = ("people.invited",) if answer is invited else ()
        write.blocks += [ExpectedBlock("dt", question), ExpectedBlock("dd", answer, names)]
    return write


def formulas(figures: ShownFigures, names: Sequence[str]) -> SectionWriter:
    """How each printed figure that is no count was worked out, in the order of ``names``."""
    write = SectionWriter(figures, "formulas", msg("How each figure was worked out"))
    write.say(
        msg(
            "Counts are rows of attendance, of the roster and of the answers, counted; sums add up the "
            "cells of their table; minutes are added up. besrour report --trace and a figure give its rows."
        )
    )
    for name in names:
        figure = figures[name]
        title = msg("{label}: {value} [{id}]", label=figure.label, value=figures.text(name), id=name)
        write.blocks.append(ExpectedBlock("dt", title, (name,)))
        write.blocks.append(ExpectedBlock("dd", figure.formula))
    return write
