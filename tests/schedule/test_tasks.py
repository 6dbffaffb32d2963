"""What there is to do, and when: nothing due is missing, nothing is due twice, and order is urgency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.took_place import Attendance, SessionOutcome
from besrour_cli.schedule.announce import announcement, with_announcement
from besrour_cli.schedule.changed_files import check_files
from besrour_cli.schedule.next_year import text_in_next_year
from besrour_cli.schedule.renaming import with_session_renamed
from besrour_cli.schedule.tasks import Task, TaskKind, in_order, is_untold, reminders, session_tasks
from support.planning.world import member, programme, series, session

START = datetime(2027, 4, 21, 12, 30, tzinfo=UTC)
"""8:30 a.m. in Toronto."""
TOLD = datetime(2027, 3, 1, 12, tzinfo=UTC)


def _world(**changes: object) -> Programme:
    cafe = series("cafe", 90, 14)
    made = programme(
        [member("a", "Toronto")], [cafe], [session("s1", date(2027, 4, 12), date(2027, 4, 30), cafe)]
    )
    return replace(made, **{"remind": (7, 1), **changes})  # type: ignore[arg-type]


def _proposed(start: datetime = START) -> ScheduledSession:
    return ScheduledSession(
        session="s1",
        start=start,
        end=start + timedelta(minutes=90),
        state=SessionState.PROPOSED,
        anchor="America/Toronto",
        tzdata="2026c",
    )


def _announced(world: Programme, at: datetime = TOLD) -> tuple[Plan, AnnouncementLog]:
    s1 = world.sessions[0]
    slot = with_announcement(world, s1, _proposed(), at)
    return Plan(world.id, "2026c", {"s1": slot}), AnnouncementLog(
        {"s1": (announcement(world, s1, slot, at),)}
    )


def _tasks(world: Programme, plan: Plan, log: AnnouncementLog, now: datetime) -> list[tuple[TaskKind, int]]:
    found = in_order(session_tasks(world, plan, log, now), now)
    return [(task.kind, task.days) for task in found if task.due <= now]


def test_four_weeks_before_it_is_time_to_invite() -> None:
    """A proposed session asks for invitations 28 days ahead and not before."""
    world = _world()
    plan = Plan(world.id, "2026c", {"s1": _proposed()})
    before = START - timedelta(days=28, minutes=1)
    assert _tasks(world, plan, AnnouncementLog(), before) == []
    assert _tasks(world, plan, AnnouncementLog(), before + timedelta(minutes=1)) == [(TaskKind.INVITE, 0)]


def test_reminders_fall_on_whole_days_at_the_anchor() -> None:
    """The reminder of a week is due from Toronto's midnight, until that of a day takes its place."""
    world = _world()
    plan, log = _announced(world)
    week, day = datetime(2027, 4, 14, 4, tzinfo=UTC), datetime(2027, 4, 20, 4, tzinfo=UTC)
    assert _tasks(world, plan, log, week - timedelta(minutes=1)) == []
    assert _tasks(world, plan, log, week) == [(TaskKind.REMIND, 7)]
    assert _tasks(world, plan, log, day - timedelta(minutes=1)) == [(TaskKind.REMIND, 7)]
    assert _tasks(world, plan, log, day) == [(TaskKind.REMIND, 1)]
    assert _tasks(world, plan, log, START) == []


def test_who_was_invited_within_the_week_needs_no_reminder_of_a_week() -> None:
    """A letter of five days before the session is reminder enough until the last day."""
    world = _world()
    plan, log = _announced(world, START - timedelta(days=5))
    assert _tasks(world, plan, log, START - timedelta(days=4)) == []
    assert _tasks(world, plan, log, START - timedelta(hours=20)) == [(TaskKind.REMIND, 1)]


def test_a_programme_may_want_no_reminder() -> None:
    """``remind: no`` leaves none."""
    world = _world(remind=())
    plan, log = _announced(world)
    assert list(reminders(world, plan)) == []
    assert _tasks(world, plan, log, START - timedelta(hours=1)) == []


def test_a_move_and_a_cancellation_are_told_until_they_are_announced() -> None:
    """People who know the former start are a task until they are told; meanwhile nobody is reminded."""
    world = _world()
    plan, log = _announced(world)
    now = START - timedelta(days=3)
    moved = replace(plan.slots["s1"], start=START + timedelta(days=1), end=START + timedelta(days=1, hours=1))
    for state in (SessionState.MOVED, SessionState.CANCELLED):
        slot = replace(moved, state=state, revised=now)
        assert _tasks(world, replace(plan, slots={"s1": slot}), log, now) == [(TaskKind.TELL, 0)]
        told = with_announcement(world, world.sessions[0], slot, now)
        assert _tasks(world, replace(plan, slots={"s1": told}), log, now) == []


def test_another_facilitator_is_told_too_and_another_wording_is_not() -> None:
    """What people must know is a task; a better sentence is none."""
    world = _world()
    plan, log = _announced(world)
    now = START - timedelta(days=20)
    s1 = world.sessions[0]
    other = world.with_session(replace(s1, required={"facilitator": ("a",)}))
    assert _tasks(other, plan, log, now) == [(TaskKind.TELL, 0)]
    reworded = world.with_session(replace(s1, titles={"en": "Other words", "fr": "Autres mots"}))
    assert _tasks(reworded, plan, log, now) == []


