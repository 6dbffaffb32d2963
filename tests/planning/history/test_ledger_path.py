"""However the coordinator came to know: only what is true in the end counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.model.plan import Burden
from besrour_cli.model.programme import Programme
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from support.planning.ledger_world import AFTER, FIRST, PEOPLE, SECOND, attended, planned, said, told, world

_MINUTES = st.integers(-26 * 60, 26 * 60).map(lambda n: timedelta(minutes=n))
_WHO = st.none() | st.lists(st.sampled_from((*PEOPLE, "guest")), unique=True, min_size=1)
_PAST = st.dictionaries(
    st.sampled_from((*PEOPLE, "guest", "gone")),
    st.builds(Burden, st.integers(0, 5000).map(lambda n: n / 100), st.integers(0, 9), st.integers(1, 9)),
)


@st.composite
def _truths(draw: st.DrawFn) -> Programme:
    """A programme whose files say something, or nothing, of each of two sessions."""
    asked = world()
    for ident, start in (("s0", FIRST), ("s1", SECOND)):
        kind = draw(st.sampled_from(("nothing", "yes", "no", "more")))
        if kind == "yes":
            asked = said(asked, ident=ident)
        elif kind == "no":
            asked = said(asked, met=False, ident=ident)
        elif kind == "more":
            shift = draw(st.none() | _MINUTES)
            minutes = draw(st.sampled_from((0, 5, 75, 90, 480)))
            asked = said(asked, True, None if shift is None else start + shift, minutes, ident)
        who = draw(_WHO)
        if who is not None and kind != "no":
            asked = attended(asked, **{ident: who})
    return asked


@settings(max_examples=120, deadline=None)
@given(st.lists(_truths(), min_size=1, max_size=3), _truths(), _PAST)
def test_charging_then_correcting_is_charging_the_truth_at_once(
    heard: list[Programme], last: Programme, past: dict[str, Burden]
) -> None:
    """After any number of changes of mind plan and ledger are what the last word makes them;
    settling again changes nothing; nobody ever owes less than nothing."""
    fresh = replace(planned(told(), told(SECOND, "s1")), ledger=dict(sorted(past.items())))
    plan = fresh
    for one in heard:
        plan = close_past_sessions(one, plan, AFTER)
        assert all(b.burden >= 0 and b.nights >= 0 and b.sessions >= 0 for b in plan.ledger.values())
    plan = close_past_sessions(last, plan, AFTER)
    assert plan == close_past_sessions(last, fresh, AFTER)
    assert close_past_sessions(last, plan, AFTER) == plan
    assert all(slot.sequence == 0 and slot.hash for slot in plan.slots.values())
