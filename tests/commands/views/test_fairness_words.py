"""What fairness says of nights, burdens, tolerances, curves and questions, from made figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import pytest

from besrour_cli.commands.terminal.translation import set_language, translate
from besrour_cli.commands.views.fairness import answers, picture, quarters, sentences
from besrour_cli.model.message import Message
from besrour_cli.model.programme import WeekSpan
from besrour_cli.planning.explain.after_quarters import QuarterBurden, QuarterBurdens
from besrour_cli.planning.explain.price_of_fairness import CurveRegret, Frontier, FrontierPoint, StepTrade
from besrour_cli.planning.explain.prices.answers import Answer, AnswerGain, AnswerKind
from besrour_cli.planning.explain.prices.cheapest_question import AnswerPrices
from besrour_cli.planning.explain.prices.year_figures import YearFigures
from support.planning.world import member, programme

MONDAY = datetime(2027, 4, 19, 7, tzinfo=UTC)
AWA = member("awa", "Nairobi", never=[WeekSpan(0, 600)])
ASKED = programme([AWA, member("ana")], [], [])
BEST, CHEAP = FrontierPoint(2.0, 9.0, True), FrontierPoint(4.0, 6.0, True)
PLAN = FrontierPoint(3.0, 8.5, True)
STEPS = {"nights": 1.0, "regions": 2.0, "people": 3.0, "rhythm": 4.0, "burden": 50.0}
YEAR = YearFigures(nights=4, region="Africa", region_burden=2.0, person="awa", most=6.0, mean=3.0)


def _text(lines: Iterable[Message | str]) -> list[str]:
    return [translate(line) if isinstance(line, Message) else line for line in lines]


def test_a_year_without_nights_needs_no_frontier() -> None:
    """Nothing can be better than nobody."""
    none = FrontierPoint(0.0, 0.0, True)
    assert _text(sentences.nights_lines(Frontier((none,), none, True))) == [
        "Nobody has a night in this plan."
    ]


@pytest.mark.parametrize(
    ("points", "complete", "expected"),
    [
        (
            (BEST, CHEAP),
            True,
            [
                "At least 6 nights in all cannot be avoided; whoever has most then has 4.",
                "Whoever has most could have 2 nights at the least; all together would then have 9.",
            ],
        ),
        (
            (CHEAP,),
            True,
            ["At least 6 nights in all cannot be avoided; whoever has most then has 4."],
        ),
        (
            (),
            False,
            ["The time ended before all of this was worked out; --seconds allows more."],
        ),
    ],
)
def test_what_can_be_had_of_nights(
    points: tuple[FrontierPoint, ...], complete: bool, expected: list[str]
) -> None:
    """The fewest in all, the fewest of one person; or that the time was too short to know."""
    head, *rest = _text(sentences.nights_lines(Frontier(points, PLAN, complete)))
    assert head.startswith("In this plan people have 8.5 nights in all, and whoever has most has 3")
    assert rest == expected


@pytest.mark.parametrize(
    ("points", "complete", "starts"),
    [
        ((PLAN,), True, ["Whoever carries most could carry 3 at the least;"]),
        (
            (BEST, CHEAP),
            False,
            [
                "Whoever carries most could carry 2, perhaps less;",
                "All together could carry 6 at the least;",
                "The plan is not among the best of these,",
                "The time ended before all of this was worked out;",
            ],
        ),
    ],
)
def test_what_can_be_had_of_burden(
    points: tuple[FrontierPoint, ...], complete: bool, starts: list[str]
) -> None:
    """The least of one person, the least of all together, and why the plan is neither."""
    _head, *rest = _text(sentences.burden_lines(Frontier(points, PLAN, complete)))
    assert [line[: len(start)] for line, start in zip(rest, starts, strict=True)] == starts


def _trade(
    name: str, strict: Mapping[str, float], *, without: YearFigures = YEAR, proven: bool = True
) -> StepTrade:
    return StepTrade(
        name=name,
        value=STEPS,
        strict={**STEPS, **strict},
        plan=YEAR,
        without=without,
        proven=proven,
    )


def test_what_a_step_gave_away_and_what_that_bought() -> None:
    """Less for whoever carries most and less to remember; or less for all together, where nothing else."""
    without = YEAR._replace(region_burden=1.5, most=7.0)
    regions = _trade("regions", {"regions": 1.5, "rhythm": 6.0}, without=without)
    people = _trade("people", {"people": 2.5, "burden": 52.0}, without=YEAR._replace(most=5.5), proven=False)
    assert _text(sentences.trade_lines(ASKED, (regions, people))) == [
        "The region that carries most (Africa) carries 2 an invitation instead of the 1.5 possible; that "
        "buys 6 instead of 7 for whoever carries most and 4 days and hours to remember instead of 6.",
        "Whoever carries most carries 6, and people 3 on average, where 5.5 and 3 were possible; that buys "
        "50 instead of 52 for all together.",
        "It is not proven that this is the most it could buy; --seconds allows more.",
    ]


def test_a_step_that_bought_nothing_or_gave_nothing_says_so() -> None:
    """What was given away bought nothing; what could not be less gave nothing; one had no time at all."""
    bought_nothing, gave_nothing = _trade("regions", {"regions": 1.5}), _trade("people", {})
    assert _text(sentences.trade_lines(ASKED, (bought_nothing, gave_nothing))) == [
        "The region that carries most (Africa) carries 2 an invitation; that buys nothing.",
        "Whoever carries most carries 6, and people 3 on average: nothing less is possible, and nothing was "
        "given away.",
    ]
    assert _text(sentences.trade_lines(ASKED, (bought_nothing,)))[-1] == (
        "The time was too short to say what each step gave away; --seconds allows more."
    )


def test_a_curve_for_which_there_was_no_time_is_named() -> None:
    """The programme’s own curve needs no comparison; of each other one there is a sentence."""
    curve = CurveRegret("academic", 3, 5, "Africa", 2.5, 2.25)
    assert _text(sentences.curve_lines(ASKED, [curve], ["clinic", "academic", "evenings"])) == [
        "If hours cost people what the curve academic says, the region that carries most (Africa) would "
        "carry 2.5 an invitation in this plan, and 2.25 could be had; 3 sessions of 5 would keep their "
        "start.",
        "The time was too short for the curve evenings; --seconds allows more.",
    ]


@pytest.mark.usefixtures("plain")
def test_a_frontier_that_is_read_aloud_is_a_line_a_point() -> None:
    """No drawing: what each point means, and which of them is the plan."""
    assert list(picture.lines(Frontier((BEST, CHEAP), PLAN, True))) == [
        "whoever carries most 2; all together 9; nothing beats this",
        "whoever carries most 3; all together 8.5; this plan",
        "whoever carries most 4; all together 6; nothing beats this",
    ]


def test_a_frontier_is_drawn_on_80_columns_and_one_point_is_not() -> None:
    """The plan is an X between the best ones; where there is nothing to choose, there is no picture."""
    drawn = list(picture.lines(Frontier((BEST, CHEAP), PLAN, True)))
    assert max(map(len, drawn)) <= 80
    assert [row[:3] + row[-1] for row in drawn[1:4]] == ["4 |o", "3 |X", "2 |o"]
    assert list(picture.lines(Frontier((PLAN,), PLAN, True))) == []


def _gain(ident: str, after: YearFigures) -> AnswerGain:
    who = member(ident, "Nairobi")
    return AnswerGain(Answer(AnswerKind.NEVER, who, who), YEAR, after, (MONDAY, MONDAY))


SPARED = YEAR._replace(nights=2, region_burden=1.5, most=5.0)


def test_a_question_worth_asking_says_what_it_would_spare() -> None:
    """Nights, the region, whoever carries most; without a night only the others."""
    prices = AnswerPrices((_gain("awa", SPARED),), ())
    expected = (
        "Worth a question: would 7:00 on a Monday (Nairobi) suit Awa? Then people could have 2 nights in "
        "all instead of 4, the region that carries most (Africa) could carry 1.5 an invitation instead of 2 "
        "and whoever carries most could carry 5 instead of 6."
    )
    for said in (answers.question_line(ASKED, prices), answers.question_lines(ASKED, prices)):
        assert [line.replace("\u00a0", " ") for line in _text(said)] == [expected]
    other = AnswerPrices((_gain("awa", YEAR._replace(most=5.0)),), ())
    [line] = _text(answers.question_line(ASKED, other))
    assert line.endswith("suit Awa? Then whoever carries most could carry 5 instead of 6.")


def test_where_there_was_no_time_no_question_is_claimed_to_be_none() -> None:
    """That there is none is said only when all were tried."""
    missing = AnswerPrices((), (Answer(AnswerKind.NEVER, AWA, AWA),))
    assert _text(answers.question_line(ASKED, missing)) == [
        "There was no time to look for a question worth asking; besrour fairness takes more."
    ]
    assert _text(answers.question_lines(ASKED, missing)) == [
        "The time ended before every answer was tried; --seconds allows more."
    ]
    assert _text(answers.question_line(ASKED, AnswerPrices((), ()))) == []
    [none] = _text(answers.question_lines(ASKED, AnswerPrices((), ())))
    assert none.startswith("No single answer would spare a night")


def test_never_hours_are_priced_for_five_and_the_rest_is_counted() -> None:
    """Kindly; nobody’s, or not worked out in the time, is said as well."""
    gains = tuple(_gain(f"m{n}", SPARED) for n in range(7))
    said = _text(answers.never_lines(ASKED, AnswerPrices(gains, ())))
    assert len(said) == 6 and said[0].startswith("If M0 could make it at")
    assert said[-1] == "The never-hours of 2 more people cost less."
    assert _text(answers.never_lines(ASKED, AnswerPrices((), ()))) == [
        "Nobody’s never-hours cost the others anything."
    ]
    [late] = _text(answers.never_lines(ASKED, AnswerPrices((), (Answer(AnswerKind.NEVER, AWA, AWA),))))
    assert late == "What the never-hours of Awa cost was not worked out in the time; --seconds allows more."


def test_where_nobody_has_never_hours_nothing_is_said_of_them() -> None:
    """Nor where only somebody paused has."""
    paused = member("zoe", never=[WeekSpan(0, 60)], paused=True)
    asked = programme([member("ana"), paused], [], [])
    assert _text(answers.never_lines(asked, AnswerPrices((), ()))) == []


STOPPED = (
    "If the year stopped after March 2027, an invitation would have cost 1.5 where it costs most (Africa), "
)
MARCH = QuarterBurden(date(2027, 3, 31), region="Africa", burden=1.5, alone=1.0, slots=3, slots_alone=2)


@pytest.mark.parametrize(
    ("quarter", "complete", "said"),
    [
        (
            MARCH,
            True,
            f"{STOPPED}and 1 in a calendar for the sessions until then alone; the sessions that follow make "
            "up for it.",
        ),
        (
            MARCH._replace(slots=1),
            True,
            f"{STOPPED}and 1 in a calendar for the sessions until then alone; that one would have 2 days and "
            "hours to remember instead of 1.",
        ),
        (
            MARCH._replace(burden=1.1),
            True,
            "If the year stopped after a quarter, an invitation would have cost at most a tenth more, where "
            "it costs most, than in a calendar for the sessions until then alone.",
        ),
        (
            MARCH._replace(burden=1.0),
            False,
            "The time was too short to look at each quarter; --seconds allows more.",
        ),
    ],
)
def test_a_quarter_that_is_not_as_fair_is_told_with_the_reason(
    quarter: QuarterBurden, complete: bool, said: str
) -> None:
    """By over a tenth, with what was had for it; where none is, or there was no time, that is said."""
    assert _text(quarters.lines(ASKED, QuarterBurdens((quarter,), complete))) == [said]


def test_a_year_of_one_quarter_has_none_to_stop_after() -> None:
    """There is nothing to say; in French the month and the figure are French."""
    assert not _text(quarters.lines(ASKED, QuarterBurdens((), complete=True)))
    set_language("fr", {})
    (said,) = _text(quarters.lines(ASKED, QuarterBurdens((MARCH,), complete=True)))
    assert said.startswith("Si l’année s’arrêtait après mars 2027, une invitation aurait coûté 1,5 là où")
