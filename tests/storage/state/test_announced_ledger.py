"""The ledger of announcements remembers what people were told, whatever happens to files and rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.model.announcement import Announcement
from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Link, Member
from besrour_cli.schedule.changes import Change, changes
from besrour_cli.storage.state import announced_ledger
from besrour_cli.storage.state.announced_lines import AnnouncementEvent

START = datetime(2027, 4, 8, 14, 30, tzinfo=UTC)
CAFE = Announcement(
    session="2027-04-cafe",
    digest="0123456789abcdef",
    at=datetime(2027, 3, 1, 12, tzinfo=UTC),
    start=START,
    end=START + timedelta(minutes=90),
    cancelled=False,
    anchor="America/Toronto",
    series="cafe",
    titles={"en": "Teaching", "fr": "Enseigner"},
    descriptions={"en": "Why?", "fr": "Pourquoi ?"},
    required={"facilitator": ("dr-a",), "host": ("dr-b",)},
    languages=("en", "fr"),
    interpretation=True,
    links=(Link({"en": "Paper", "fr": "Article"}, {"en": "https://example.org/paper"}),),
    form=Link({"en": "Form", "fr": "Formulaire"}, {"en": "https://example.org/form"}),
    platform="Zoom",
    room="fedcba9876543210",
    invited=("dr-a", "dr-b"),
)
ACCRA = Place("Accra", {"en": "Accra", "fr": "Accra"}, "GH", "Africa/Accra")


def _member(name: str) -> Member:
    return Member(
        id=name,
        name=f"Dr {name}",
        email=f"{name}@example.org",
        place=ACCRA,
        languages=("fr", "en"),
        groups=(),
        region="West Africa",
    )


def test_what_was_told_is_read_back_whole(tmp_path: Path) -> None:
    """Every fact of an announcement and of the people comes back, a form and an interpretation too."""
    people = [_member("dr-a"), _member("dr-b")]
    announced_ledger.note(str(tmp_path), "prog", [CAFE], people)
    log = announced_ledger.read(str(tmp_path), "prog")
    assert log.latest("2027-04-cafe") == CAFE
    assert log.with_digest("2027-04-cafe", CAFE.digest) == CAFE
    assert dict(log.members) == {m.id: m for m in people}
    assert (tmp_path / announced_ledger.NAME).stat().st_mode & 0o777 == 0o600


def test_saying_the_same_again_adds_no_line(tmp_path: Path) -> None:
    """Announcing again what is known already, at another moment, leaves the file as it is."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [_member("dr-a")])
    before = (tmp_path / announced_ledger.NAME).read_bytes()
    later = replace(CAFE, at=CAFE.at + timedelta(days=1))
    announced_ledger.note(str(tmp_path), "prog", [later], [_member("dr-a")])
    assert (tmp_path / announced_ledger.NAME).read_bytes() == before


def test_a_renamed_session_keeps_what_people_know(tmp_path: Path) -> None:
    """After a rename the announcements are the new id's, and the old id has none."""
    folder = str(tmp_path)
    announced_ledger.note(folder, "prog", [CAFE], [])
    announced_ledger.note_rename(
        folder, "prog", AnnouncementEvent.RENAMED_SESSION, "2027-04-cafe", "2027-04-b"
    )
    log = announced_ledger.read(folder, "prog")
    assert log.latest("2027-04-cafe") is None
    assert log.latest("2027-04-b") == replace(CAFE, session="2027-04-b")


def test_a_renamed_member_is_the_same_person(tmp_path: Path) -> None:
    """After a rename the new id is the one invited and required, and the old one is unknown."""
    folder = str(tmp_path)
    announced_ledger.note(folder, "prog", [CAFE], [_member("dr-a")])
    announced_ledger.note_rename(folder, "prog", AnnouncementEvent.RENAMED_MEMBER, "dr-a", "dr-x")
    log = announced_ledger.read(folder, "prog")
    told = log.latest("2027-04-cafe")
    assert told is not None
    assert told.invited == ("dr-x", "dr-b")
    assert told.required == {"facilitator": ("dr-x",), "host": ("dr-b",)}
    assert dict(log.members) == {"dr-x": replace(_member("dr-a"), id="dr-x")}


def test_only_the_last_announcement_is_taken_back(tmp_path: Path) -> None:
    """Nobody had seen it: what was told before it is what people know again, and other sessions stay."""
    moved = replace(CAFE, start=START + timedelta(days=1), end=CAFE.end + timedelta(days=1), digest="1" * 16)
    again = replace(moved, start=START + timedelta(days=2), end=CAFE.end + timedelta(days=2), digest="2" * 16)
    other = replace(CAFE, session="2027-05-cafe")
    for made in (CAFE, moved, again, other):
        announced_ledger.note(str(tmp_path), "prog", [made], [])
    announced_ledger.note_withdrawal(str(tmp_path), "prog", ["2027-04-cafe"])
    log = announced_ledger.read(str(tmp_path), "prog")
    assert log.of["2027-04-cafe"] == (CAFE, moved) and log.latest("2027-05-cafe") == other


