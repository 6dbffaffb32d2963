"""replies.yaml and busy.yaml: written whole, the same for the same, and refused when they are not ours."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.replies import PARTS, Reminder, Reply, ReplyPart, UnclearMessage
from besrour_cli.storage.state import busy_file, replies_file

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
texts = st.text(max_size=12).filter(lambda t: "\ud800" not in t)
moments = st.one_of(st.none(), st.integers(0, 10**6).map(lambda s: NOON + timedelta(seconds=s)))
minutes = st.one_of(st.none(), st.integers(0, 10**5).map(lambda m: NOON + timedelta(minutes=m)))
whole = st.builds(
    Reply,
    session=texts,
    member=texts,
    part=st.sampled_from(PARTS),
    sequence=st.one_of(st.none(), st.integers(0, 99)),
    start=minutes,
    moment=moments,
    sent=moments,
    occurrence=texts,
    delegate=st.just("efua@x.example"),
    by_delegate=st.booleans(),
    proposed=minutes,
    until=minutes,
    by_hand=st.booleans(),
    message=texts,
    read=moments,
)
unclear = st.builds(
    UnclearMessage,
    message=st.text("0123456789abcdef", min_size=16, max_size=16),
    member=texts,
    session=texts,
    sent=moments,
    pause=st.booleans(),
    looked_at=st.booleans(),
)


@given(st.lists(whole, max_size=6), st.randoms(use_true_random=False))
def test_answers_come_back_as_they_were(answers: list[Reply], dice: random.Random) -> None:
    """Any answers, in any order, twice: the same bytes, and the same answers read back."""
    shuffled = [*answers, *answers]
    dice.shuffle(shuffled)
    reminders = [Reminder("2027-01-cafe", "amina", 1), Reminder("2027-01-cafe", "efua", 1, NOON)]
    kept = replies_file.merged(replies_file.StoredReplies(), answers, reminders)
    assert replies_file.emit(kept) == replies_file.emit(replies_file.merged(kept, shuffled, reminders))
    with tempfile.TemporaryDirectory() as folder:
        assert replies_file.update(folder, lambda _none: kept) == kept
        written = Path(folder, "replies.yaml").stat().st_ino
        assert replies_file.update(folder, lambda stored: stored) == kept
        assert Path(folder, "replies.yaml").stat().st_ino == written
        assert replies_file.read(folder) == kept


@given(st.lists(unclear, max_size=6, unique_by=lambda m: m.message), st.randoms(use_true_random=False))
def test_messages_come_back_as_they_were(messages: list[UnclearMessage], dice: random.Random) -> None:
    """Whatever is remembered of messages, in any order, read twice."""
    shuffled = [*messages]
    dice.shuffle(shuffled)
    kept = replies_file.merged(replies_file.StoredReplies(), [], [], messages)
    assert replies_file.merged(kept, [], [], shuffled) == kept
    with tempfile.TemporaryDirectory() as folder:
        replies_file.update(folder, lambda _none: kept)
        assert Path(folder, "replies.yaml").exists() == bool(messages)
        assert replies_file.read(folder) == kept


def test_a_message_is_remembered_until_it_is_an_answer() -> None:
    """Looked at once is looked at for good; once it is understood, it is an answer and nothing else."""
    seen = UnclearMessage("0" * 16, "awa", "s", NOON, looked_at=True)
    again = seen._replace(session="", sent=NOON + timedelta(hours=1), looked_at=False)
    kept = replies_file.merged(replies_file.StoredReplies(), [], [], [seen, again])
    assert kept.messages == (seen._replace(session=""),)
    answer = Reply("s", "awa", PARTS[0], moment=NOON, message=seen.message)
    assert replies_file.merged(kept, [answer]).messages == ()


def _record_many(folder: str, member: str) -> None:
    """Record twenty answers of a member, one after another, as one terminal does."""
    for number in range(20):
        answer = Reply(f"s{number:02}", member, PARTS[0], moment=NOON)
        replies_file.update(folder, partial(replies_file.merged, answers=[answer]))


def test_two_terminals_lose_no_answer(tmp_path: Path) -> None:
    """Both record at once; each change is made to what the other has written."""
    context = multiprocessing.get_context("spawn")
    terminals = [context.Process(target=_record_many, args=(str(tmp_path), who)) for who in ("awa", "kofi")]
    for terminal in terminals:
        terminal.start()
    for terminal in terminals:
        terminal.join()
        assert terminal.exitcode == 0
    assert len(replies_file.read(str(tmp_path)).answers) == 40


def test_of_two_reminders_of_one_time_the_newer_is_kept() -> None:
    """Whichever is read first; one without a moment is older than any with one."""
    old, new = (Reminder("s", "amina", 1, NOON + timedelta(seconds=n)) for n in (0, 30))
    other = Reminder("s", "amina", 2)
    for some in ([old, new, other], [other, new, old], [new, Reminder("s", "amina", 1), other]):
        assert replies_file.sorted_replies([], some).reminders == (new, other)


def test_nothing_read_leaves_no_file(tmp_path: Path) -> None:
    """A folder without answers stays as it is."""
    assert replies_file.read(str(tmp_path)) == replies_file.StoredReplies()
    replies_file.update(str(tmp_path), lambda stored: stored)
    busy_file.update(str(tmp_path), lambda stored: stored)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{{{",
        b"schema: 2\nanswers: []\nreminders: []\n",
        b"schema: 1\n",
        b"\xff\xfe",
        b"schema: 1\nanswers: [{session: a, member: b, answer: maybe}]\nreminders: []\n",
        b'schema: 1\nanswers: [{session: a, member: b, answer: accepted, moment: "x"}]\nreminders: []\n',
    ],
)
def test_a_file_that_is_not_ours_is_refused(data: bytes, tmp_path: Path) -> None:
    """Damaged, edited, or from another time: nothing is read, and nothing is written over it."""
    for name, read in (("replies.yaml", replies_file.read), ("busy.yaml", busy_file.read)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(PlanFileError):
            read(str(tmp_path))
        assert (tmp_path / name).read_bytes() == data


def test_busy_hours_come_back_as_they_were(tmp_path: Path) -> None:
    """Spans by member; a member without any is left out; forgetting all leaves an empty list."""
    spans = ((NOON, NOON + timedelta(hours=1)), (NOON + timedelta(days=1), NOON + timedelta(days=2)))
    busy_file.update(str(tmp_path), lambda _none: {"b": spans, "a": spans[:1], "c": ()})
    assert busy_file.read(str(tmp_path)) == {"a": spans[:1], "b": spans}
    busy_file.update(str(tmp_path), lambda _all: {})
    assert busy_file.read(str(tmp_path)) == {}


def test_seconds_that_an_earlier_besrour_kept_of_a_sessions_time_are_read_as_the_minute(
    tmp_path: Path,
) -> None:
    """Else the same message, read again, would be a second answer of the same moment."""
    asked = Reply("2027-01-cafe", "amina", ReplyPart.PROPOSED, moment=NOON, proposed=NOON, until=NOON)
    kept = replies_file.emit(replies_file.merged(replies_file.StoredReplies(), [asked]))
    seconds = kept.replace(b'proposed: "2026-11-01T12:00Z"', b'proposed: "2026-11-01T12:00:17Z"')
    assert seconds != kept
    (tmp_path / replies_file.NAME).write_bytes(seconds)
    assert replies_file.merged(replies_file.read(tmp_path.as_posix()), [asked]).answers == (asked,)
