"""How fast calendars are written: besrour's feeds against icalendar's plain use, the same 10,000 events.

Both make the bytes of all.ics, all.en.ics and all.fr.ics in one process and one run, in turns: every event in
the same three orders of languages with the same properties and texts. What icalendar is given is made
beforehand and not counted. besrour is counted from the programme and its plan on, as in ``besrour export``:
it also finds every local time and makes one calendar a series and one a group. The disk is left out, since
it costs both the same. Medians of the turns; exit code 1 when besrour is less than three times as fast.

``--events N`` and ``--rounds N`` change the size.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import icalendar  # noqa: E402

from besrour_cli.model.plan import Plan, ScheduledSession  # noqa: E402
from besrour_cli.model.programme import Programme, Session, Window  # noqa: E402
from besrour_cli.publishing.calendars.feeds import feeds  # noqa: E402
from besrour_cli.storage.programme.load import load  # noqa: E402

TARGET = 3.0
NAMES = ("DESCRIPTION", "LOCATION", "SUMMARY", "STATUS", "TRANSP", "UID", "URL", "COLOR")


def programme(events: int) -> tuple[Programme, Plan]:
    """The pilot, with so many sessions over the years, half an hour apart at least."""
    from dataclasses import replace

    loaded = load(str(ROOT)).programme
    assert loaded is not None
    start = datetime(2027, 1, 4, 13, 30, tzinfo=UTC)
    sessions, slots = [], {}
    for number in range(events):
        pattern = loaded.sessions[number % len(loaded.sessions)]
        begins = start + timedelta(hours=7 * number)
        day = begins.date()
        session: Session = replace(pattern, id=f"s{number:05d}", window=Window(day, day))
        sessions.append(session)
        slots[session.id] = ScheduledSession(
            session.id,
            begins,
            begins + timedelta(minutes=session.minutes),
            "announced",
            "America/Toronto",
            "2026c",
            revised=datetime(2026, 12, 1, tzinfo=UTC),
        )
    return replace(loaded, sessions=tuple(sessions)), Plan(loaded.id, "2026c", slots)


def facts(files: dict[str, bytes]) -> dict[str, list[dict[str, object]]]:
    """What icalendar is to write, by file, as plain values."""
    found = {}
    for name, data in files.items():
        events = []
        for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
            values: dict[str, object] = {key: str(event[key]) for key in NAMES if key in event}
            for key in ("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"):
                values[key] = event[key].dt
            values["SEQUENCE"] = int(event["SEQUENCE"])
            values["CATEGORIES"] = [str(one) for one in event["CATEGORIES"].cats]
            events.append(values)
        found[name] = events
    return found


def by_icalendar(wanted: dict[str, list[dict[str, object]]]) -> dict[str, bytes]:
    """Plain use, as the library's documentation shows it."""
    files = {}
    for name, events in wanted.items():
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//besrour//besrour calendars//EN")
        calendar.add("version", "2.0")
        for values in events:
            event = icalendar.Event()
            for key, value in values.items():
                event.add(key, value)
            calendar.add_component(event)
        files[name] = calendar.to_ical()
    return files


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main(arguments: list[str]) -> int:
    """Print the table; 1 when the target is missed."""

    def option(name: str, value: int) -> int:
        return int(arguments[arguments.index(name) + 1]) if name in arguments else value

    events, rounds = option("--events", 10_000), option("--rounds", 3)
    cafes, plan = programme(events)
    wanted = facts({name: data for name, data in feeds(cafes, plan).items() if name.startswith("all")})
    written = sum(map(len, wanted.values()))
    times: dict[str, list[float]] = {"besrour": [], "icalendar": []}
    for _ in range(rounds):
        times["besrour"].append(timed(lambda: feeds(cafes, plan)))
        times["icalendar"].append(timed(lambda: by_icalendar(wanted)))
    print(f"{events} sessions; Python {sys.version.split()[0]}, icalendar {icalendar.__version__},")
    print(f"medians of {rounds} turns\n")
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(
            f"{name:<10} {median:7.2f} s   {written / median:7.0f} events/s (all.ics, all.en.ics, all.fr.ics)"
        )
    ratio = medians["icalendar"] / medians["besrour"]
    print(
        f"\nbesrour is {ratio:.1f} times as fast (target {TARGET:.0f}); it also wrote one calendar a series"
    )
    print("and one a group, which icalendar was spared.")
    return int(ratio < TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
