"""The response of each region and language, and the shares that are weighted where it is unlike."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import Item, ItemKind
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.message import msg
from besrour_cli.report_check.checked_figure import (
    CHANCE,
    COUNT,
    FEWEST,
    PERCENT,
    CheckedFigures,
    cell_label,
    names_of,
    part_of_id,
)
from besrour_cli.report_check.comparisons.exact_tests import freeman_halton_test
from besrour_cli.report_check.comparisons.languages import changes_of
from besrour_cli.report_check.raw_rows import RawRows

_MOST_ALIKE = Fraction(10, 100)


class AnsweringGroup(NamedTuple):
    """A region or language: its key and ids in figures; the choice that answers have of it, if a region."""

    key: str
    came: str
    answered: str
    rate: str
    choice: str

    def has(self, answer: EvaluationAnswer) -> bool:
        """Whether an answer is of this group."""
        return answer.values.get("region") == self.choice if self.choice else answer.language == self.key


def answering_groups(rows: RawRows) -> dict[str, list[AnsweringGroup]]:
    """The groups whose response can be known, by region and by language; none where there is but one."""
    regions = []
    for region, choice in _choices_of_regions(rows).items():
        at = part_of_id(region)
        regions.append(
            AnsweringGroup(
                key=region,
                came=f"answerable.region.{at}.all",
                answered=f"answers.region.{part_of_id(choice)}.session",
                rate=f"response.region.{at}",
                choice=choice,
            )
        )
    languages = []
    for language in rows.languages_invited():
        at = part_of_id(language)
        languages.append(
            AnsweringGroup(
                key=language,
                came=f"answerable.language.{at}.session",
                answered=f"funnel.answered.{at}",
                rate=f"response.language.{at}",
                choice="",
            )
        )
    held = {session.id for session in rows.sessions}
    if not any(answer.wave in held for answer in rows.answers):
        return {}
    return {name: each for name, each in (("region", regions), ("language", languages)) if len(each) > 1}


def _choices_of_regions(rows: RawRows) -> dict[str, str]:
    items = rows.form.items if rows.form is not None else ()
    choices = [c for item in items if item.id == "region" and item.kind is ItemKind.ONE for c in item.choices]
    found: dict[str, str] = {}
    for region in rows.regions_invited():
        called = names_of(rows.regions, region)
        for choice in choices:
            same = [code for code in choice.text if code in called]
            if choice.id not in found.values() and any(
                folded_words(choice.text[code]) == folded_words(called[code]) for code in same
            ):
                found[region] = choice.id
                break
    return found


def group_response(figures: CheckedFigures, rows: RawRows) -> None:
    """Response of each region and language, and whether chance would make them so unlike."""
    groups = answering_groups(rows)
    _answerable(figures, rows)
    labels = {
        "region": msg("response by region: test of Freeman and Halton"),
        "language": msg("response by language: test of Freeman and Halton"),
    }
    for name, each in groups.items():
        called = rows.regions if name == "region" else rows.languages
        table = []
        for one in each:
            label = msg("response, {key}", key=names_of(called, one.key))
            figures.share(one.rate, label, one.answered, one.came)
            came, answered = (int(figures[at].values[0]) for at in (one.came, one.answered))
            table.append((min(came, answered), came - min(came, answered)))
        chance = freeman_halton_test(table)
        figures.put(
            f"response.{name}-p",
            CHANCE,
            [] if chance is None else [chance],
            sum(map(sum, table)),
            labels[name],
            msg("the chances of all tables of these margins that are no likelier than this one, added up"),
        )


def _answerable(figures: CheckedFigures, rows: RawRows) -> None:
    """The attendances that could be answered, and the answers by region."""
    waves = {answer.wave for answer in rows.answers}
    sessions = [session for session in rows.sessions if session.id in waves]
    about = {session.id for session in sessions}
    attendances = msg("attendances at sessions that the form asked about")
    for region in rows.regions_invited():
        named = sum(
            who in rows.roster and rows.roster[who].region == region for s in sessions for who in s.came
        )
        number = named + sum(session.rooms.get(region, 0) for session in sessions)
        label = cell_label(attendances, names_of(rows.regions, region), msg("all"))
        at = f"answerable.region.{part_of_id(region)}.all"
        figures.put(at, COUNT, [number], number, label, msg("the sum of its cells"))
    for language in rows.languages_invited():
        there = [
            who
            for session in sessions
            for who in session.came
            if who in session.invited and who in rows.roster and rows.roster[who].language == language
        ]
        where = msg("at sessions that the form asked about")
        label = cell_label(msg("attendances of those invited"), names_of(rows.languages, language), where)
        figures.count(f"answerable.language.{part_of_id(language)}.session", label, there)
    for item in rows.form.items if rows.form is not None else ():
        if item.id == "region" and item.kind is ItemKind.ONE:
            for choice in item.choices:
                those = [a for a in rows.answers if a.wave in about and a.values.get("region") == choice.id]
                label = cell_label(msg("answers"), choice.text, msg("about sessions that were held"))
                figures.count(f"answers.region.{part_of_id(choice.id)}.session", label, those)


def weighted_shares(figures: CheckedFigures, rows: RawRows, persons: Sequence[EvaluationAnswer]) -> None:
    """The share that improved on each item, groups weighted by attendance, where response is unlike."""
    items = [item for item in rows.form.items if item.kind is ItemKind.THEN_NOW] if rows.form else []
    for name, groups in answering_groups(rows).items():
        known = [
            Fraction(int(figures[each.answered].values[0]), int(figures[each.came].values[0]))
            for each in groups
            if figures[each.rate].values
        ]
        if known and max(known) > min(known) + _MOST_ALIKE:
            for item in items:
                _weighted(figures, item, name, groups, changes_of(item, persons))


def _weighted(
    figures: CheckedFigures,
    item: Item,
    name: str,
    groups: Sequence[AnsweringGroup],
    changes: Sequence[tuple[EvaluationAnswer, int]],
) -> None:
    labels = {
        "region": msg("“{item}”: share that improved, regions weighted by attendance", item=item.text),
        "language": msg("“{item}”: share that improved, languages weighted by attendance", item=item.text),
    }
    share, people, answers, can_tell = Fraction(0), 0, 0, True
    for group in groups:
        came = int(figures[group.came].values[0])
        own = [change for person, change in changes if group.has(person)]
        if came:
            people, answers, can_tell = people + came, answers + len(own), can_tell and bool(own)
            share += Fraction(came * sum(change > 0 for change in own), len(own) or 1)
    known = can_tell and answers >= FEWEST
    figures.put(
        f"item.{item.id}.weighted-{name}",
        PERCENT,
        [float(share / people)] if known else [],
        answers,
        labels[name],
        msg(
            "the share that improved in each group, times its attendances, added up; divided by the "
            "attendances of all groups"
        ),
    )