def test_the_ledger_knows_under_which_name_a_session_goes_on(tmp_path: Path) -> None:
    """A session of another name is no new one; a session announced anew under the old name is itself."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    announced_ledger.note_rename(
        str(tmp_path), "prog", AnnouncementEvent.RENAMED_SESSION, CAFE.session, "2027-04-breadth"
    )
    assert dict(announced_ledger.read(str(tmp_path), "prog").renames) == {CAFE.session: "2027-04-breadth"}
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    assert dict(announced_ledger.read(str(tmp_path), "prog").renames) == {}


def test_who_left_and_comes_back_is_no_leaver(tmp_path: Path) -> None:
    """A member who has left is remembered as such until somebody of that id is told something again."""
    folder = str(tmp_path)
    announced_ledger.note(folder, "prog", [], [_member("dr-a")])
    announced_ledger.note_departure(folder, "prog", "dr-a")
    assert announced_ledger.read(folder, "prog").departed == {"dr-a"}
    announced_ledger.note(folder, "prog", [], [_member("dr-a")])
    assert announced_ledger.read(folder, "prog").departed == frozenset()


@pytest.mark.parametrize("cut", range(2, 40, 3))
def test_a_line_cut_by_a_crash_had_announced_nothing(tmp_path: Path, cut: int) -> None:
    """What stands before the torn line is kept, and the next announcement goes on after it."""
    folder, path = str(tmp_path), tmp_path / announced_ledger.NAME
    announced_ledger.note(folder, "prog", [CAFE], [])
    whole = path.read_bytes()
    moved = replace(CAFE, start=START + timedelta(days=7), end=CAFE.end + timedelta(days=7), digest="other")
    announced_ledger.note(folder, "prog", [moved], [])
    path.write_bytes(path.read_bytes()[:-cut])
    assert announced_ledger.read(folder, "prog").of["2027-04-cafe"] == (CAFE,)
    announced_ledger.note(folder, "prog", [moved], [])
    assert announced_ledger.read(folder, "prog").of["2027-04-cafe"] == (CAFE, moved)
    assert path.read_bytes().startswith(whole)


@pytest.mark.parametrize(
    "line",
    [
        b"not json\n",
        b'{"event": "unheard"}\n',
        b'{"event": "announced"}\n',
        b'{"event": "member", "member": "x", "place": 3}\n',
    ],
)
def test_a_damaged_line_is_refused_by_its_number(tmp_path: Path, line: bytes) -> None:
    """A line that besrour did not write stops the reading, since people might be written to twice."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    path = tmp_path / announced_ledger.NAME
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(PlanFileError) as refusal:
        announced_ledger.read(str(tmp_path), "prog")
    assert refusal.value.what.facts["n"] == len(path.read_bytes().splitlines())


def test_another_programme_is_refused(tmp_path: Path) -> None:
    """A ledger copied from another folder is no memory of this one."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    with pytest.raises(PlanFileError):
        announced_ledger.read(str(tmp_path), "other")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CAFE, ()),
        (replace(CAFE, cancelled=True, titles={"en": "x"}), (Change.CANCELLED,)),
        (replace(CAFE, start=START + timedelta(days=7), end=CAFE.end + timedelta(days=7)), (Change.START,)),
        (replace(CAFE, end=CAFE.end + timedelta(minutes=30)), (Change.LENGTH,)),
        (replace(CAFE, room="other"), (Change.ROOM,)),
        (replace(CAFE, required={"facilitator": ("dr-c",)}), (Change.PEOPLE,)),
        (replace(CAFE, required={**CAFE.required, "guest": ()}), ()),
        (replace(CAFE, interpretation=False), (Change.LANGUAGES,)),
        (replace(CAFE, links=()), (Change.LINKS, Change.WORDING)),
        (replace(CAFE, titles={"en": "Learning", "fr": "Apprendre"}), (Change.WORDING,)),
    ],
)
def test_each_change_has_its_name(after: Announcement, expected: tuple[Change, ...]) -> None:
    """What differs is named, the most urgent first; of a cancelled session nothing else matters."""
    assert changes(CAFE, after) == expected


def test_a_session_that_was_called_off_is_restored() -> None:
    """Who was told that it is off learns that it takes place, and on what day."""
    off, on = replace(CAFE, cancelled=True), replace(CAFE, start=START + timedelta(days=1))
    assert changes(off, on)[:2] == (Change.RESTORED, Change.START)


def test_what_was_never_announced_has_another_name_all_the_same(tmp_path: Path) -> None:
    """A session or a member nobody was told of: all that is known of the new id is the old one."""
    for event in (AnnouncementEvent.RENAMED_SESSION, AnnouncementEvent.RENAMED_MEMBER):
        announced_ledger.note_rename(str(tmp_path), "prog", event, f"old-{event}", f"new-{event}")
    log = announced_ledger.read(str(tmp_path), "prog")
    assert (dict(log.of), dict(log.members)) == ({}, {})
    assert set(log.renames.values()) == {"new-renamed-session", "new-renamed-member"}


def test_a_damaged_line_is_refused_though_a_whole_one_follows(tmp_path: Path) -> None:
    """No crash leaves that: the number is that of the damaged line."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    path = tmp_path / announced_ledger.NAME
    head, announced = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + b"not json\n" + announced)
    with pytest.raises(PlanFileError) as refusal:
        announced_ledger.read(str(tmp_path), "prog")
    assert refusal.value.what.facts["n"] == 2


def test_a_newer_ledger_is_not_read_half(tmp_path: Path) -> None:
    """Written by a newer besrour on another machine: it says so, instead of “damaged”."""
    announced_ledger.note(str(tmp_path), "prog", [CAFE], [])
    path = tmp_path / announced_ledger.NAME
    path.write_bytes(path.read_bytes().replace(b'"ledger": 1', b'"ledger": 2', 1))
    with pytest.raises(PlanFileError, match="another edition") as refusal:
        announced_ledger.read(str(tmp_path), "prog")
    assert str(refusal.value.remedy) == "install the newest besrour"
