"""Whom a word means among those whom files name, and whose time of being kept is over."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.privacy.find_person import find_person
from besrour_cli.commands.workflows.privacy.folder_state import clear, folder_state
from besrour_cli.model.errors import UsageError
from besrour_cli.model.people.retention import Retention
from besrour_cli.model.replies import Reminder
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.attendance.identities_csv import add_identities
from besrour_cli.storage.state import announced_ledger, plan_file, replies_file
from support.campaigns.hidden_signs import programme
from support.commands.told import opened

CAFE, HER, HIM = "2027-01-cafe", "ca-laval", "gh-accra"
LONG_AFTER = datetime(2028, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def _cafe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meant")
    programme(folder)
    return folder


@pytest.fixture
def cafe(_cafe: Path, tmp_path: Path) -> Path:
    """The small programme, its café announced to both members."""
    return Path(shutil.copytree(_cafe, tmp_path / "cafe"))


def test_a_name_that_was_seen_as_hers_is_hers(cafe: Path) -> None:
    """What was decided for good of a connection belongs to her; a name of two people to neither."""
    add_identities(
        str(cafe),
        [
            IdentityDecision("Luc’s iPad", "home@example.org", CAFE, (HER,), "answer", "Camille"),
            IdentityDecision("Meeting room", "", CAFE, (HER, HIM), "answer", "Camille"),
            IdentityDecision("Passer-by", "pass@example.org", CAFE, (), "visitor", "Camille"),
        ],
        "en",
    )
    person = find_person(opened(cafe), HER).person
    assert person.is_called("Luc’s iPad") and not person.is_called("Meeting room")
    assert {"luc@example.org", "home@example.org"} <= person.addresses
    visitor = find_person(opened(cafe), "pass@example.org")
    assert visitor.member is None and "pass@example.org" in visitor.person.addresses
    with pytest.raises(UsageError, match="no member “Somebody Else”"):
        find_person(opened(cafe), "Somebody Else")


def test_an_id_that_only_a_reminder_has_is_found(cafe: Path) -> None:
    """Nobody knows her name any more, and still she can be forgotten."""
    replies_file.update(str(cafe), lambda stored: stored._replace(reminders=(Reminder(CAFE, "gone-1", 0),)))
    found = find_person(opened(cafe), "gone-1")
    assert (found.name, found.member, found.person.ids) == ("gone-1", None, frozenset({"gone-1"}))


def _leaves(folder: Path, member: str) -> None:
    """Take a row out of the roster, and note that she has left."""
    roster = folder / "sessions/members.csv"
    rows = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(row for row in rows if not row.startswith(member)), encoding="utf-8")
    announced_ledger.note_departure(str(folder), "test-cafe", member)


def test_who_left_is_past_her_time_a_year_after_her_last_session(cafe: Path) -> None:
    """She is named with the command that forgets her; nothing is taken away unasked."""
    _leaves(cafe, HER)
    [overdue] = [each for each in folder_state(opened(cafe), Retention(), LONG_AFTER).overdue if each.member]
    assert overdue.member == HER and str(overdue.what) == "Luc Exemple, who has left"
    assert str(overdue.remedy) == f"besrour forget {HER}" and overdue.changes == ()
    early = folder_state(opened(cafe), Retention(), datetime(2027, 6, 1, tzinfo=UTC))
    assert not [each for each in early.overdue if each.member]


def test_who_left_and_came_back_is_nobody_who_left(cafe: Path) -> None:
    """The journal still has that she left; her row counts."""
    announced_ledger.note_departure(str(cafe), "test-cafe", HER)
    announced_ledger.note_departure(str(cafe), "test-cafe", "never-known")
    state = folder_state(opened(cafe), Retention(), LONG_AFTER)
    assert not [each for each in state.overdue if each.member]


def test_what_is_past_its_time_goes_without_a_table_of_who_came(cafe: Path) -> None:
    """A reminder goes, and the plan stays as it was, byte by byte."""
    reminder = Reminder(CAFE, HER, 0, datetime(2027, 1, 10, tzinfo=UTC))
    replies_file.update(str(cafe), lambda stored: stored._replace(reminders=(reminder,)))
    before = (cafe / plan_file.NAME).read_bytes()
    workspace = opened(cafe)
    changes = [c for each in folder_state(workspace, Retention(), LONG_AFTER).overdue for c in each.changes]
    clear(workspace, [change for change in changes if change.path == replies_file.NAME])
    assert replies_file.read(str(cafe)).reminders == ()
    assert (cafe / plan_file.NAME).read_bytes() == before
