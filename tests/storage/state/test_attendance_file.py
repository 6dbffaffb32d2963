"""``attendance.yaml``: clocks and other connections come back as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.took_place import ExportClock, MeetingRecord, OtherConnection
from besrour_cli.storage.state.attendance_file import (
    NAME,
    StoredMeetings,
    read,
    rename_member,
    rename_session,
    update,
)

STORED = StoredMeetings(
    {"zoom": ExportClock("Africa/Dakar", "day-first"), "teams": ExportClock()},
    {
        "jan": MeetingRecord(
            ('a "b".csv',),
            "2027-01-16T00:00Z",
            (
                OtherConnection("Bamako: CHU", 90, people=12, members=("awa", "zoe"), place="Bamako"),
                OtherConnection("Observer # 1", visitor=True),
            ),
        ),
        "feb": MeetingRecord((), "2027-02-16T00:00Z"),
    },
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Quotes, colons and signs of comments in names included."""
    assert read(str(tmp_path)) == StoredMeetings()
    update(str(tmp_path), lambda _stored: STORED)
    assert read(str(tmp_path)) == STORED


def test_a_renamed_session_and_member_keep_what_is_known(tmp_path: Path) -> None:
    """And where nothing is known, no file is made of it."""
    rename_session(str(tmp_path), "jan", "first")
    assert not (tmp_path / NAME).exists()
    update(str(tmp_path), lambda _stored: STORED)
    rename_session(str(tmp_path), "jan", "first")
    rename_member(str(tmp_path), "awa", "awa-diop")
    record = read(str(tmp_path)).sessions["first"]
    assert record.others[0].members == ("awa-diop", "zoe") and record.files == STORED.sessions["jan"].files


@pytest.mark.parametrize(
    "text", ["", "schema: 2\n", "schema: 1\nclocks: []\nsessions: {}\n", "schema: 1\nclocks: {}\n"]
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    """It is ours; what is in it is not guessed at."""
    (tmp_path / NAME).write_text(text)
    with pytest.raises(PlanFileError):
        read(str(tmp_path))
