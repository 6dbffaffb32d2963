"""A programme folder around one planted meeting: its roster, its session, which took place as it says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

PROGRAMME = """\
id: planted
name: {en: Planted meetings, fr: Rencontres plantées}
languages: [en, fr]
anchor: Toronto
organiser:
  name: {en: Example centre, fr: Centre exemple}
  email: cafe@example.org
  address: 100 Example Street, Mississauga, Canada
  person: Camille Exemple
platform:
  name: Zoom
  link: https://meet.example.org/j/1
series:
  cafe:
    name: {en: Café, fr: Café}
    duration: 90 min
    groups: [cafe]
    weekdays: [mon, tue, wed, thu, fri, sat, sun]
"""
SESSION = """\
series: cafe
title: {{en: "Words and places", fr: "Mots et lieux"}}
description: {{en: "We meet.", fr: "Rencontre."}}
window: {{from: {day}, to: {day}}}
took_place: {{start: "{start}", duration: {minutes} min}}
"""


def planted_folder(folder: Path, roster: bytes, sessions: dict[str, tuple[datetime, int]]) -> Path:
    """Make the folder; ``sessions`` maps ids to the start in UTC and the minutes that they really had."""
    (folder / "sessions").mkdir(parents=True)
    (folder / "sessions" / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "sessions" / "members.csv").write_bytes(roster)
    for session, (start, minutes) in sessions.items():
        text = SESSION.format(
            day=start.date().isoformat(), start=start.strftime("%Y-%m-%dT%H:%MZ"), minutes=minutes
        )
        (folder / "sessions" / f"{session}.yaml").write_text(text, encoding="utf-8")
    return folder
