"""What the files keep of somebody, as sentences: all that is hers, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.workflows.privacy.extract import sections
from besrour_cli.commands.workflows.privacy.find_person import find_person
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from besrour_cli.model.people.tables import CafeTable, SessionTables
from besrour_cli.model.replies import Reminder, Reply, ReplyPart, UnclearMessage
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.attendance.identities_csv import add_identities
from besrour_cli.storage.state import announced_ledger, replies_file, tables_file
from besrour_cli.storage.state.announced_lines import AnnouncementEvent
from support.campaigns.hidden_signs import programme
from support.commands.told import opened

CAFE = "2027-01-cafe"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HER, HIM = "ca-laval", "gh-accra"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A café of two members, of both of whom everything is kept; she once had another id."""
    made = tmp_path_factory.mktemp("extract")
    programme(made)
    log = opened(made).announcements
    assert log is not None
    [told] = log.of[CAFE]
    without_her = replace(told, session="2027-02-cafe", invited=(HIM,))
    announced_ledger.note(str(made), "test-cafe", [without_her], [])
    announced_ledger.note_rename(str(made), "test-cafe", AnnouncementEvent.RENAMED_MEMBER, "luc", HER)
    answers = tuple(Reply(CAFE, who, ReplyPart.DECLINED, moment=NOON) for who in (HER, HIM))
    reminders = tuple(Reminder(CAFE, who, 0, NOON) for who in (HER, HIM))
    messages = tuple(
        UnclearMessage(f"{number}" * 16, who, CAFE, sent)
        for number, (who, sent) in enumerate(((HER, NOON), (HER, None), (HIM, NOON)))
    )
    stored = replies_file.StoredReplies(answers, reminders, messages)
    replies_file.update(str(made), lambda _: stored)
    sat = {
        CAFE: SessionTables((CafeTable((HIM, HER), "fr", HIM), CafeTable((HIM,), "en", HIM)), ()),
        "2026-12-cafe": SessionTables((CafeTable((HIM,), "en", HIM),), (HER,)),
    }
    tables_file.update(str(made), lambda _: sat)
    (made / "sessions/attendance.csv").write_text(
        f"session,member,minutes,joins\n{CAFE},{HER},60,3\n{CAFE},{HIM},50,1\n", encoding="utf-8"
    )
    seen = [
        IdentityDecision("Luc’s iPad", "luc@home.example.org", CAFE, (HER,), "answer", "Camille"),
        IdentityDecision("A. Example", "", CAFE, (HIM,), "answer", "Camille"),
    ]
    add_identities(str(made), seen, "en")
    with SendLedger(str(made), "test-cafe") as ledger:
        for event in (LedgerEvent.INTENT, LedgerEvent.DONE):
            entry = LedgerEntry(event, about=CAFE, member=HER, to="luc@example.org", kind="invitation")
            ledger.append(entry, NOON)
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, tuple[str, ...]]:
    """What each file keeps of her."""
    workspace = opened(folder)
    return {each.path: each.lines for each in sections(workspace, find_person(workspace, HER))}


def test_answers_reminders_and_messages_are_hers_alone(told: dict[str, tuple[str, ...]]) -> None:
    """Two messages that nobody understood: one has a date, of the other none is known."""
    answer, reminder, *messages = told["replies.yaml"]
    assert "Teaching together" in answer and "Teaching together" in reminder and "reminder" in reminder
    assert len(messages) == 2 and all("its words are not kept" in line for line in messages)
    assert sorted("of –;" in line for line in messages) == [False, True]
    assert any("December\u00a01" in line for line in messages)


def test_sessions_tables_and_names_are_hers_alone(told: dict[str, tuple[str, ...]]) -> None:
    """How often she joined, with whom she sat, where she was missing, as whom she was seen."""
    minutes, joins = told["sessions/attendance.csv"]
    assert "60" in minutes and "times that you joined: 3" in joins
    missing, table = told["tables.yaml"]
    assert f"at a table with {HIM}" in table and "missing at the tables" in missing
    [seen] = told["responses/identities.csv"]
    assert "“Luc’s iPad <luc@home.example.org>”" in seen and "Camille" in seen


def test_what_she_was_told_and_the_letters_to_her(told: dict[str, tuple[str, ...]]) -> None:
    """Her former id is no line of its own; a letter that was begun is told once it has an end."""
    known, invited = told["announced.ledger"]
    assert "Luc Exemple, luc@example.org" in known and invited.startswith(f"told of {CAFE} (Teaching")
    [letter] = told["sent.ledger"]
    assert "sent" in letter