def test_a_session_that_is_over_wants_a_record_until_it_has_one() -> None:
    """Attendance, or a word in its file, settles it; a cancelled one wants none."""
    world = _world()
    plan, log = _announced(world)
    now = START + timedelta(days=2)
    assert _tasks(world, plan, log, now) == [(TaskKind.RECORD, 0)]
    there = replace(world, attendance={"s1": (Attendance("a", None),)})
    assert _tasks(there, plan, log, now) == []
    word = world.with_session(replace(world.sessions[0], took_place=SessionOutcome(True)))
    assert _tasks(word, plan, log, now) == []
    off = replace(plan, slots={"s1": replace(plan.slots["s1"], state=SessionState.CANCELLED)})
    assert _tasks(world, off, log, now) == []


@given(
    days=st.lists(st.integers(1, 60), max_size=5),
    told=st.integers(0, 70),
    now=st.integers(0, 24 * 70),
)
def test_of_one_session_at_most_one_reminder_is_due(days: list[int], told: int, now: int) -> None:
    """However the days are chosen, two reminders of one session never overlap."""
    world = _world(remind=tuple(days))
    plan, _log = _announced(world, START - timedelta(days=told))
    moment = START - timedelta(hours=now)
    due = [r for r in reminders(world, plan) if r.since <= moment < r.until]
    assert len(due) <= 1
    assert all(r.since >= START - timedelta(days=r.days + 1) for r in due)


def test_what_is_due_comes_by_urgency_and_what_is_to_come_by_date() -> None:
    """A letter that is late by a month does not hide a facilitator who declined today."""
    now = TOLD
    late = Task(TaskKind.INVITE, now - timedelta(days=30), "late")
    urgent = Task(TaskKind.REPLACE, now, "urgent")
    soon, later = (
        Task(TaskKind.RECORD, now + timedelta(days=1)),
        Task(TaskKind.INVITE, now + timedelta(days=2)),
    )
    assert in_order([later, late, soon, urgent], now) == [urgent, late, soon, later]


def test_a_proposed_session_whose_file_is_gone_invites_nobody() -> None:
    """Unless its file is there and only cannot be read: then the invitation is still to be written."""
    world = _world()
    plan = Plan(world.id, "2026c", {"s1": _proposed()})
    gone = replace(world, sessions=())
    now = START - timedelta(days=10)
    for unread, found in ((frozenset[str](), []), (frozenset({"s1"}), [TaskKind.INVITE])):
        tasks = session_tasks(gone, plan, AnnouncementLog(), now, unread)
        assert [task.kind for task in tasks if task.due <= now] == found


def test_of_a_session_that_nobody_knows_any_more_only_its_cancellation_is_told() -> None:
    """Its file and its series are gone: what it was cannot be compared, but that it is off is news."""
    world = _world()
    plan, log = _announced(world)
    slot = plan.slots["s1"]
    without = replace(world, sessions=(), series={})
    off = replace(slot, state=SessionState.CANCELLED)
    assert not is_untold(without, slot, log.latest("s1"))
    assert is_untold(without, off, log.latest("s1"))
    known = log.latest("s1")
    assert known is not None
    assert not is_untold(without, off, replace(known, cancelled=True))


def test_what_is_no_date_stays_as_it_is_in_the_next_year() -> None:
    """“soon” in a settings file is for its reader; a day and a month move."""
    assert text_in_next_year("soon") == "soon"
    assert text_in_next_year("2027-02-30") == "2027-02-30"
    assert text_in_next_year("2027-01-18") == "2028-01-18"
    assert text_in_next_year("2027-01-18", weekly=True) == "2028-01-17"
    assert text_in_next_year("2027-12") == "2028-12"


def test_a_session_that_the_plan_does_not_have_changes_nothing_by_another_name() -> None:
    """Renamed before it was ever planned."""
    plan = Plan("test", "2026c", {"s1": _proposed()})
    assert with_session_renamed(plan, "s2", "s3") is plan
    renamed = with_session_renamed(plan, "s1", "s3")
    assert (list(renamed.slots), renamed.slots["s3"].known_id) == (["s3"], "s1")


def test_a_series_made_shorter_is_a_mistake_before_and_a_warning_after_the_session() -> None:
    """Once it is over, it counts as held and costs nobody anything; people who were told come before."""
    world = _world()
    plan, log = _announced(world)
    slot = replace(plan.slots["s1"], session="2027-04-cafe")
    until = SourceText(
        SourceLocation("series.yaml", 3, 8), 10, 1, ("cafe:", "  repeats:", "    until: 2027-03-31")
    )
    short = Plan(world.id, "2026c", {slot.session: slot})
    for now, warning, words in (
        (slot.end - timedelta(days=1), False, "was announced, and"),
        (slot.end, True, "is over, and"),
    ):
        (found,) = check_files(world, {"s1"}, short, log, now, {"cafe": until})
        assert (found.code, found.warning, found.spot.line) == ("session-left-out", warning, 3)
        assert f"{words} the series “cafe” no longer has it" in str(found.what)
