"""What is known of a member over the year, and who or what goes over to another name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.workflows.people.member_overview import overviews
from besrour_cli.commands.workflows.people.renaming import prepare_renaming, rename
from besrour_cli.commands.workflows.people.visitors import Visitor, recognise
from besrour_cli.delivery.mail.ledger import SendLedger
from besrour_cli.durable.journal import Journal
from besrour_cli.model.errors import NegativeAnswer, PlanFileError
from besrour_cli.model.replies import Reminder, Reply, ReplyPart
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.attendance.identities_csv import add_identities, read_identities
from besrour_cli.storage.state import replies_file
from support.commands.told import AT, opened, tell
from support.commands.typed import says, types

JANUARY, FEBRUARY, HER, HIM = "2027-01-cafe", "2027-02-cafe", "ca-laval", "gh-accra"
MARCH = datetime(2027, 3, 1, tzinfo=UTC)


def test_sessions_that_are_over_count_those_who_came(two_cafes: Path) -> None:
    """Who was there of those invited, in this year; an answer to what is over is no news."""
    tell(two_cafes, JANUARY, FEBRUARY)
    table = f"session,member,minutes\n{JANUARY},{HER},60\n{JANUARY},{HIM},50\n{FEBRUARY},{HER},\n"
    (two_cafes / "sessions/attendance.csv").write_text(table, encoding="utf-8")
    answers = tuple(Reply(name, HER, ReplyPart.ACCEPTED, moment=AT) for name in (JANUARY, FEBRUARY))
    replies_file.update(str(two_cafes), lambda stored: stored._replace(answers=answers))
    workspace = opened(two_cafes)
    members = [workspace.member(HER), workspace.member(HIM)]
    her, his = overviews(workspace, members, MARCH)
    assert [(each.came, each.noted) for each in (her, his)] == [(2, 2), (1, 2)]
    assert her.answers == ()
    [early, _] = overviews(workspace, members, datetime(2027, 2, 1, tzinfo=UTC))
    assert (early.came, early.noted) == (1, 1)
    assert [each.session.id for each in early.answers] == [FEBRUARY]
    assert [each.noted for each in overviews(workspace, members, datetime(2028, 3, 1, tzinfo=UTC))] == [0, 0]


def test_somebody_who_was_only_reminded_takes_it_along(
    two_cafes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knows whether it is the same person: both are shown, and she is asked."""
    reminder = Reminder(JANUARY, "luc", 0, AT)
    replies_file.update(str(two_cafes), lambda stored: stored._replace(reminders=(reminder,)))
    types(monkeypatch, "1")
    answer = says(capsys, two_cafes, "rename", "luc", HER)
    assert answer.returncode == 0, answer.stderr
    assert "luc\n  was never told of a session" in answer.stderr and "Are they the same?" in answer.stderr
    assert replies_file.read(str(two_cafes)).reminders == (reminder._replace(member=HER),)
    assert not (two_cafes / "announced.ledger").exists()


def test_a_session_whose_announcement_is_lost_is_shown_by_its_day(
    two_cafes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan knows that people were told, and no journal what: she decides."""
    tell(two_cafes, JANUARY)
    (two_cafes / "announced.ledger").unlink()
    (two_cafes / f"sessions/{JANUARY}.yaml").rename(two_cafes / "sessions/2027-01-talk.yaml")
    types(monkeypatch, "1")
    answer = says(capsys, two_cafes, "rename", JANUARY, "2027-01-talk")
    assert answer.returncode == 0, answer.stderr
    assert "what people were told of it is not known" in answer.stderr
    assert set(opened(two_cafes).plan.slots) == {"2027-01-talk", FEBRUARY}


@pytest.mark.parametrize(
    ("mistake", "why"),
    [
        ("title: []\n", "“2027-01-cafe” still has its file"),
        ("", "“2027-01-cafe” is still a session of its series"),
    ],
)
def test_a_session_that_is_there_keeps_its_name(two_cafes: Path, mistake: str, why: str) -> None:
    """Its file has a mistake, or its series repeats: another name would leave it behind."""
    workspace = tell(two_cafes, JANUARY)
    path = two_cafes / f"sessions/{JANUARY}.yaml"
    if mistake:
        path.write_text(mistake, encoding="utf-8")
        workspace = open_draft(str(two_cafes))
    else:  # as a series has it that repeats
        path.unlink()
    with pytest.raises(NegativeAnswer, match=why):
        prepare_renaming(workspace, JANUARY, FEBRUARY)


def test_a_journal_that_cannot_be_read_is_let_go(two_cafes: Path) -> None:
    """Nothing is renamed, and the next command may write into it once it is mended."""
    workspace = tell(two_cafes, JANUARY)
    with SendLedger(str(two_cafes), "test-cafe"):
        pass
    ledger = two_cafes / "sent.ledger"
    ledger.write_bytes(ledger.read_bytes() + b"nonsense\n{}\n")
    (two_cafes / f"sessions/{JANUARY}.yaml").rename(two_cafes / "sessions/2027-01-talk.yaml")
    workspace = opened(two_cafes)
    before = (two_cafes / "plan.yaml").read_bytes()
    renaming = prepare_renaming(workspace, JANUARY, "2027-01-talk")
    with pytest.raises(PlanFileError):
        rename(workspace, renaming, AT)
    assert (two_cafes / "plan.yaml").read_bytes() == before
    Journal(str(ledger), lock=True).__exit__(None, None, None)


def test_only_the_names_of_a_visitor_become_hers(two_cafes: Path) -> None:
    """What was decided of somebody else, or once, stays as it is."""
    seen = [
        IdentityDecision("Inès (Praia)", "ines@example.org", JANUARY, (), "visitor", "Camille"),
        IdentityDecision("Passer-by", "pass@example.org", JANUARY, (), "visitor", "Camille"),
        IdentityDecision("Inès", "", FEBRUARY, (HER,), "answer", "Camille"),
    ]
    add_identities(str(two_cafes), seen, "en")
    recognise(str(two_cafes), [Visitor("Inès (Praia)", "ines@example.org")], {2: "cv-ines"})
    found = {one.seen_as: (one.members, one.reason) for one in read_identities(str(two_cafes))}
    assert found == {
        "Inès (Praia)": (("cv-ines",), "enrolled"),
        "Passer-by": ((), "visitor"),
        "Inès": ((HER,), "answer"),
    }
