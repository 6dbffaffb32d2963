"""What why says of a session and of another start, from years made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views import plan_explanation, what_if
from besrour_cli.commands.views.plan.notes import _pin
from besrour_cli.commands.views.plan_explanation import Explanation
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Burden, SessionState
from besrour_cli.model.programme import Window
from besrour_cli.planning.explain.obvious_start import ObviousStart
from besrour_cli.planning.explain.what_if import WhatIf
from support.commands.made_years import LEAST, PROGRAMME, SESSION, START, compared, slot, workspace, year
from support.planning.world import member

PLANNED = compared(LEAST)
EARLIER = START - timedelta(hours=2)
BETTER = year("nights", -1.0, start=EARLIER)
OBVIOUS = ObviousStart(EARLIER, better=2, worse=0, people=2)


@pytest.fixture
def said(printed: Callable[[], list[str]]) -> Callable[..., str]:
    """What why prints of an explanation, its lines joined."""

    def all_of(explanation: Explanation, folder: Workspace | None = None, *, details: bool = False) -> str:
        plan_explanation.print_result(folder or workspace(), explanation, details=details)
        return " ".join(" ".join(printed()).split())

    return all_of


def test_a_session_that_no_other_hour_suits_says_so(said: Callable[..., str]) -> None:
    """Neither an obvious start nor any other: nothing is said for or against one."""
    text = said(Explanation(PLANNED, None, None, ()))
    assert text.endswith("No other hour meets every demand while the rest of the plan stays.")
    assert "nearest alternatives" not in text


def test_an_obvious_start_without_any_further_one(said: Callable[..., str]) -> None:
    """It is weighed; there is no list of the nearest ones, since there is none."""
    text = said(Explanation(PLANNED, OBVIOUS, compared(BETTER), ()), details=True)
    assert "Wednesday, April 21, 8:00 a.m., would suit 2 of 2 people better, and 0 less well." in text
    assert "Nights, weighed: -1 instead of 0." in text
    assert "nearest alternatives" not in text


def test_the_nearest_starts_say_whom_they_would_hurt(said: Callable[..., str]) -> None:
    """Who loses by name, with the hour there; a start that hurts nobody names nobody."""
    hurting = compared(year("nights", 1.0, start=EARLIER), costs={"ana": 2.5, "awa": 3.0})
    kind = compared(year("burden", 4.5, start=START + timedelta(hours=1)))
    text = said(Explanation(PLANNED, None, None, (hurting, kind)))
    assert (
        "8:00 a.m.: 0 people gain, 1 person loses. It would hurt Ana (8:00 a.m. in Toronto, 1.5 more)" in text
    )
    assert text.endswith(
        "11:00 a.m.: 0 people gain, 0 people lose. Against it: everyone together would carry more."
    )
    assert text.count("It would hurt") == 1


@pytest.mark.parametrize(
    ("folder", "pinned", "reason"),
    [
        (workspace(), True, "the file fixes the planned start"),
        (workspace(PROGRAMME, slot(SessionState.ANNOUNCED)), False, "people were told of the planned start"),
        (workspace(PROGRAMME, slot(), holds=[SESSION.id]), False, "you hold the planned start"),
        (workspace(), False, "besrour plan with more --seconds may find it"),
    ],
    ids=["pinned", "announced", "held", "search"],
)
def test_a_fairer_start_says_what_keeps_the_planned_one(
    said: Callable[..., str], folder: Workspace, pinned: bool, reason: str
) -> None:
    """The rule would like it better: its file, the invitations, a hold, or a search that was too short."""
    session = replace(SESSION, pinned=START if pinned else None)
    counter = replace(compared(BETTER), session=session)
    text = said(Explanation(replace(PLANNED, session=session), OBVIOUS, counter, ()), folder)
    assert f"By the rule the year would be fairer: with fewer nights; but {reason}." in text
    assert ("Its start was fixed by hand in its file." in text) is pinned


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (workspace(PROGRAMME, slot(SessionState.HELD)), "It has been held."),
        (workspace(PROGRAMME, slot(SessionState.CANCELLED)), "It is called off."),
        (
            workspace(
                PROGRAMME,
                replace(slot(SessionState.CANCELLED), announced_times=(START, START + timedelta(hours=1))),
            ),
            "Nobody met, so it costs nothing; this is what it would have cost.",
        ),
    ],
    ids=["held", "called off", "nobody met"],
)
def test_of_what_is_over_no_other_start_is_looked_for(
    said: Callable[..., str], folder: Workspace, expected: str
) -> None:
    """How it ended, and what it cost; nothing of other hours."""
    text = said(Explanation(PLANNED, None, None, ()), folder)
    assert expected in text
    assert "other hour" not in text


def test_a_session_of_nobody_says_so(said: Callable[..., str]) -> None:
    """Whoever was invited is paused."""
    nobody = compared(year(costs={}), now=year(costs={}))
    assert "Nobody takes part." in said(Explanation(nobody, None, None, ()))


def test_good_hours_and_nights_are_counted(said: Callable[..., str]) -> None:
    """Good for all; or for some, with the one whom it hits hardest, and how many have a night."""
    good = said(Explanation(compared(LEAST, now=year(costs={"ana": 0.0, "awa": 0.5})), None, None, ()))
    assert "It is a good hour for all 2 people." in good
    night = said(
        Explanation(compared(LEAST, now=year(costs={"ana": 0.0, "awa": 9.0}, nights=1)), None, None, ())
    )
    assert "It is a good hour for 1 of 2 people. It is hardest for Awa: 5:00 p.m. in Nairobi." in night
    assert "It is a night for 1 person." in night


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ({"ana": 1.0, "awa": 3.0}, "nobody gains and nobody loses;"),
        ({"ana": 1.0, "awa": 2.0}, "1 person gains and nobody loses;"),
        ({"ana": 2.0, "awa": 3.0}, "nobody gains, 1 person loses; Toronto would start at 8:00 a.m.;"),
        ({"ana": 2.0, "awa": 2.0}, "1 person gains, 1 person loses; Toronto would start at 8:00 a.m.;"),
    ],
)
def test_another_start_is_one_sentence_of_gains_and_losses(costs: dict[str, float], expected: str) -> None:
    """Nobody, some who gain, some who lose, or both, with the hour where it hits hardest."""
    counter = compared(year(start=EARLIER), costs=costs)
    text = translate(what_if.sentence(workspace(), counter)).replace("\u00a0", " ")
    assert text == f"{expected} the worst-off, Awa, bears 3 over the year as before"


def test_the_worst_off_may_be_another_one() -> None:
    """Or the same one with more."""
    other = year(people={"ana": Burden(5.0, 0, 1), "awa": Burden(3.0, 0, 1)}, worst="ana")
    text = translate(what_if.sentence(workspace(), compared(other)))
    assert text.endswith("the worst-off would be Ana with 5 over the year, instead of Awa with 3")
    more = year(people={"ana": Burden(1.0, 0, 1), "awa": Burden(3.5, 0, 1)})
    text = translate(what_if.sentence(workspace(), compared(more)))
    assert text.endswith("the worst-off, Awa, would bear 3.5 over the year instead of 3")


def _printed_if(printed: Callable[[], list[str]], counter: WhatIf) -> str:
    what_if.print_result(workspace(), counter, details=True)
    return " ".join(" ".join(printed()).split())


def test_a_proposed_start_says_its_figures_its_holiday_and_what_forbids_it(
    printed: Callable[[], list[str]],
) -> None:
    """The first of July in Canada: weighed, and named; what the files forbid is named too."""
    holiday = year("burden", 6.5, start=START.replace(month=7, day=1), nights=1)
    counter = replace(compared(holiday), against=(msg("it is outside of the window"),))
    text = _printed_if(printed, counter)
    assert "1 person would have a night there, instead of 0." in text
    assert "Burden of all together: 6.5 instead of 4." in text
    assert "It would meet this:" in text and "Canada Day" in text
    assert text.endswith("Not possible: it is outside of the window.")


def test_a_start_that_no_step_decides_has_no_figures(printed: Callable[[], list[str]]) -> None:
    """The same year at another hour of a day without a holiday: a tie, and no number to show."""
    text = _printed_if(printed, compared(year(start=EARLIER)))
    assert text.endswith(
        "Against it: the year would be as fair, and the planned start is earlier in the day or the year."
    )
    assert "It would meet" not in text


def test_the_holidays_of_the_window_are_weighed_where_people_live(said: Callable[..., str]) -> None:
    """July 1 in Canada, Ramadan where somebody keeps it; a window of Mondays has none."""
    weeks = Window(START.date().replace(month=6, day=28), START.date().replace(month=7, day=9))
    summer = replace(SESSION, window=weeks)
    kept = replace(PROGRAMME, sessions=(summer,))
    text = said(Explanation(replace(PLANNED, session=summer), None, None, ()), workspace(kept))
    assert "Weighed: Thursday, July 1 is Canada Day in Canada." in text
    mondays = Explanation(replace(PLANNED, session=replace(summer, weekdays=(0,))), None, None, ())
    assert "Canada Day" not in said(mondays)


def test_a_holiday_by_the_moon_is_an_estimate_and_some_work_on_holidays(said: Callable[..., str]) -> None:
    """The end of Ramadan in Kenya may shift by a day; who allows holidays is not counted as keeping it."""
    first = START.date().replace(month=3, day=8)
    session = replace(SESSION, window=Window(first, first + timedelta(days=4)))
    explanation = Explanation(replace(PLANNED, session=session), None, None, ())
    assert re.search(r"Weighed: \w+, March \d+ is Eid al-Fitr \(estimated\) in Kenya\.", said(explanation))
    works = replace(member("awa", "Nairobi"), observes=("holidays-allowed",))
    kept = replace(PROGRAMME, members=(PROGRAMME.members[0], works))
    assert "Kenya" not in said(explanation, workspace(kept))


def test_ramadan_is_weighed_for_those_who_keep_it(said: Callable[..., str]) -> None:
    """A window of February 2027 touches it; one of April does not; where nobody keeps it, it is not said."""
    first = START.date().replace(month=2, day=15)
    winter = replace(SESSION, window=Window(first, first + timedelta(days=7)))
    explanation = Explanation(replace(PLANNED, session=winter), None, None, ())
    observing = replace(member("awa", "Nairobi"), observes=("ramadan",))
    kept = replace(PROGRAMME, members=(PROGRAMME.members[0], observing))
    assert "Weighed: Ramadan, February 8 to March 8 (estimated), for those who keep it." in (
        said(explanation, workspace(kept))
    )
    assert "Ramadan" not in said(explanation)
    assert "Ramadan" not in said(Explanation(PLANNED, None, None, ()), workspace(kept))


@pytest.mark.parametrize(
    ("counter", "expected"),
    [
        (None, "2027-04-cafe is fixed by hand, and costs nothing: no other hour is fairer."),
        (compared(LEAST), "2027-04-cafe is fixed by hand, and costs nothing: no other hour is fairer."),
        (
            compared(BETTER, costs={"ana": 2.0, "awa": 1.0}),
            "2027-04-cafe is fixed by hand, which has a cost: with April 21, 8:00 a.m., 1 person would gain, "
            "1 person would lose.",
        ),
    ],
    ids=["none", "no better", "better"],
)
def test_what_a_start_fixed_by_hand_costs(counter: WhatIf | None, expected: str) -> None:
    """The best other hour, if the rule likes one better."""
    assert translate(_pin(PROGRAMME, SESSION.id, counter)).replace("\u00a0", " ") == expected
