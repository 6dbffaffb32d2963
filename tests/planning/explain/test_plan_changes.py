"""What changed between two plans, and why: each reason as a coordinator brings it about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import (
    DAY,
    Blackout,
    Member,
    PreferredStart,
    Programme,
    Series,
    Session,
    WeekSpan,
    Window,
)
from besrour_cli.model.took_place import SessionOutcome
from besrour_cli.planning.explain.plan_changes import ChangeKind, ReasonKind, SessionChange, plan_changes
from besrour_cli.planning.explain.rhythm import rhythms
from besrour_cli.planning.explain.what_if import compare
from besrour_cli.planning.explain.year_summary import year_summary
from besrour_cli.planning.solve.choose import PlanResult, choose
from support.planning.world import NOW, member, place, programme, series, session

RUN = series("cafe", 90, 10, between=(6 * 60, 22 * 60))
PEOPLE = [member("a", "Toronto"), member("b", "Accra"), member("c", "Nairobi")]
TUESDAY = [WeekSpan(1 * DAY, 2 * DAY)]


def _sessions(*days: date, length: int = 2) -> list[Session]:
    """A session at each of some dates, with a window of a few days from there."""
    return [
        session(f"s{n}", day, day + timedelta(days=length), RUN, weekdays=range(7))
        for n, day in enumerate(days)
    ]


def _asked(
    people: list[Member] | None = None, sessions: list[Session] | None = None, run: Series = RUN
) -> Programme:
    return programme(
        people or PEOPLE,
        [run],
        sessions or _sessions(date(2027, 3, 2), date(2027, 4, 6)),
        Fairness(step=60),
    )


def _changes(
    asked: Programme, before: Plan, now: datetime = NOW
) -> tuple[PlanResult, dict[str, SessionChange]]:
    after = choose(asked, before, now)
    return after, {each.session: each for each in plan_changes(asked, before, after.plan, now)}


def _with(asked: Programme, session_id: str, **changed: object) -> Programme:
    known = asked.session(session_id)
    assert known is not None
    return asked.with_session(replace(known, **changed))  # type: ignore[arg-type]


FIRST = choose(_asked(), Plan("test", ""), NOW).plan


def _reason(asked: Programme, before: Plan = FIRST, now: datetime = NOW) -> tuple[ReasonKind, str]:
    """The kind of reason for the first session's other start, and what it breaks."""
    _after, found = _changes(asked, before, now)
    reason = found["s0"].reason
    assert reason is not None
    return reason.kind, "; ".join(map(str, reason.demands))


def test_the_same_files_change_nothing() -> None:
    """Planned twice, nothing is said to have changed; a session new to the plan is new."""
    assert _changes(_asked(), FIRST)[1] == {}
    assert {each.kind for each in _changes(_asked(), Plan("test", ""))[1].values()} == {ChangeKind.NEW}


def test_what_the_old_start_breaks_is_named() -> None:
    """Never-hours, a calendar, a window, a blackout: each reason names the demand and whose it is."""
    start = FIRST.slots["s0"].start
    day = start.date()
    never = [member("a", "Toronto"), member("b", "Accra", never=TUESDAY), member("c", "Nairobi")]
    assert _reason(_asked(never)) == (ReasonKind.DEMANDS, "it falls in the never-hours of B")
    busy = [replace(PEOPLE[0], busy=((start, start + timedelta(minutes=30)),)), *PEOPLE[1:]]
    assert _reason(_asked(busy)) == (ReasonKind.DEMANDS, "the calendar of A is taken")
    later = _with(_asked(), "s0", window=Window(day + timedelta(days=1), day + timedelta(days=3)))
    assert _reason(later) == (
        ReasonKind.DEMANDS,
        "it is outside of the window, 2027-03-03 to 2027-03-05",
    )
    storm = replace(_asked(), blackouts=(Blackout(day, day, {"en": "Storm", "fr": "Tempête"}),))
    assert _reason(storm) == (ReasonKind.DEMANDS, "it is on a blackout date: Storm")


def test_a_new_host_with_own_hours_is_the_reason() -> None:
    """Another required person: her own hours exclude the old start, and she is named."""
    start = FIRST.slots["s0"].start
    minute = start.hour * 60 + start.minute + DAY  # Accra is on UTC; the window begins on a Tuesday
    hours = [WeekSpan(minute + 60, minute + 240)]
    people = [PEOPLE[0], member("b", "Accra", hours=hours), PEOPLE[2]]
    asked = _with(_asked(people), "s0", required={"host": ("b",)})
    kind, demands = _reason(asked)
    assert kind == ReasonKind.DEMANDS
    assert demands == "it is outside of the own hours of B, who is required"


def test_a_start_of_the_file_and_one_that_has_passed() -> None:
    """Her file fixes a start; or time went by, and nobody was told through besrour."""
    pinned = FIRST.slots["s0"].start + timedelta(days=1)
    assert _reason(_with(_asked(), "s0", pinned=pinned)) == (ReasonKind.FIXED, "")
    after = FIRST.slots["s0"].end + timedelta(minutes=1)
    assert _reason(_asked(), now=after) == (ReasonKind.PAST, "")


