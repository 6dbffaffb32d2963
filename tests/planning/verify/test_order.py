"""Sessions of a series come in the order of their dates, wherever their possible starts tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Window
from besrour_cli.planning.solve.choose import choose
from besrour_cli.planning.solve.same_problem import sealed
from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.certificate_values import InvalidCertificate
from besrour_cli.planning.verify.check import verify
from besrour_cli.planning.verify.integer_rows import CheckedConstraints
from besrour_cli.planning.verify.objectives import values_of
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import ProofClaims
from besrour_cli.planning.verify.spacing import CheckedSpacing
from support.planning.certificates import Proof, agreeing, quarter, written
from support.planning.forgeries import ORDER_FORGERIES, after_rows
from support.planning.unproven import all_choices, plans, spacing_of, unproven
from support.planning.world import NOW, member, programme, series, session

NOTHING = Plan("test", "")


def shared_window(days_between: int = 2, second: Window | None = None) -> Programme:
    """Two cafés, each in the same window of four days unless the second has another."""
    run = series("cafe", 60, days_between, between=(9 * 60, 15 * 60))
    window = Window(date(2027, 1, 11), date(2027, 1, 14))
    sessions = [session("s0", *window, run), session("s1", *(second or window), run)]
    return programme([member("ama", "Accra"), member("kofi", "Accra")], [run], sessions, Fairness(step=180))


def test_order_and_dates_are_proven_from_the_rows_that_say_them() -> None:
    """Three cafés of one window, three weeks apart: the certificate rests on what comes after what."""
    asked, choice = quarter()
    assert after_rows(written(choice))
    assert verify(asked, choice.plan, written(choice), NOW).proven


@pytest.mark.parametrize("forge", ORDER_FORGERIES, ids=lambda f: f.__name__)
def test_a_row_that_is_not_so_proves_nothing(forge: Callable[[Proof], None]) -> None:
    """Without an order, the wrong way round, or of another moment."""
    asked, choice = quarter()
    proof = written(choice)
    forge(proof)
    verdict = verify(asked, agreeing(choice.plan, proof), proof, NOW)
    assert not verdict.proven and verdict.faults


def test_a_row_holds_in_every_plan() -> None:
    """Whatever moment it is said of: a session has begun by then only if the one before was early enough."""
    spacing = spacing_of(shared_window(), NOTHING)
    assert spacing is not None and spacing.follows(0, 1)
    every, at, forbids = plans(spacing), spacing.options.at, False
    for start in range(int(at.min()) - 60, int(at.max()) + 60, 60):
        begun = set(spacing.begun(1, start).tolist())
        before = set(spacing.before(0, 1, spacing.begun(1, start)).tolist())
        assert all(choice[1] not in begun or choice[0] in before for choice in every)
        forbids |= any(choice[1] in begun and choice[0] not in before for choice in all_choices(spacing))
    assert forbids


def test_a_plan_out_of_order_is_refused() -> None:
    """The same dates the other way round: the proof says that there is an order, and then it must be kept."""
    asked = shared_window()
    spacing = spacing_of(asked, NOTHING)
    free = spacing_of(asked, NOTHING, ordered=False)
    assert spacing is not None and free is not None
    right = plans(spacing)
    wrong = [choice for choice in plans(free) if choice not in right]
    assert right and wrong
    for choice in wrong[:10]:
        verdict = verify(asked, *unproven(free, choice, NOTHING))
        assert [str(fault) for fault in verdict.faults] == ["s0 and s1 are not in the order of their series"]
        assert not verify(asked, *unproven(free, choice, NOTHING, ordered=False)).faults
    for choice in right[:10]:
        assert not verify(asked, *unproven(free, choice, NOTHING)).faults


def test_too_few_days_are_told_as_such() -> None:
    """In order, and only too close together: the sentence is another."""
    asked = shared_window()
    free = spacing_of(asked, NOTHING, ordered=False)
    assert free is not None
    day, at = free.options.day, free.options.at
    near = next(c for c in all_choices(free) if at[c[0]] < at[c[1]] and day[c[1]] - day[c[0]] == 1)
    fault = verify(asked, *unproven(free, near, NOTHING)).faults[0]
    assert str(fault) == "s0 and s1 are too close together, or overlap for someone"


def test_a_window_within_another_tells_no_order() -> None:
    """The second may come before or after the first; a third series is not touched by that."""
    spacing = spacing_of(shared_window(second=Window(date(2027, 1, 12), date(2027, 1, 13))), NOTHING)
    assert spacing is not None
    assert not spacing.follows(0, 1) and not spacing.follows(1, 0)
    day = spacing.options.day
    assert {bool(day[a] < day[b]) for a, b in plans(spacing)} == {True, False}


def test_fixed_sessions_that_are_nearer_than_the_files_ask_now_have_no_order() -> None:
    """They were announced so, and nothing is judged between them."""
    asked = shared_window(days_between=1)
    closer = choose(asked, NOTHING, NOW).plan
    told = {
        name: replace(slot, state=SessionState.ANNOUNCED, announced=NOW - timedelta(days=1), edition=1)
        for name, slot in closer.slots.items()
    }
    farther = replace(asked, series={"cafe": replace(asked.series["cafe"], days_between=9)})
    after = choose(farther, replace(closer, slots=told), NOW)
    verdict = verify(farther, after.plan, written(after), NOW)
    assert verdict.proven, verdict
    assert "s0 and s1 are too close together" in str(verdict.notes[0])


def test_two_fixed_sessions_too_near_leave_the_third_without_order() -> None:
    """Where they are as far apart as the files ask, all three have one."""
    for days, ordered in ((1, True), (9, False)):
        asked = shared_window(days_between=days)
        last = replace(asked.sessions[1], id="s2", window=Window(date(2027, 2, 1), date(2027, 2, 2)))
        slots = choose(shared_window(days_between=1), NOTHING, NOW).plan.slots
        claims = ProofClaims(NOW, frozenset(slots), {}, {}, ordered=True)
        whole = replace(asked, sessions=(*asked.sessions, last))
        spacing = CheckedSpacing(
            CheckedOptions(build(whole, replace(NOTHING, slots=slots), claims)), ordered=True
        )
        assert spacing.follows(0, 2) is spacing.follows(1, 2) is ordered


def test_of_a_set_every_two_starts_must_exclude_each_other() -> None:
    """One start of another session that does not is enough to refuse the set."""
    spacing = spacing_of(shared_window(second=Window(date(2027, 1, 12), date(2027, 1, 13))), NOTHING)
    assert spacing is not None
    first, *_ = (each.starts for each in spacing.sessions)
    near, far = (start.at for start in (spacing.sessions[1].starts[0], spacing.sessions[1].starts[-1]))
    least = values_of(spacing.options, next(iter(plans(spacing))))
    clash = [["s0", first[0].at], ["s1", near]]
    CheckedConstraints(spacing, least, [clash])
    with pytest.raises(InvalidCertificate):
        CheckedConstraints(spacing, least, [[*clash, ["s1", far]]])


def test_a_plan_that_only_another_order_allows_is_proven_without() -> None:
    """The first café's early date is taken: in order both do not fit, the other way round they do."""
    run = series("cafe", 60, 6, between=(9 * 60, 10 * 60))
    team = series("team", 60, between=(9 * 60, 10 * 60))
    taken = datetime(2027, 1, 11, 14, tzinfo=UTC)
    sessions = [
        session("s0", date(2027, 1, 11), date(2027, 1, 18), run, weekdays=(0,)),
        session("s1", date(2027, 1, 12), date(2027, 1, 19), run, weekdays=(1,)),
        session("t0", taken.date(), taken.date(), team, pinned=taken),
    ]
    asked = programme([member("ama", groups=("cafe", "team"))], [run, team], sessions, Fairness(step=60))
    choice = choose(asked, NOTHING, NOW)
    proof = written(choice)
    assert not proof["ordered"] and choice.plan.slots["s1"].start < choice.plan.slots["s0"].start
    assert verify(asked, choice.plan, proof, NOW).proven
    bare = {name: part for name, part in proof.items() if name != "no_order"}
    verdict = verify(asked, choice.plan, bare, NOW)
    assert not verdict.faults and not any(step.proven for step in verdict.steps), (
        "a plan in order may be open"
    )
    assert not verify(asked, choice.plan, {**proof, "ordered": True}, NOW).proven
    again = choose(asked, choice.plan, NOW, near=True, proof=sealed(bare))
    assert again.proof["no_order"] == proof["no_order"], "what an earlier version left out is proven now"


