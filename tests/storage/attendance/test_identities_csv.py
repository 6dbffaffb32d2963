"""Decisions on names: a spreadsheet opens them, does not reckon with them, and gives them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.attendance.identities_csv import NAME, add_identities, read_identities

PHONE = IdentityDecision(
    "+254*****026", session="jan", members=("awa",), reason="answer", decided_by="C", when="w"
)
ROOM = IdentityDecision(
    "=SUM(A1)", session="jan", members=("awa", "zoe"), reason="room", decided_by="-x", when="w"
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Telephones and whatever else begins like a formula are texts in the spreadsheet."""
    add_identities(str(tmp_path), [PHONE, ROOM], "en")
    text = (tmp_path / NAME).read_text(encoding="utf-8-sig")
    assert "'+254" in text and "'=SUM" in text
    assert read_identities(str(tmp_path)) == (PHONE, ROOM)


def test_a_later_decision_takes_the_place_of_the_former(tmp_path: Path) -> None:
    """One row a name, address and session."""
    add_identities(str(tmp_path), [PHONE, ROOM], "en")
    again = PHONE._replace(members=("zoe",))
    add_identities(str(tmp_path), [again], "fr")
    assert read_identities(str(tmp_path)) == (again, ROOM)


def test_rows_by_hand_are_read(tmp_path: Path) -> None:
    """Semicolons, French headings, an empty session: it holds for all."""
    (tmp_path / "responses").mkdir()
    (tmp_path / NAME).write_bytes(b"Vu comme;Membre\nTata Awa;awa\n")
    assert read_identities(str(tmp_path)) == (IdentityDecision("Tata Awa", members=("awa",)),)


@pytest.mark.parametrize("text", ["seen as,member\n,awa\n", "colour\nred\n", "seen as,reason\nx,y\n"])
def test_rows_that_cannot_be_meant_stop_the_command(tmp_path: Path, text: str) -> None:
    """A name without its column would be lost in silence."""
    (tmp_path / "responses").mkdir()
    (tmp_path / NAME).write_text(text)
    with pytest.raises(DiagnosticsError):
        read_identities(str(tmp_path))
