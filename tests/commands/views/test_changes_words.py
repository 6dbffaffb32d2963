"""What became of a session, in words: after a command, after a new plan, after a law, after a move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.commands.terminal.translation import set_language, translate
from besrour_cli.commands.views import moves, plan_changes, time_drift
from besrour_cli.commands.views.plan import changes
from besrour_cli.model.plan import Plan, PublishedReading, ScheduledSession, SessionState
from besrour_cli.planning.explain.plan_changes import ChangeKind, SessionChange
from besrour_cli.schedule.drift import Drift
from support.commands.made_years import PROGRAMME, SESSION, START, slot, workspace

LATER = START + timedelta(hours=1)
PROPOSED, ANNOUNCED = slot(), slot(SessionState.ANNOUNCED)
CANCELLED, MOVED = slot(SessionState.CANCELLED), slot(SessionState.MOVED)
AT = "Wednesday, April 21, 2027, 10:00 a.m. (Toronto)"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "after", "holds", "expected"),
    [
        (PROPOSED, None, (False, False), "2027-04-cafe: its start is given up"),
        (None, PROPOSED, (False, False), f"2027-04-cafe: {AT}"),
        (ANNOUNCED, CANCELLED, (False, False), f"2027-04-cafe, {AT}: called off"),
        (CANCELLED, ANNOUNCED, (False, False), f"2027-04-cafe: called off no longer, planned for {AT}"),
        (
            PROPOSED,
            slot(start=LATER),
            (False, False),
            f"2027-04-cafe: {AT} → {AT.replace('10:00', '11:00')}",
        ),
        (PROPOSED, PROPOSED, (False, True), f"2027-04-cafe, {AT}: stays at this start until it is freed"),
        (PROPOSED, PROPOSED, (True, False), f"2027-04-cafe, {AT}: may be chosen anew"),
        (ANNOUNCED, PROPOSED, (False, False), f"2027-04-cafe, {AT}: not announced any more"),
        (MOVED, ANNOUNCED, (False, False), f"2027-04-cafe, {AT}: announced"),
        (ANNOUNCED, MOVED, (False, False), f"2027-04-cafe, {AT}: changed"),
    ],
)
def test_what_a_command_did_to_a_session_is_a_line(
    before: ScheduledSession | None, after: ScheduledSession | None, holds: tuple[bool, bool], expected: str
) -> None:
    """Given up, new, called off or not, another start, held or freed, announced or not, or merely changed."""
    plans = [
        Plan("test", "", {each.session: each} if each else {}, holds=(SESSION.id,) if held else ())
        for each, held in zip((before, after), holds, strict=True)
    ]
    every = plan_changes.changes(*plans)
    assert [_plain(line) for line in plan_changes.lines(workspace(), every, [])] == [
        expected,
        "Nobody was told yet.",
    ]


def test_that_a_session_is_over_is_nobodys_change() -> None:
    """Nor is what stays the same; nothing is said of anybody told then."""
    held = Plan("test", "", {SESSION.id: slot(SessionState.HELD)})
    before = Plan("test", "", {SESSION.id: PROPOSED})
    assert plan_changes.changes(before, held) == plan_changes.changes(before, before) == []
    assert plan_changes.lines(workspace(), [], []) == []


def test_those_who_were_told_are_named_up_to_five() -> None:
    """The others are a number."""
    people = ["Ana", "Awa", "Efua", "Kofi", "Ngozi", "Sam", "Zoe"]
    assert plan_changes.lines(workspace(), [], people) == [
        "7 people were told: Ana, Awa, Efua, Kofi, Ngozi and 2 others."
    ]
    assert plan_changes.lines(workspace(), [], ["Ana"]) == ["1 person was told: Ana."]


def _changed(every: Sequence[SessionChange]) -> list[str]:
    before = Plan("test", "", {SESSION.id: PROPOSED})
    return [_plain(translate(line)) for line in changes.lines(PROGRAMME, before, every)]


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        (ChangeKind.START, PROPOSED, slot(start=LATER), "April 21, 10:00 → 11:00"),
        (
            ChangeKind.START,
            PROPOSED,
            slot(start=START + timedelta(days=1)),
            "April 21 → April 22",
        ),
        (
            ChangeKind.START,
            PROPOSED,
            slot(start=LATER + timedelta(days=1)),
            "April 21, 10:00 → April 22, 11:00",
        ),
        (
            ChangeKind.LENGTH,
            PROPOSED,
            replace(PROPOSED, end=START + timedelta(minutes=90)),
            "lasts 90 minutes instead of 60, as its file says",
        ),
        (ChangeKind.NEW, None, PROPOSED, "new, April 21, 10:00"),
        (ChangeKind.HELD, None, PROPOSED, "counted as held, as its file says: April 21, 10:00"),
        (
            ChangeKind.HELD,
            PROPOSED,
            slot(start=LATER),
            "counted as held, as its file says: April 21, 11:00",
        ),
        (
            ChangeKind.GONE,
            PROPOSED,
            None,
            "no longer in the plan; nobody had been told (April 21, 10:00)",
        ),
        (
            ChangeKind.UNMET,
            PROPOSED,
            PROPOSED,
            "nobody met, as its file says; it costs nobody anything",
        ),
        (ChangeKind.CANCELLED, ANNOUNCED, CANCELLED, "called off"),
        (
            ChangeKind.RECORD,
            PROPOSED,
            PROPOSED,
            "over, and worked out again, as the files say more of it now",
        ),
        (ChangeKind.STATE, PROPOSED, ANNOUNCED, "it is announced now"),
    ],
)
def test_what_a_new_plan_changed_of_a_session(
    kind: ChangeKind, before: ScheduledSession | None, after: ScheduledSession | None, expected: str
) -> None:
    """Its start (what is the same is written once), its length, that it is new, over or gone."""
    head, line = _changed([SessionChange(SESSION.id, kind, before, after)])
    assert head == "Changed since the last plan (days and hours in Toronto):"
    assert line == f"  2027-04-cafe: {expected}"


def test_sessions_held_on_time_share_a_line() -> None:
    """Six of them by name, and how many more."""
    held = [SessionChange(f"s{n}", ChangeKind.HELD, PROPOSED, PROPOSED) for n in range(8)]
    assert _changed(held)[1:] == [
        "  over since, and counted as held: s0, s1, s2, s3, s4, s5 and 2 more",
    ]


LOCAL = "2027-04-21T17:00:00+03:00"
DRIFT = Drift(SESSION.id, "Nairobi", "Africa/Nairobi", LOCAL, LOCAL.replace("17", "18", 1), 60)


def _drifted(drift: Drift, members: int) -> list[str]:
    people = [replace(PROGRAMME.members[1], name=f"Awa {n}") for n in range(members)]
    plan = Plan("test", "", {SESSION.id: PROPOSED})
    now = datetime(2027, 4, 11, 14, tzinfo=UTC)
    return [_plain(line) for line in time_drift.lines({drift: people}, plan, now)]


def test_a_printed_hour_that_a_law_moved_names_whom_it_touches() -> None:
    """The old and the new hour, five names; where nobody of the roster is there any more, that."""
    head, line = _drifted(DRIFT, 6)
    assert head == "2027-04-cafe, Wednesday, April 21, 2027, in 10 days:"
    assert line == (
        "  Nairobi: printed 5:00 p.m., the clock will show 6:00 p.m.; 6 people: Awa 0, Awa 1, Awa 2, "
        "Awa 3, Awa 4…"
    )
    assert _drifted(DRIFT, 0)[1] == (
        "  Nairobi: printed 5:00 p.m., the clock will show 6:00 p.m.; nobody of the roster is there any more"
    )


def test_a_drift_over_midnight_names_both_days() -> None:
    """An hour alone would be a day wrong."""
    drift = DRIFT._replace(old="2027-04-21T23:30:00+03:00", new="2027-04-22T00:30:00+04:00")
    assert _drifted(drift, 1)[1] == (
        "  Nairobi: printed Wednesday, April 21, 11:30 p.m., the clock will show Thursday, April 22, 12:30 "
        "a.m.; 1 person: Awa 0"
    )


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "  Accra: 3:00 p.m.",
                "  Nairobi: printed 5:00 p.m., then 6:00 p.m.",
                "  Toronto: 11:00 a.m., as printed",
            ],
        ),
        ("fr", ["  Accra : 15 h", "  Nairobi : 17 h annoncé, puis 18 h", "  Toronto : 11 h, comme annoncé"]),
    ],
)
def test_a_move_says_of_each_place_what_was_printed(lang: str, expected: list[str]) -> None:
    """A place that nothing was printed for, one whose hour changes, one whose hour stays."""
    set_language(lang, {})
    toronto = PublishedReading("Toronto", "America/Toronto", "2027-04-21T11:00:00-04:00")
    before = replace(PROPOSED, printed=(PublishedReading("Nairobi", "Africa/Nairobi", LOCAL), toronto))
    readings = [
        PublishedReading("Accra", "Africa/Accra", "2027-04-21T15:00:00+00:00"),
        PublishedReading("Nairobi", "Africa/Nairobi", DRIFT.new),
        toronto,
    ]
    _head, *places = moves.move_lines(PROGRAMME, before, slot(start=LATER), readings)
    assert [_plain(line) for line in places] == expected