def test_another_session_makes_it_move() -> None:
    """A new session too near: room is made for it; where only the days between rose, these are named."""
    near = _sessions(date(2027, 3, 2), date(2027, 4, 6), length=20)
    before = choose(_asked(sessions=near), Plan("test", ""), NOW).plan
    start = before.slots["s0"].start
    new = session("new", start.date(), start.date(), RUN, weekdays=range(7))
    _after, found = _changes(_asked(sessions=[*near, new]), before)
    assert found["new"].kind == ChangeKind.NEW
    reason = found["s0"].reason
    assert reason is not None
    assert (reason.kind, reason.room_for) == (ReasonKind.ROOM, ("new",))
    apart = (before.slots["s1"].start.date() - start.date()).days + 4
    wider = replace(RUN, days_between=apart)
    _after, found = _changes(_with(_asked(sessions=near, run=wider), "s0", pinned=start), before)
    reason = found["s1"].reason
    assert reason is not None
    assert reason.kind == ReasonKind.DEMANDS
    assert [*map(str, reason.demands)] == [f"it is {apart - 4} days from s0, and the series asks for {apart}"]


def test_a_newcomer_makes_another_hour_fairer() -> None:
    """Nothing forbids the old hour: the step that decides is said, with the year both ways."""
    asked = _asked([*PEOPLE, *(member(f"n{i}", "Vancouver") for i in range(4))])
    after, found = _changes(asked, FIRST)
    moved = [each for each in found.values() if each.reason is not None]
    assert moved
    for each in moved:
        reason = each.reason
        assert reason is not None
        assert reason.kind == ReasonKind.FAIRER
        assert reason.then is not None
        assert reason.now is not None
        assert each.before is not None
        weighed = compare(asked, after.plan, NOW, each.session, each.before.start)
        assert weighed.first_worse() == reason.step
        assert reason.then.values[reason.step] > reason.now.values[reason.step]


def test_an_hour_that_the_series_prefers_is_a_reason() -> None:
    """With a preferred hour in the file, as fair an hour gives way to it, and the step of hours says so."""
    alone = [member("a", "Toronto", hours=[WeekSpan(d * DAY + 480, d * DAY + 1080) for d in range(7)])]
    before = choose(_asked(alone), Plan("test", ""), NOW).plan
    run = replace(RUN, prefer=PreferredStart(14 * 60))
    _after, found = _changes(_asked(alone, run=run), before)
    reasons = [each.reason for each in found.values()]
    assert len(reasons) == 2
    assert {(r.kind, r.step) for r in reasons if r} == {(ReasonKind.FAIRER, "rhythm")}


def test_starts_that_changed_together_and_starts_that_are_as_fair() -> None:
    """An earlier date as fair says so; an unexplained one is as fair; a worse one tells of the search."""
    asked = _asked([member("a", "Toronto")], _sessions(date(2027, 3, 2)))
    first = choose(asked, Plan("test", ""), NOW).plan
    slot = first.slots["s0"]

    def shifted(hours: int = 0, days: int = 0) -> Plan:
        move = timedelta(hours=hours, days=days)
        return replace(
            first, slots={**first.slots, "s0": replace(slot, start=slot.start + move, end=slot.end + move)}
        )

    def kind(before: Plan, after: Plan) -> ReasonKind:
        [change] = plan_changes(asked, before, after, NOW)
        assert change.reason is not None
        return change.reason.kind

    assert kind(shifted(days=1), first) == ReasonKind.EARLIER
    assert kind(first, shifted(days=1)) == ReasonKind.EQUAL
    assert kind(first, shifted(hours=10)) == ReasonKind.SEARCH


def test_a_file_that_is_gone_and_one_that_is_longer() -> None:
    """A session merely proposed goes with its file; a longer one says so where its start stays."""
    _after, found = _changes(_asked(sessions=[_asked().sessions[1]]), FIRST)
    assert found["s0"].kind == ChangeKind.GONE
    assert found["s0"].reason is None
    asked = _with(_asked(), "s0", minutes=91)
    after = choose(asked, FIRST, NOW, keep=frozenset(FIRST.slots)).plan
    [change] = plan_changes(asked, FIRST, after, NOW)
    assert change.kind == ChangeKind.LENGTH


def _announced(plan: Plan, name: str) -> Plan:
    slot = replace(plan.slots[name], state=SessionState.ANNOUNCED, announced=NOW)
    return replace(plan, slots={**plan.slots, name: slot})


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (None, ChangeKind.HELD),
        (SessionOutcome(True), ChangeKind.HELD),
        (SessionOutcome(False), ChangeKind.UNMET),
    ],
)
def test_what_is_over_is_said(outcome: SessionOutcome | None, kind: ChangeKind) -> None:
    """Announced and over: held, or nobody met; told by telephone, only what its file says makes it held."""
    after = FIRST.slots["s0"].end + timedelta(hours=1)
    asked = _with(_asked(), "s0", took_place=outcome)
    result, found = _changes(asked, _announced(FIRST, "s0"), after)
    assert found["s0"].kind == kind
    if outcome is not None:  # never announced: the same, by its file alone
        by_telephone, told = _changes(asked, FIRST, after)
        assert told["s0"].kind == kind
        assert by_telephone.plan.ledger == result.plan.ledger
    again = _with(asked, "s0", took_place=SessionOutcome(True, minutes=30))
    if kind == ChangeKind.HELD:
        assert _changes(again, result.plan, after)[1]["s0"].kind == ChangeKind.RECORD


