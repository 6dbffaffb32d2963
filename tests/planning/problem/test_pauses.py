"""A member who is away until a day: planner, checker and letters leave her out of the same sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.equivalence_classes import group_members
from besrour_cli.planning.verify.people import taking_part
from support.planning.world import member, programme, series, session

CAFE = series("cafe")
FEBRUARY = session("february", date(2027, 2, 8), date(2027, 2, 12), CAFE)
MARCH = session("march", date(2027, 3, 8), date(2027, 3, 12), CAFE, required={"facilitator": ("awa",)})


def _programme(until: date | None) -> Programme:
    away = replace(member("kofi", "Accra"), paused_until=until)
    also = replace(member("awa", "Accra"), paused_until=until)
    return programme([away, also, member("zoe", "Toronto")], [CAFE], [FEBRUARY, MARCH])


@pytest.mark.parametrize(
    ("until", "kofi", "awa"),
    [
        (None, {0, 1}, {0, 1}),
        (date(2027, 3, 1), {1}, {1}),
        (date(2027, 3, 8), {1}, {1}),
        (date(2027, 3, 9), set(), {1}),
    ],
)
def test_until_the_day_she_takes_no_part(until: date | None, kofi: set[int], awa: set[int]) -> None:
    """A window that begins before the day is closed to her, unless the session's own file requires her."""
    world = _programme(until)
    sessions = list(world.sessions)
    checked = {name: set(indexes) for name, indexes in taking_part(world, sessions).items()}
    planned: dict[str, set[int]] = {}
    for group in group_members(world, sessions, {}):
        planned.update((name, {int(i) for i in group.sessions}) for name in group.members)
    invited = {
        name: {i for i, each in enumerate(sessions) if name in {m.id for m in world.invited(each)}}
        for name in ("kofi", "awa", "zoe")
    }
    assert {name: found for name, found in invited.items() if found} == checked == planned
    assert (invited["kofi"], invited["awa"], invited["zoe"]) == (kofi, awa, {0, 1})
