"""How fast calendars are written: a pilot's export and a year of 1,000 sessions, against icalendar alone.

besrour is counted from the programme and its plan to the bytes of every feed, as in ``besrour export``: it
also finds the local times and makes the texts, and folds lines by itself. The baseline is icalendar's bare
``to_ical()`` of the same calendars, parsed beforehand and not counted. The disk is left out. Medians of
the turns; exit code 1 when the pilot's export takes 2 seconds or more.

``--rounds N`` changes the number of turns.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import icalendar  # noqa: E402

from besrour_cli.model.plan import Plan, ScheduledSession  # noqa: E402
from besrour_cli.model.programme import Programme, Session, Window  # noqa: E402
from besrour_cli.publishing.calendars.feeds import feeds  # noqa: E402
from besrour_cli.storage.programme.load import load  # noqa: E402

TARGET = 2.0
"""Seconds for a pilot's export."""
YEAR = 1_000


def year_of(sessions: int) -> tuple[Programme, Plan]:
    """The pilot with as many sessions, seven hours apart."""
    pilot = load(str(ROOT)).programme
    assert pilot is not None
    made: list[Session] = []
    slots = {}
    for number in range(sessions):
        start = datetime(2027, 1, 4, 13, 30, tzinfo=UTC) + timedelta(hours=7 * number)
        pattern = pilot.sessions[number % len(pilot.sessions)]
        session = replace(pattern, id=f"s{number:05d}", window=Window(start.date(), start.date()))
        made.append(session)
        slots[session.id] = ScheduledSession(
            session=session.id,
            start=start,
            end=start + timedelta(minutes=session.minutes),
            state="announced",
            anchor="America/Toronto",
            tzdata="2026c",
            revised=datetime(2026, 12, 1, tzinfo=UTC),
        )
    return replace(pilot, sessions=tuple(made)), Plan(pilot.id, "2026c", slots)


def seconds(rounds: int, work: Callable[[], object]) -> float:
    """The median time of a piece of work."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def measured(sessions: int, rounds: int) -> float:
    """Print one line of the table; the seconds that besrour took."""
    programme, plan = year_of(sessions)
    files = feeds(programme, plan)
    calendars = [icalendar.Calendar.from_ical(data) for data in files.values()]
    events = sum(data.count(b"BEGIN:VEVENT") for data in files.values())
    ours = seconds(rounds, lambda: feeds(programme, plan))
    bare = seconds(rounds, lambda: [calendar.to_ical() for calendar in calendars])
    print(f"{sessions:>8} {len(files):>6} {events:>7} {ours:>9.2f} {bare:>10.2f} {ours / bare:>6.2f}")
    return ours


def main(arguments: list[str]) -> int:
    """Print the table; 1 when the target is missed."""
    rounds = int(arguments[arguments.index("--rounds") + 1]) if "--rounds" in arguments else 3
    pilot = load(str(ROOT)).programme
    assert pilot is not None
    print(f"Python {sys.version.split()[0]}, icalendar {icalendar.__version__}, medians of {rounds} turns\n")
    print("sessions  files  events  besrour s  to_ical s  ratio")
    export = measured(len(pilot.sessions), rounds)
    measured(YEAR, rounds)
    print(f"\na pilot's export under {TARGET:.0f} s: {'yes' if export < TARGET else 'MISSED'}")
    return int(export >= TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