def test_a_session_let_move_and_one_called_off() -> None:
    """People had been told, so it was moved by hand, which needs no reason; one called off is said to be."""
    before = _announced(FIRST, "s0")
    moved = replace(
        before.slots["s0"],
        start=FIRST.slots["s0"].start + timedelta(days=1),
        end=FIRST.slots["s0"].end + timedelta(days=1),
        state=SessionState.MOVED,
    )
    [change] = plan_changes(_asked(), before, replace(before, slots={**before.slots, "s0": moved}), NOW)
    assert (change.kind, change.reason) == (ChangeKind.START, None)
    off = before.slots["s0"].with_state(SessionState.CANCELLED)
    [change] = plan_changes(_asked(), before, replace(before, slots={**before.slots, "s0": off}), NOW)
    assert change.kind == ChangeKind.CANCELLED
    [change] = plan_changes(_asked(), FIRST, before, NOW)
    assert change.kind == ChangeKind.STATE


def _slot(name: str, start: datetime, state: SessionState = SessionState.PROPOSED) -> ScheduledSession:
    return ScheduledSession(
        session=name,
        start=start,
        end=start + timedelta(minutes=90),
        state=state,
        anchor="America/Toronto",
        tzdata="",
    )


def test_the_rhythm_is_in_slots_on_the_anchors_clock() -> None:
    """Clocks change between the sessions, the slot people keep in mind does not; cancelled ones are out."""
    days = [date(2027, 3, 2), date(2027, 4, 6), date(2027, 5, 4), date(2027, 6, 3)]
    asked = _asked(sessions=_sessions(*days))
    utc = [datetime(d.year, d.month, d.day, 14 if d.month > 3 else 15, tzinfo=UTC) for d in days]
    slots = {f"s{n}": _slot(f"s{n}", at) for n, at in enumerate(utc)}
    [found] = rhythms(asked, Plan("test", "", slots))
    assert [(*slot[1:], len(readings)) for slot, readings in found.slots] == [(1, 1, 600, 3), (1, 3, 600, 1)]
    slots["s3"] = slots["s3"].with_state(SessionState.CANCELLED)
    [found] = rhythms(asked, Plan("test", "", slots))
    assert [slot.weekday for slot, _ in found.slots] == [1]
    accra: Place = place("Accra")
    there = replace(asked, series={"cafe": replace(RUN, prefer=PreferredStart(15 * 60, accra))})
    [found] = rhythms(there, Plan("test", "", slots))
    assert (found.place.name("en"), [slot.minute for slot, _ in found.slots]) == ("Accra", [14 * 60, 15 * 60])


def test_the_summary_counts_what_the_choice_says() -> None:
    """Nights, the most burdened and her hard sessions, the mean, and the proof, from the choice itself."""
    far = [*PEOPLE, member("t", "Tokyo")]
    asked = _asked(far, _sessions(date(2027, 3, 2), date(2027, 4, 6), date(2027, 5, 4)))
    choice = choose(asked, Plan("test", ""), NOW)
    found = year_summary(asked, choice)
    assert found.proven
    assert dict(found.nights) == {i: b.nights for i, b in choice.people.items() if b.nights}
    assert list(found.nights.values()) == sorted(found.nights.values(), reverse=True)
    assert found.burden == max(b.burden for b in choice.people.values())
    assert {choice.people[i].burden for i in found.most} == {found.burden}
    hard = [cost[found.most[0]] > asked.fairness.good_burden(90) for cost in choice.costs.values()]
    assert (found.sessions, found.hard) == (3, sum(hard))
    good = {
        i: sum(cost[i] <= asked.fairness.good_burden(90) for cost in choice.costs.values()) for i in "abct"
    }
    assert dict(found.few_good) == {i: n for i, n in good.items() if n < 3}


def test_nothing_is_proven_after_what_is_not() -> None:
    """A step whose bound is open leaves those after it open too; those before it are proven."""
    choice = choose(_asked(), Plan("test", ""), NOW)
    steps = [s._replace(bound=s.least - 1) if s.name == "regions" else s for s in choice.steps]
    found = year_summary(_asked(), replace(choice, steps=tuple(steps)))
    assert not found.proven
    assert [step.name for step in found.unproven] == ["regions"]
    assert [step.name for step in found.following] == ["people", "rhythm", "burden"]


def test_with_everyone_paused_nobody_takes_part() -> None:
    """A plan of nobody is no proof that it is fair to somebody."""
    away = [replace(each, paused=True) for each in PEOPLE]
    assert year_summary(_asked(away), choose(_asked(away), Plan("test", ""), NOW)).nobody
    assert not year_summary(_asked(), choose(_asked(), Plan("test", ""), NOW)).nobody