def test_that_no_plan_is_in_order_is_not_taken_on_trust() -> None:
    """Where plans in order are possible, no tree shows that none is; and none may rest on rows of steps."""
    asked = shared_window()
    free = spacing_of(asked, NOTHING, ordered=False)
    in_order = spacing_of(asked, NOTHING)
    assert free is not None and in_order is not None
    wrong = next(choice for choice in plans(free) if choice not in plans(in_order))
    day = next(start.at for start in in_order.sessions[1].starts)
    open_one = "the proof says that no plan has its sessions in order, and leaves one open"
    damaged = "the proof is damaged: a part of it cannot be read"
    for tree, fault in (
        ({"sum": []}, open_one),
        ({"sum": [["after", "s0", "s1", day, 1]]}, open_one),
        ({"sum": [["nights", 1]]}, damaged),
        ({"sum": [["rhythm", 1]]}, damaged),
        (None, damaged),
    ):
        plan, proof = unproven(free, wrong, NOTHING, ordered=False)
        verdict = verify(asked, plan, {**proof, "no_order": {"clashes": [], "tree": tree}})
        assert [str(each) for each in verdict.faults] == [fault], tree


def test_a_session_may_begin_when_another_ends() -> None:
    """Two series that share people, an hour each: at once is refused, one after the other at once is not."""
    runs = [series(name, 60, between=(9 * 60, 12 * 60), groups=("cafe",)) for name in ("cafe", "team")]
    day = date(2027, 1, 11)
    asked = programme(
        [member("ama", "Accra")],
        runs,
        [session("s0", day, day, runs[0]), session("s1", day, day, runs[1])],
        Fairness(step=60),
        anchor="Accra",
    )
    spacing = spacing_of(asked, NOTHING)
    assert spacing is not None
    at = spacing.options.at
    gaps = {int(at[one] - at[other]) for one, other in plans(spacing)}
    assert gaps == {-120, -60, 60, 120}, "whichever comes first"
    together = next(choice for choice in all_choices(spacing) if at[choice[0]] == at[choice[1]])
    assert list(spacing.conflicts(together)) == [(0, 1)]


def test_what_people_were_told_lasts_as_long_as_they_were_told() -> None:
    """An announced session has the length of the plan, one that is merely kept that of its file by now."""
    asked = shared_window()
    start = datetime(2027, 1, 11, 15, tzinfo=UTC)
    slot = ScheduledSession(
        "s0", start, start + timedelta(minutes=45), SessionState.ANNOUNCED, "America/Toronto", "2026f"
    )
    minutes = to_epoch_minutes(start)
    for state, length in ((SessionState.ANNOUNCED, 45), (SessionState.PROPOSED, 60)):
        plan = replace(NOTHING, slots={"s0": replace(slot, state=state)})
        claims = ProofClaims(
            made=NOW,
            fixed=frozenset({"s0"}),
            announced_starts={},
            proposed_starts={"s1": minutes},
            ordered=True,
        )
        domains = {each.session.id: each for each in build(asked, plan, claims).sessions}
        assert domains["s0"].minutes == length, state
        assert (domains["s0"].proposed, domains["s1"].proposed) == (None, minutes)
