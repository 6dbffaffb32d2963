"""The planted meetings: who was there is known; the download gives it back, or what cannot be is asked."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.clock.instants import instant_of
from besrour_cli.feedback.attendance.connections import Connection, minutes_together
from besrour_cli.feedback.attendance.names import NameIndex
from besrour_cli.feedback.attendance.who import Identified, by_member, identify
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from besrour_cli.model.took_place import ROOM, IdentityDecision
from besrour_cli.storage.text.tables.downloaded_table import read_download
from support.attendance.reading import connections, export_of

FOLDER = Path(__file__).parent / "planted"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


READ = [case for case in CASES if not _json(case / "truth.json")["twist"]]

NUMBERS = ("a02", "a12")
"""Those whose rows end in a number, of which a part is a number too."""


def _members(case: Path) -> list[Member]:
    with open(case / "members.csv", encoding="utf-8", newline="") as stream:
        return [
            Member(
                id=row["id"],
                name=row["name"],
                email=row["email"],
                place=Place(row["place"], {"en": row["place"]}, "", "UTC"),
                languages=("en",),
                groups=("cafe",),
                region="",
            )
            for row in csv.DictReader(stream)
        ]


def _rooms(case: Path, session: str) -> list[IdentityDecision]:
    rooms: dict[str, list[str]] = {}
    if (case / "shared_rooms.csv").exists():
        with open(case / "shared_rooms.csv", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                rooms.setdefault(row["display"], []).append(row["member"])
    return [
        IdentityDecision(name, session=session, members=tuple(ids), reason=ROOM)
        for name, ids in rooms.items()
    ]


def _read(case: Path) -> tuple[Identified, dict[str, Any], Sequence[Connection]]:
    meeting = _json(case / "meeting.json")
    start = instant_of(meeting["start_utc"])
    assert start is not None
    _table, export = export_of(case / meeting["file"])
    order = meeting["date_order"].replace(" ", "-")
    people = connections(export, meeting["account_zone"], start, meeting["minutes"], order)
    there = [one for one in people if one.stays or one.minutes != 0]
    decisions = _rooms(case, meeting["session"])
    identified = identify(there, NameIndex(_members(case)), decisions, meeting["session"])
    return identified, _json(case / "truth.json"), there


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_nobody_is_credited_wrongly_nor_lost(case: Path) -> None:
    """Whoever is credited was there, for as long; whoever was there is credited or asked about."""
    identified, truth, there = _read(case)
    attended = {one["member"]: one for one in truth["attended"]}
    credited = {m: minutes_together(own, 0) for m, own in by_member(identified.matched).items()}
    assert credited.keys() <= attended.keys()
    for member, minutes in credited.items():
        assert abs((minutes or 0) - attended[member]["minutes"]) <= 1, member
    open_names = {question.connection.name for question in identified.questions}
    for member, one in attended.items():
        if one["how"] in ("evident", "told"):
            assert member in credited, one
        else:
            assert {" ".join(name.split()) for name in one["displays"]} <= open_names, one
    parts = [m.connection for m in identified.matched], [q.connection for q in identified.questions]
    assert sorted((*parts[0], *parts[1], *identified.visitors)) == sorted(there)


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_what_is_asked_is_what_must_be_asked(case: Path) -> None:
    """Each question offers the members it may be; visitors are told, and nobody is asked about them."""
    identified, truth, _there = _read(case)
    expected = {one["display"]: sorted(one["candidates"]) for one in truth["questions"]}
    assert {q.connection.name: sorted(q.candidates) for q in identified.questions} == expected
    assert sorted(one.name for one in identified.visitors) == sorted(truth["guests"])


def test_three_questions_for_twenty_people_are_enough() -> None:
    """Over all planted meetings of a first month, with nothing decided before."""
    questions = people = 0
    for case in READ:
        identified, truth, _there = _read(case)
        questions += len(identified.questions)
        people += truth["people"]
    assert questions * 20 <= people * 3


def test_half_a_download_is_seen() -> None:
    """A file that ends in the middle of a row gives nobody: who is missing in it may have been there."""
    halves = [case for case in CASES if _json(case / "truth.json")["twist"] == "half"]
    assert halves
    for case in halves:
        name = _json(case / "meeting.json")["file"]
        assert read_download(str(case / name), name).cut


@pytest.mark.parametrize("case", [c for c in READ if c.name not in NUMBERS], ids=lambda case: case.name)
def test_a_download_cut_anywhere_in_its_last_row_is_seen(case: Path, tmp_path: Path) -> None:
    """Whatever the layout, a row that lacks cells or ends in half a word is not taken for a whole one."""
    name = _json(case / "meeting.json")["file"]
    data = (case / name).read_bytes()
    assert not read_download(str(case / name), name).cut
    seen = 0
    for missing in range(3, 30):
        (tmp_path / name).write_bytes(data[:-missing])
        seen += read_download(str(tmp_path / name), name).cut
    assert seen >= 26
