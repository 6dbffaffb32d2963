"""The figures that answers to the form give, from the rows of answers."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import CONSENT, EvaluationForm, Item, ItemKind
from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.arithmetic import holm_corrected, signed_rank
from besrour_cli.report_check.checked_figure import (
    CHANCE,
    COUNT,
    FEWEST,
    RANGE,
    SCALE,
    CheckedFigures,
    cell_label,
    names_of,
    part_of_id,
)
from besrour_cli.report_check.comparisons.languages import compared
from besrour_cli.report_check.comparisons.response import group_response, weighted_shares
from besrour_cli.report_check.raw_rows import RawRows

_AGREES = ("4", "5")
CHANGES: dict[str, Message] = {
    "improved": msg("improved"),
    "same": msg("stayed the same"),
    "worse": msg("became worse"),
}


def answer_figures(figures: CheckedFigures, rows: RawRows) -> None:
    """Work out everything that answers say; nothing where there is no form."""
    if rows.form is None:
        return
    persons = _last_of_each(rows)
    figures.count("answers.all", msg("answers to the form"), rows.answers)
    label = msg("people who answered, those with the same code counted once")
    figures.count("answers.people", label, persons)
    _response(figures, rows)
    for item in rows.form.items:
        if item.kind is ItemKind.SCALE:
            _scale(figures, rows, item)
        elif item.kind is ItemKind.THEN_NOW:
            _then_now(figures, item, persons)
        elif item.kind in (ItemKind.ONE, ItemKind.SEVERAL) and item.id != CONSENT:
            _choices(figures, rows, item)
    _corrected(figures, rows.form, persons)
    compared(figures, rows, persons)
    weighted_shares(figures, rows, persons)
    if rows.form.primary:
        _bounds(figures, f"item.{rows.form.primary}")


def _last_of_each(rows: RawRows) -> list[EvaluationAnswer]:
    """Of answers with the same code the last, and every answer without a code."""
    place = {session.id: at for at, session in enumerate(rows.sessions)}
    last: dict[str, EvaluationAnswer] = {}
    alone = [answer for answer in rows.answers if not answer.code]
    for answer in rows.answers:
        if answer.code:
            known = last.get(answer.code.casefold())
            if known is None or _when(answer, place) >= _when(known, place):
                last[answer.code.casefold()] = answer
    return [*last.values(), *alone]


def _when(answer: EvaluationAnswer, place: dict[str, int]) -> tuple[int, str, str]:
    return place.get(answer.wave, len(place)), answer.wave, answer.id


def _response(figures: CheckedFigures, rows: RawRows) -> None:
    waves = {answer.wave for answer in rows.answers}
    sessions = [session for session in rows.sessions if session.id in waves]
    about = {session.id for session in sessions}
    answers = [answer for answer in rows.answers if answer.wave in about]
    came = sum(len(session.came) + sum(session.rooms.values()) for session in sessions)
    figures.put(
        "response.came",
        COUNT,
        [came],
        came,
        msg("attendances at sessions that the form asked about, shared rooms counted"),
        msg("the rows below, counted, and the people of shared rooms without a name"),
    )
    figures.count("response.answered", msg("answers about these sessions"), answers)
    if came and came >= len(answers):
        figures.share("response.share", msg("response"), "response.answered", "response.came")
        label = msg("response, 95% interval")
        figures.interval("response.interval", label, "response.answered", "response.came")
    if answers:
        group_response(figures, rows)


def _scale(figures: CheckedFigures, rows: RawRows, item: Item) -> None:
    given = [answer for answer in rows.answers if answer.values.get(item.id) in SCALE]
    name, words = f"item.{item.id}", {choice.id: choice.text for choice in item.choices}
    for point in SCALE:
        label = cell_label(msg("{item}", item=item.text), names_of(words, point))
        those = [answer for answer in given if answer.values[item.id] == point]
        figures.count(f"{name}.points.{point}", label, those)
    label = cell_label(msg("{item}", item=item.text), msg("all"))
    figures.total(f"{name}.points.all", label, [f"{name}.points.{point}" for point in SCALE])
    points = [int(answer.values[item.id]) for answer in given]
    figures.median(f"{name}.median", msg("“{item}”: median", item=item.text), points)
    agree = [answer for answer in given if answer.values[item.id] in _AGREES]
    figures.count(f"{name}.agree", msg("“{item}”: 4 or 5", item=item.text), agree)
    label = msg("“{item}”: share of 4 and 5", item=item.text)
    figures.share(f"{name}.agree-share", label, f"{name}.agree", f"{name}.points.all")
    for language in sorted({answer.language for answer in given}):
        own = [int(answer.values[item.id]) for answer in given if answer.language == language]
        called = names_of(rows.languages, language)
        label = msg("“{item}”: median of answers in {language}", item=item.text, language=called)
        figures.median(f"{name}.median.{language}", label, own)


def _changes(item: Item, persons: Sequence[EvaluationAnswer]) -> list[tuple[int, int]]:
    pairs = [(p.values.get(f"{item.id}.then"), p.values.get(f"{item.id}.now")) for p in persons]
    return [(int(then), int(now)) for then, now in pairs if then in SCALE and now in SCALE and then and now]


def _then_now(figures: CheckedFigures, item: Item, persons: Sequence[EvaluationAnswer]) -> None:
    pairs, name = _changes(item, persons), f"item.{item.id}"
    those = {
        "improved": [pair for pair in pairs if pair[1] > pair[0]],
        "same": [pair for pair in pairs if pair[1] == pair[0]],
        "worse": [pair for pair in pairs if pair[1] < pair[0]],
    }
    for change, word in CHANGES.items():
        label = cell_label(msg("{item}", item=item.text), word)
        figures.count(f"{name}.change.{change}", label, those[change])
    label = cell_label(msg("{item}", item=item.text), msg("all"))
    figures.total(f"{name}.change.all", label, [f"{name}.change.{change}" for change in CHANGES])
    improved, everybody = f"{name}.change.improved", f"{name}.change.all"
    label = msg("“{item}”: share that improved", item=item.text)
    figures.share(f"{name}.improved-share", label, improved, everybody)
    label = msg("“{item}”: share that improved, 95% interval", item=item.text)
    figures.interval(f"{name}.improved-interval", label, improved, everybody)
    label = msg("“{item}”: median before, looking back", item=item.text)
    figures.median(f"{name}.then", label, [then for then, _ in pairs])
    figures.median(f"{name}.now", msg("“{item}”: median now", item=item.text), [now for _, now in pairs])
    chance = signed_rank([now - then for then, now in pairs])
    figures.put(
        f"{name}.signed-rank",
        CHANCE,
        [] if chance is None else [chance],
        len(pairs),
        msg("“{item}”: exact signed-rank test", item=item.text),
        msg("all choices of signs of the ranks, counted; who stayed the same is ranked too (Pratt 1959)"),
    )


def _corrected(figures: CheckedFigures, form: EvaluationForm, persons: Sequence[EvaluationAnswer]) -> None:
    items = [item for item in form.items if item.kind is ItemKind.THEN_NOW]
    tested = [item.id for item in items if figures[f"item.{item.id}.signed-rank"].values]
    corrected = holm_corrected([figures[f"item.{one}.signed-rank"].values[0] for one in tested])
    chances = dict(zip(tested, corrected, strict=True))
    for item in items:
        figures.put(
            f"item.{item.id}.holm",
            CHANCE,
            [chances[item.id]] if item.id in chances else [],
            len(_changes(item, persons)),
            msg("“{item}”: signed-rank test, corrected for several items", item=item.text),
            msg("the p-values of all items made larger for being several (Holm 1979)"),
        )


def _bounds(figures: CheckedFigures, name: str) -> None:
    improved = int(figures[f"{name}.change.improved"].values[0])
    answered = int(figures[f"{name}.change.all"].values[0])
    everybody = max(answered, int(figures["people.came"].values[0]))
    low, high = improved, improved + everybody - answered
    figures.put(
        f"{name}.improved-bounds",
        RANGE,
        [low / everybody, high / everybody] if everybody >= FEWEST else [],
        everybody,
        msg("share that improved among all who came, between these bounds"),
        msg("all who came and did not answer counted as not improved, then as improved"),
    )


def _choices(figures: CheckedFigures, rows: RawRows, item: Item) -> None:
    given = [answer.values[item.id].split() for answer in rows.answers if answer.values.get(item.id)]
    name = f"item.{item.id}.choices"
    cells = [f"{name}.{part_of_id(choice.id)}" for choice in item.choices]
    for cell, choice in zip(cells, item.choices, strict=True):
        label = cell_label(msg("{item}", item=item.text), choice.text)
        figures.count(cell, label, [those for those in given if choice.id in those])
    if item.kind is ItemKind.ONE:
        figures.total(f"{name}.all", cell_label(msg("{item}", item=item.text), msg("all")), cells)
    figures.count(f"item.{item.id}.answered", msg("“{item}”: answers", item=item.text), given)
