"""Years unlike the invented one: what a report says of them in both languages, and that its check agrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from besrour_cli.evaluation.decide import with_seen
from besrour_cli.model.evaluation.decisions import CommitteeDecision, DecisionRule, RuleComparison
from besrour_cli.model.evaluation.form import Item, ItemChoice, ItemKind
from besrour_cli.report_check.check import check_report
from besrour_cli.report_check.page_blocks import PageBlock, page_blocks
from besrour_cli.report_check.raw_rows import RawRows
from support.evaluation.made_report import translated
from support.evaluation.year_of_values import (
    FAIR,
    LEAD,
    answered_year,
    answers_of,
    form_of,
    given,
    pages_of,
    rows_of_a_year,
    text,
)

REGION = Item(
    "region",
    ItemKind.ONE,
    text("Where do you live", "Où vivez-vous"),
    (ItemChoice("north", text("North", "Nord")), ItemChoice("south", text("South", "Sud"))),
)
GROUPED = (
    "Who is represented",
    "From invitation to answer",
    "Who came to each session",
    "on people’s own clocks",
)


def said(rows: RawRows) -> str:
    """What the English report says, once it is known that its check finds nothing in either language."""
    pages = pages_of(rows)
    assert check_report(pages, rows, translated) == ()
    return "\n".join(
        each.text for each in page_blocks(pages["report.en.html"]) if isinstance(each, PageBlock)
    )


def test_a_year_of_attendance_alone_says_what_is_not_counted() -> None:
    """Shared rooms, sessions of which nobody knows who came, one called off, and no rule and no form."""
    year = rows_of_a_year()
    first, *others = year.sessions
    rooms = first._replace(rooms={"South": 9, "elsewhere": 8})
    page = said(year._replace(sessions=(rooms, *others), unknown=2, cancelled=1))
    assert "Another 17 attendances were counted in shared rooms" in page
    assert "Of 2 more sessions it is not known who came" in page
    assert "1 session was called off, or nobody met." in page
    assert "No rule of decision was written down" in page
    assert "No answer to the evaluation form has been read" in page


def test_a_report_of_people_who_have_all_left_has_no_groups() -> None:
    """Their rows are gone from the roster: counts and sentences stay, charts by region do not."""
    year = answered_year()
    page = said(year._replace(roster={f"new-{who}": row for who, row in year.roster.items()}))
    assert "Of 40 people invited, 32 came at least once" in page
    assert not any(title in page for title in GROUPED)


def test_a_person_who_was_forgotten_stays_in_the_count_of_those_invited() -> None:
    """Whom the roster no longer has was invited all the same, and belongs to no region."""
    year = rows_of_a_year()
    invited = year.sessions[0].invited | {"forgotten-1"}
    page = said(year._replace(sessions=tuple(each._replace(invited=invited) for each in year.sessions)))
    assert "Of 41 people invited, 32 came at least once" in page


def test_a_guest_whom_nobody_invited_is_no_loss_of_the_region() -> None:
    """Who came and is not on the roster, and who is on it and was not asked: neither shifts a table."""
    year = rows_of_a_year()
    few = frozenset(sorted(year.roster)[:30])
    sessions = [each._replace(invited=few, came={**each.came, "guest": 30}) for each in year.sessions]
    assert "Of 30 people invited, 33 came at least once" in said(year._replace(sessions=tuple(sessions)))


def backwards(values: dict[str, str]) -> Mapping[str, str]:
    """The same person, who was surer before."""
    return {**values, "lead.then": values["lead.now"], "lead.now": values["lead.then"]}


def as_before(values: dict[str, str]) -> Mapping[str, str]:
    """Somebody whose confidence is what it was."""
    return {**values, "lead.now": values["lead.then"]}


def fair_by_turns(points: str) -> Callable[[dict[str, str]], Mapping[str, str]]:
    """English and French by turns: each language says its own point."""
    return lambda values: {**values, "fair": points[values["used"] == "idea"]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (backwards, "The median fell from 4 (3 to 5) to 1.5 (1 to 2)"),
        (as_before, "Fewer than six answers changed: no test could say anything."),
        (fair_by_turns("51"), "“The hour was fair”: answers in French are lower, median 1"),
        (fair_by_turns("15"), "“The hour was fair”: answers in French are higher, median 5"),
    ],
)
def test_what_answers_say_is_said_as_it_is(
    change: Callable[[dict[str, str]], Mapping[str, str]], sentence: str
) -> None:
    """Down or not at all; better or worse in one language than in the other."""
    assert sentence in said(answered_year(change))


def test_rules_that_are_met_and_were_changed_are_told_with_their_days() -> None:
    """Two sets of rules were recorded: those of today hold, and each that came or went has its day."""
    went, came = (DecisionRule("response.share", RuleComparison.AT_LEAST, value) for value in (0.9, 0.1))
    stays = DecisionRule("item.lead.improved-share", RuleComparison.ABOVE, 0.5)
    before, after = (
        CommitteeDecision("go", text("Go on", "Continuer"), (stays, one)) for one in (went, came)
    )
    seen = with_seen(with_seen((), [before], "2027-01-05"), [after], "2027-06-01")
    page = said(answered_year()._replace(decisions=(after,), rules_seen=seen))
    assert "Go on: all rules set beforehand are met." in page
    assert "on June 1, 2027, this rule was taken away: go: response.share at_least 0.9." in page
    assert "on June 1, 2027, this rule was added: go: response.share at_least 0.1." in page
    assert "The median rose from 1.5 (1 to 2) to 4 (3 to 5)" in page
    assert "chance alone would give a change as large with probability <0.001" in page
    assert all(title in page for title in GROUPED)


def test_rules_that_no_plan_has_recorded_have_no_day() -> None:
    """A decision that is looked at for the first time: nothing is said of when its rules were known."""
    rule = DecisionRule("return.share", RuleComparison.AT_LEAST, 0.9)
    decision = CommitteeDecision("go", text("Go on", "Continuer"), (rule,))
    page = said(rows_of_a_year()._replace(decisions=(decision,)))
    assert "Go on: " in page and "first recorded" not in page


def test_a_form_of_agreement_alone_asks_nothing_of_confidence() -> None:
    """One language, no item chosen beforehand; whether regions answered unlike is the one test."""
    year = rows_of_a_year()
    one = {who: row._replace(language="en") for who, row in year.roster.items()}
    answers = answers_of(
        [{**given(n), "region": ("south", "north", "north")[n % 3]} for n in range(15)], "en"
    )
    page = said(year._replace(roster=one, form=form_of(FAIR, REGION), answers=answers))
    assert "Nobody was asked what they used." in page and "What people thought" in page
    assert "Were all regions equally likely to answer, chance alone would divide the answers" in page
    assert "Confidence before and now" not in page and "Cliff’s delta" not in page


def test_a_form_of_confidence_alone_asks_nothing_of_agreement() -> None:
    """French answers left the item out: there is nothing to compare the English ones with."""
    answers = answers_of([given(n) if n % 2 else {} for n in range(24)], "fr en")
    page = said(rows_of_a_year()._replace(form=form_of(LEAD), answers=answers))
    assert "Confidence before and now" in page and "What people thought" not in page
    assert "Cliff’s delta" not in page and "chosen beforehand, “" not in page


@pytest.mark.parametrize(
    ("worse", "sentence"),
    [
        (6, "Were each language weighted by its attendances, 50% would have improved on the item chosen"),
        (2, "The share that improved with each language weighted by its attendances is hidden"),
    ],
)
def test_a_language_that_answered_less_is_weighted_or_said_to_be_hidden(worse: int, sentence: str) -> None:
    """All ten who came answered in English, six of ten in French, some of whom became less sure."""
    changed = [given(n) if n < 16 - worse else backwards(given(n)) for n in range(16)]
    answers = [each._replace(language="en" if n < 10 else "fr") for n, each in enumerate(answers_of(changed))]
    page = said(answered_year()._replace(answers=tuple(answers)))
    assert f"Response was from 60% to 100% by language. {sentence}" in page


def test_a_region_of_which_nobody_came_weighs_nothing() -> None:
    """Its attendances are none, so that there is no response of it, and the others are weighted alone."""
    year = rows_of_a_year(60)
    roster = {
        who: row._replace(region="East") if int(who[1:]) > 50 else row for who, row in year.roster.items()
    }
    came = {who: None for who in sorted(roster)[:40]}
    east = ItemChoice("east", text("East", "Est"))
    item = REGION._replace(choices=(*REGION.choices, east))
    answers = answers_of([{**given(n), "region": "north" if n < 16 else "south"} for n in range(24)])
    page = said(
        year._replace(
            roster=roster,
            sessions=tuple(each._replace(came=came) for each in year.sessions),
            regions={**year.regions, "East": east.text},
            form=form_of(LEAD, item, primary="lead"),
            answers=answers,
        )
    )
    assert "Response was from 40% to 80% by region. Were each region weighted by its attendances" in page


def test_of_answers_with_the_same_code_the_last_session_counts() -> None:
    """Whatever the order of the rows: she was sure after the first session, and no more after the last."""
    sure, unsure = ({**given(0), "lead.then": "3", "lead.now": now} for now in ("5", "1"))
    first, last = answers_of([sure] * 10), answers_of([unsure] * 10, wave="s3")
    answers = [
        each._replace(id=str(n), code=f"AB{n % 10}") for n, each in enumerate((*last, *first), start=10)
    ]
    page = said(answered_year()._replace(answers=tuple(answers)))
    assert "0 of 10 (0%) improved, 0 stayed the same and 10 became worse" in page


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        (
            '<data value="people.came">40</data> people invited, <data value="people.invited">32<',
            [("people.came: 40", "32"), ("people.invited: 32", "40")],
        ),
        (
            '<data value="people.invited">40</data> people invited, <data value="sessions.held">32<',
            [
                (
                    "attendance.named countries.came people.invited sessions.held",
                    "attendance.named countries.came people.came people.invited",
                ),
                ("sessions.held: 32", "4"),
            ],
        ),
    ],
)
def test_a_number_that_is_marked_as_another_figure_is_a_fault(lie: str, found: list[tuple[str, str]]) -> None:
    """The words are right, and who asks where the number comes from would be told of another."""
    rows = rows_of_a_year()
    pages = pages_of(rows)
    truth = '<data value="people.invited">40</data> people invited, <data value="people.came">32<'
    assert truth in pages["report.en.html"]
    pages["report.en.html"] = pages["report.en.html"].replace(truth, lie)
    assert [(fault.shown, fault.expected) for fault in check_report(pages, rows, translated)] == found
