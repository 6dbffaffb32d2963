"""Letters of a session or a member that has another name by now: who has one has it still."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from besrour_cli.delivery.mail.ledger import NAME, LedgerEntry, LedgerEvent, SendLedger, entries
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from support.delivery.sender import NOON, PROGRAMME

SENT = LedgerEntry(
    event=LedgerEvent.DONE,
    about="april",
    member="awa",
    to="awa@example.org",
    kind="invitation",
    facts="f",
    id="<awa@x>",
)
BOUNCE = SENT._replace(event=LedgerEvent.BOUNCE, reply="5.1.1", digest="report")


def _log(*lines: LedgerEntry) -> DeliveryLog:
    return DeliveryLog(lines)


def _rename(new: str, **old: str) -> LedgerEntry:
    return LedgerEntry(event=LedgerEvent.RENAME, new=new, **old)  # type: ignore[arg-type]


def test_a_line_of_a_rename_is_read_back(tmp_path: Path) -> None:
    """The ledger has one line more, and those before are as they were."""
    with SendLedger(str(tmp_path), PROGRAMME) as ledger:
        ledger.append(SENT, NOON)
        before = (tmp_path / NAME).read_bytes()
        ledger.append(_rename("may", about="april"), NOON)
    data = (tmp_path / NAME).read_bytes()
    assert data.startswith(before)
    line = json.loads(data.splitlines()[-1])
    assert {key: line[key] for key in ("event", "about", "new")} == {
        "event": "rename",
        "about": "april",
        "new": "may",
    }
    assert DeliveryLog(entries(str(tmp_path), PROGRAMME)).get("may", "awa") is not None


def test_a_renamed_session_was_announced_all_the_same() -> None:
    """Its letters, that it was begun and that people were invited: all under the new id."""
    log = _log(SENT, _rename("may", about="april"))
    status = log.get("may", "awa")
    assert status is not None
    assert (status.state, status.last.about) == (DeliveryState.SENT, "may")
    assert status.announcement == SENT._replace(about="may")
    assert (set(log.begun), log.invited, log.get("april", "awa")) == ({"may"}, {"may"}, None)


def test_a_renamed_member_has_the_letters() -> None:
    """Another member and another session are not touched."""
    other, elsewhere = SENT._replace(member="ben", id="<ben@x>"), SENT._replace(about="june", id="<j@x>")
    log = _log(SENT, other, elsewhere, _rename("awa-diop", member="awa"))
    assert set(log.of) == {("april", "awa-diop"), ("april", "ben"), ("june", "awa-diop")}
    assert (set(log.begun), log.invited) == ({"april", "june"}, {"april", "june"})


@pytest.mark.parametrize("rename", [_rename("may", about="april"), _rename("awa-diop", member="awa")])
def test_a_letter_that_comes_back_later_is_known(rename: LedgerEntry) -> None:
    """A bounce names the letter by its Message-ID; it belongs to the session and member of today."""
    log = _log(SENT, rename)
    sent = log.ids["<awa@x>"]
    log.note(BOUNCE._replace(about=sent.about, member=sent.member))
    status = log.get(sent.about, sent.member)
    assert (sent.about, sent.member) in {("may", "awa"), ("april", "awa-diop")}
    assert status is not None
    assert status.state == DeliveryState.BOUNCED
    assert len(log.of) == 1


def test_an_old_name_that_is_used_again_is_another_session() -> None:
    """Lines after the rename are about a new session of the old name."""
    again = SENT._replace(id="<again@x>", facts="other")
    log = _log(SENT, _rename("may", about="april"), again)
    april, may = log.get("april", "awa"), log.get("may", "awa")
    assert april is not None
    assert may is not None
    assert (april.last.facts, may.last.facts) == ("other", "f")
    assert log.names(about="april")
    assert not log.names(member="ben")
