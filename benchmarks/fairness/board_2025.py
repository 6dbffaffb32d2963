"""Board 2025 as a programme: 21 members, eleven second Thursdays, whole hours of UTC, one hour each."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT.parent.parent), str(ROOT.parent.parent / "tests")]
from besrour_cli.model.fairness import Fairness  # noqa: E402
from besrour_cli.model.place import Place  # noqa: E402
from besrour_cli.model.programme import Programme  # noqa: E402
from support.planning.world import member, programme, series, session  # noqa: E402


def rows(name: str) -> list[dict[str, str]]:
    with open(ROOT / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def the_board() -> Programme:
    """The case as a programme of sessions of one hour.

    All clocks of the case are whole or half hours from UTC: that hour touches 23:30 to 05:00 inclusive
    exactly when it starts from 23:00 to 05:00 inclusive (asserted in :class:`Board`).
    """
    people = []
    for row in rows("cab_2025_roster.csv"):
        zone = row["tz"]
        where = Place(zone, {"en": zone, "fr": zone}, "", zone, zone.split("/")[0])
        people.append(replace(member(row["member"]), place=where, region=where.region))
    run = series("cafe", 60, weekdays=(3,))
    days = sorted({date.fromisoformat(r["date_utc"]) for r in rows("cab_2025_proposals.csv")})
    fairness = Fairness(step=60, night=(23 * 60 + 30, 5 * 60 + 1), good=1000.0, good_sessions=0)
    utc = Place("UTC", {"en": "UTC", "fr": "UTC"}, "", "UTC", "")
    asked = programme(people, [run], [session(d.isoformat(), d, d, run) for d in days], fairness)
    return replace(asked, anchor=utc)
