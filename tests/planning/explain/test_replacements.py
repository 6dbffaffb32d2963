"""Who could take the part of somebody who must be there and cannot: nobody is named who could not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import ANYONE, REQUIRED, BlockedTime, Member, Programme, WeekSpan
from besrour_cli.planning.explain.replacements import replacements, required_line
from support.planning.world import member, programme, series, session

RUN = series("cafe", 60, between=(0, 1440))
FIRST, LAST = date(2027, 1, 11), date(2027, 1, 22)
START = datetime(2027, 1, 13, 15, tzinfo=UTC)
WEDNESDAY = 2 * 1440
FACILITATOR: Mapping[str, str] = {"en": "Facilitator", "fr": "Animatrice"}


def slot(name: str, start: datetime = START) -> ScheduledSession:
    """An announced session of an hour."""
    return ScheduledSession(
        name, start, start + timedelta(hours=1), SessionState.ANNOUNCED, "Africa/Accra", ""
    )


PLAN = Plan("test", "", {"s": slot("s"), "t": slot("t", START + timedelta(days=7))})


def someone(ident: str, where: str = "Accra", **changed: Any) -> Member:
    """A member who facilitates, by the roster."""
    return replace(member(ident, where), **{"role": FACILITATOR, **changed})


def year(*others: Member, **changed: Any) -> Programme:
    """Awa must facilitate a session in Accra, and there are others."""
    sessions = [
        session("s", FIRST, LAST, RUN, required={"facilitator": ("awa", "kofi")}),
        session("t", FIRST, LAST, RUN, required={"facilitator": ("often",)}),
    ]
    people = [member("awa", "Accra"), member("kofi", "Accra"), *others]
    made = programme(people, [RUN], sessions, Fairness(step=60), anchor="Accra")
    asked = [replace(s, languages=("en", "fr")) for s in made.sessions]
    return replace(made, sessions=tuple(asked), **changed)


def names(asked: Programme, plan: Plan = PLAN, role: str = "facilitator", **known: Any) -> list[str]:
    """The ids of those who could do it."""
    first = asked.sessions[0]
    return [r.member.id for r in replacements(asked, plan, first, role, **known)]


def test_who_has_the_role_comes_before_whom_the_roster_names_so() -> None:
    """First who says she comes, then who does it most, then whom the hour costs least; three at most."""
    asked = year(
        someone("zoe"), someone("ben"), someone("often", role=None), someone("eve"), member("mute", "Accra")
    )
    assert names(asked) == ["often", "ben", "eve"]
    assert names(asked, coming=["zoe"]) == ["zoe", "often", "ben"]
    assert names(asked, refused=["often", "ben"]) == ["eve", "zoe"]


@pytest.mark.parametrize(
    ("ident", "changed"),
    [
        ("paused", {"paused": True}),
        ("no shared language", {"languages": ("pt",)}),
        ("at night there", {"where": "Tokyo"}),
        ("never then", {"never": (WeekSpan(WEDNESDAY + 15 * 60, WEDNESDAY + 16 * 60),)}),
        ("own hours", {"hours": (WeekSpan(WEDNESDAY + 8 * 60, WEDNESDAY + 12 * 60),)}),
        ("busy", {"busy": ((START, START + timedelta(minutes=30)),)}),
        ("another role", {"role": {"en": "Department of family medicine"}}),
    ],
)
def test_nobody_is_named_who_could_not(ident: str, changed: dict[str, Any]) -> None:
    """Each of them would be asked in vain; beside them the one who could is named."""
    where = changed.pop("where", "Accra")
    asked = year(someone("x", where, **changed), someone("ok"))
    assert names(asked) == ["ok"], ident


@pytest.mark.parametrize("bar", [ANYONE, REQUIRED])
def test_a_holiday_of_hers_speaks_against_it(bar: int) -> None:
    """Who must be there need not work on a public holiday; a feast is nobody's hour."""
    minute = int(START.timestamp()) // 60
    blocked = {"x": (BlockedTime(minute - 600, minute + 600, 0, bar, "holiday"),)}
    assert names(year(someone("x"), someone("ok"), blocked_times=blocked)) == ["ok"]


def test_nobody_is_asked_to_be_in_two_places() -> None:
    """Required in another session at that very time; once that is called off, she is free."""
    asked = year(someone("often"))
    slots = {**PLAN.slots, "t": slot("t", START + timedelta(minutes=30))}
    assert names(asked, replace(PLAN, slots=slots)) == []
    slots["t"] = slots["t"].with_state(SessionState.CANCELLED)
    assert names(asked, replace(PLAN, slots=slots)) == ["often"]


def test_an_interpreter_speaks_both_languages() -> None:
    """One language is enough to facilitate, and not to interpret."""
    interpreter = {"en": "Interpreter", "fr": "Interprète"}
    asked = year(someone("one", role=interpreter), someone("two", role=interpreter, languages=("fr", "en")))
    assert names(asked, role="interpreter") == ["two"]


def test_the_line_names_everybody_else_as_before() -> None:
    """Ready to paste below ``required:``, one person or several."""
    asked = year()
    assert required_line(asked.sessions[0], "facilitator", "awa", "zoe") == "facilitator: [zoe, kofi]"
    assert required_line(asked.sessions[1], "facilitator", "often", "zoe") == "facilitator: zoe"
