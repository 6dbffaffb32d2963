"""The shipped example's twelve cafés with fixed times, as a page and as the values it was made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, PublishSettings
from besrour_cli.publishing.page.page import page
from besrour_cli.storage import resources
from besrour_cli.storage.programme.load import load
from support.checkout import ROOT

SHOTS = ROOT / "build" / "page"
"""Pictures of the page, for a person to look at."""
STARTS = (
    "01-19T16:00",
    "02-16T14:30",
    "03-16T14:30",
    "04-20T15:30",
    "05-20T14:30",
    "06-15T15:30",
    "07-20T14:30",
    "08-17T15:30",
    "09-14T14:30",
    "10-19T15:30",
    "11-16T14:30",
    "12-07T16:00",
)
ADDRESS = "https://cafe.example.org/besrour"


@cache
def programme() -> Programme:
    """The pilot, whose page shows the cafés."""
    loaded = load(str(ROOT)).programme
    assert loaded is not None
    return replace(loaded, publish=PublishSettings(address=ADDRESS, series=("cafe",)))


def plan(states: dict[str, SessionState] | None = None, moved: dict[str, str] | None = None) -> Plan:
    """Every café at its fixed time, announced unless ``states`` says otherwise."""
    slots = {}
    for text in STARTS:
        session = f"2027-{text[:2]}-cafe"
        start = datetime.fromisoformat(f"2027-{(moved or {}).get(session, text)}").replace(tzinfo=UTC)
        state = (states or {}).get(session, SessionState.ANNOUNCED)
        slots[session] = ScheduledSession(
            session, start, start + timedelta(minutes=90), state, "America/Toronto", "2026c"
        )
    return Plan(programme().id, "2026c", slots)


def templates() -> dict[str, str]:
    return resources.templates(None)


def html(cafes: Programme | None = None, chosen: Plan | None = None) -> str:
    """The page as text."""
    return page(cafes or programme(), chosen or plan(), templates())["index.html"].decode()
