"""What one member's word would change for everyone: never-hours, and hours that might suit as well."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme, WeekSpan
from besrour_cli.planning.explain.prices.answers import AnswerGain, AnswerKind, gain_of, with_more_hours
from besrour_cli.planning.explain.prices.cheapest_question import (
    AnswerPrices,
    cheapest_question,
    never_prices,
)
from besrour_cli.planning.explain.prices.year_figures import reached_steps
from besrour_cli.planning.problem.build_problem import build_input
from besrour_cli.planning.solve.choose import choose
from support.planning.budgets import NO_TIME, seconds, too_hard
from support.planning.world import NOW, member, programme, series, session

AFTERNOON = tuple(WeekSpan(day * 1440 + 12 * 60, day * 1440 + 20 * 60) for day in range(5))


def two_sessions(*members: Member) -> Programme:
    """Two cafés in January, with a window of two days each."""
    run = series(weekdays=(1, 2))
    firsts = (date(2027, 1, 12), date(2027, 2, 9))
    return programme(
        members, [run], [session(f"s{n}", day, day + timedelta(1), run) for n, day in enumerate(firsts)]
    )


def planned(*members: Member) -> tuple[Programme, Plan]:
    """The programme and its plan."""
    asked = two_sessions(*members)
    return asked, choose(asked, Plan("test", ""), NOW).plan


def test_never_hours_that_make_nights_for_others_have_their_price() -> None:
    """Kathmandu cannot make the only hours that are no night for anybody; without that nobody has one."""
    asked, plan = planned(
        member("anna", "Toronto"),
        member("ben", "Accra"),
        member(
            "maya",
            "Kathmandu",
            never=tuple(WeekSpan(d * 1440 + 18 * 60, d * 1440 + 22 * 60) for d in range(5)),
        ),
        member("noor", "Kathmandu", never=(WeekSpan(5 * 1440, 6 * 1440),)),
    )
    prices = never_prices(asked, plan, NOW, seconds(20))
    assert not prices.missing
    (price,) = prices.gains  # a Saturday costs nobody anything, since no café is on one
    assert price.answer.member.id == "maya"
    assert price.before.nights > price.after.nights == 0
    assert all(16 <= at.hour < 22 for at in price.at), "ninety minutes that touch them"
    question = cheapest_question(asked, plan, NOW, seconds(20), everybody=False)
    best = question.gains[0]
    assert (best.answer.kind, best.answer.member.id) == (AnswerKind.NEVER, "maya")


def test_an_hour_that_might_suit_is_found_where_it_spares_others_their_nights() -> None:
    """Vancouver, Cairo and Tokyo have no hour in common; one evening that suited would spare nights."""
    asked, plan = planned(member("vera", "Vancouver"), member("omar", "Cairo"), member("aiko", "Tokyo"))
    question = cheapest_question(asked, plan, NOW, seconds(20), everybody=False)
    best = question.gains[0]
    assert best.answer.kind == AnswerKind.HOURS
    assert best.nights > 0
    assert best.at and all(at.hour >= 5 for at in best.at), "nobody is asked for a deep night"
    after = [best.answer.changed if m.id == best.answer.member.id else m for m in asked.members]
    assert best.after.nights == sum(
        choose(two_sessions(*after), Plan("test", ""), NOW).people[m.id].nights for m in asked.members
    ), "the plan with her answer keeps the promise"


def test_the_question_is_the_same_by_what_the_plan_was_chosen_from() -> None:
    """``plan`` has it at hand, and need not read the year once more."""
    asked = two_sessions(member("anna", "Toronto"), member("maya", "Kathmandu", never=AFTERNOON))
    choice = choose(asked, Plan("test", ""), NOW, near=True)
    given = asked, choice.plan, NOW
    read_again = cheapest_question(*given, seconds(20), everybody=False)
    assert read_again.gains
    assert cheapest_question(*given, seconds(20), everybody=False, inputs=choice.inputs) == read_again


def test_nothing_is_asked_where_every_hour_suits() -> None:
    """One town: there is no night to spare and nothing that an answer could change."""
    asked, plan = planned(member("anna", never=(WeekSpan(5 * 1440, 6 * 1440),)), member("ben"))
    assert cheapest_question(asked, plan, NOW, seconds(20), everybody=False).gains == ()
    prices = never_prices(asked, plan, NOW, seconds(20))
    assert (prices.gains, prices.missing) == ((), ())


def test_without_time_it_is_said_whose_word_was_not_weighed() -> None:
    """Nothing is claimed of what was not worked out."""
    asked, plan = planned(
        member("anna", "Toronto"), member("maya", "Kathmandu", never=AFTERNOON), member("vera", "Tokyo")
    )
    prices = never_prices(asked, plan, NOW, NO_TIME)
    assert prices.gains == ()
    assert [answer.member.id for answer in prices.missing] == ["maya"]


def test_a_year_that_was_never_planned_has_no_price() -> None:
    """No plan, no night in it: nothing is asked; and where nobody has never-hours, none has a price."""
    asked = two_sessions(member("anna"), member("ben"))
    nothing = AnswerPrices((), ())
    assert never_prices(asked, Plan("test", ""), NOW, seconds(20)) == nothing
    assert cheapest_question(asked, Plan("test", ""), NOW, seconds(20), everybody=False) == nothing


def test_in_a_year_too_hard_every_answer_is_named_as_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is promised, and no plan was found in the time to see whether it is kept."""
    asked, plan = planned(member("vera", "Vancouver"), member("omar", "Cairo"), member("aiko", "Tokyo"))
    weighed = cheapest_question(asked, plan, NOW, seconds(20), everybody=False)
    too_hard(monkeypatch)
    question = cheapest_question(asked, plan, NOW, seconds(20), everybody=False)
    assert question.gains == () and weighed.gains != ()
    assert all(gain.answer in question.missing for gain in weighed.gains)


def test_what_one_answer_gains() -> None:
    """Sunday opens no hour for cafés on weekdays; only nights, from who must be there, leave no start."""
    run = series(weekdays=(1, 2), between=(9 * 60, 15 * 60))
    day = date(2027, 1, 12)
    chie = member("chie", "Tokyo")
    cafe = session("s", day, day + timedelta(1), run, required={"host": ("chie",)})
    asked = programme([chie, member("vera", "Vancouver")], [run], [cafe])
    plan = choose(asked, Plan("test", ""), NOW).plan
    base = reached_steps(build_input(asked, plan, NOW, frozenset()).problem(), seconds(20))
    assert base is not None

    def gain(*spans: WeekSpan) -> AnswerGain | None:
        return gain_of(with_more_hours(chie, spans), asked, plan, NOW, base, seconds(20))

    noon = gain(*(WeekSpan(d * 1440 + 12 * 60, d * 1440 + 14 * 60) for d in range(7)))
    assert noon is not None and (noon.at, noon.nights, noon.worth) == ((), 0, (0, 0.0))
    every = gain(WeekSpan(0, 7 * 1440))
    assert every is not None and every.nights > 0
    assert [at.hour for at in every.at] == [23], "nine in the morning in Toronto"
    assert gain_of(with_more_hours(chie, ()), asked, plan, NOW, base, NO_TIME) is None
    sunday = gain_of(
        with_more_hours(asked.members[1], (WeekSpan(6 * 1440, 7 * 1440),)),
        asked,
        plan,
        NOW,
        base,
        seconds(20),
    )
    assert sunday is not None and sunday.at == ()
