"""Sessions on a real calendar server: put once, changed on a condition, never over somebody's edit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.delivery.caldav import synchronise
from besrour_cli.delivery.caldav.state import NAME, SyncedResource, SyncState
from besrour_cli.delivery.caldav.synchronise import SyncOutcome, SyncResult
from besrour_cli.delivery.caldav.webdav import Collection, DavResponse
from besrour_cli.model.errors import NetworkError, PlanFileError
from support.checkout import ROOT, TESTS
from support.delivery.caldav_server import PASSWORD, USER, Server
from support.delivery.calendar_objects import NOW, calendar, year


class Counting(Collection):
    """The real collection, which counts what it asks."""

    puts = 0
    gets = 0

    def put(self, name: str, data: bytes, etag: str) -> DavResponse:
        self.puts += 1
        return super().put(name, data, etag)

    def get(self, name: str) -> DavResponse:
        self.gets += 1
        return super().get(name)


def link(server: Server, password: str = PASSWORD) -> Counting:
    return Counting(server.calendar, USER, lambda: password, pause=0.01)


def publish(
    server: Server, folder: Path, objects: dict[str, bytes], overwrite: bool = False
) -> tuple[dict[str, str], Counting]:
    """One run as the command makes it: a new connection, the memory read from the disk."""
    collection = link(server)
    try:
        fates = synchronise.publish(
            collection, SyncState(str(folder), server.calendar), objects, NOW, overwrite=overwrite
        )
    finally:
        collection.close()
    return {fate.session: fate.state for fate in fates}, collection


def test_sessions_are_put_one_a_resource_and_read_back_whole(server: Server, tmp_path: Path) -> None:
    """Each session has a resource of its own, without METHOD, its texts as they were written."""
    states, _ = publish(server, tmp_path, year())
    assert set(states.values()) == {"created"}
    assert server.names() == [f"{session}.ics" for session in year()]
    for session, data in year().items():
        assert synchronise.equivalent(server.text(f"{session}.ics"), data.decode())
        assert "METHOD" not in server.text(f"{session}.ics")


def test_nothing_is_put_when_nothing_changed(server: Server, tmp_path: Path) -> None:
    """A second run lists the ETags and does no more; the memory keeps its bytes."""
    publish(server, tmp_path, year())
    before = (tmp_path / NAME).read_bytes()
    states, collection = publish(server, tmp_path, year())
    assert (collection.puts, collection.gets) == (0, 0)
    assert set(states.values()) == {"unchanged"}
    assert (tmp_path / NAME).read_bytes() == before


def test_one_changed_session_is_one_put(server: Server, tmp_path: Path) -> None:
    """The others keep their ETag."""
    publish(server, tmp_path, year())
    tags = link(server).etags()
    states, collection = publish(server, tmp_path, year() | {"2027-03-cafe": calendar("2027-03-cafe", 16, 1)})
    assert collection.puts == 1
    assert states["2027-03-cafe"] == "updated"
    after = link(server).etags()
    assert {name for name in tags if tags[name] != after[name]} == {"2027-03-cafe.ics"}
    assert "DTSTART:20270310T160000Z" in server.text("2027-03-cafe.ics")


def _edit(server: Server, session: str) -> str:
    """Someone writes a note into one of our events, with her calendar program."""
    name = f"{session}.ics"
    status, body, etag = server.ask("GET", name)
    assert status == 200
    edited = body.replace(b"LOCATION:", b"COMMENT:bring the forms\r\nLOCATION:")
    status, _, _ = server.ask("PUT", name, edited, If_Match=etag, Content_Type="text/calendar")
    assert status in (200, 201, 204)
    return server.text(name)


def test_anothers_edit_is_never_overwritten_but_named(server: Server, tmp_path: Path) -> None:
    """Whether our own text changed or not, hers stays; --overwrite is the way to have ours back."""
    publish(server, tmp_path, year())
    hers = _edit(server, "2027-02-cafe")
    states, collection = publish(server, tmp_path, year())
    assert states["2027-02-cafe"] == "edited"
    assert collection.puts == 0
    changed = year() | {"2027-02-cafe": calendar("2027-02-cafe", 17, 1)}
    states, collection = publish(server, tmp_path, changed)
    assert states["2027-02-cafe"] == "edited"
    assert collection.puts == 0
    assert server.text("2027-02-cafe.ics") == hers
    states, _ = publish(server, tmp_path, changed, overwrite=True)
    assert states["2027-02-cafe"] == "updated"
    assert "bring the forms" not in server.text("2027-02-cafe.ics")
    assert set(publish(server, tmp_path, changed)[0].values()) == {"unchanged"}


def test_an_edit_between_the_look_and_the_put_is_refused_by_the_server(
    server: Server, tmp_path: Path
) -> None:
    """She saves after the list of ETags was read: If-Match keeps hers."""
    publish(server, tmp_path, year())

    class Slow(Counting):
        def put(self, name: str, data: bytes, etag: str) -> DavResponse:
            _edit(server, "2027-02-cafe")
            return super().put(name, data, etag)

    slow = Slow(server.calendar, USER, lambda: PASSWORD)
    changed = year() | {"2027-02-cafe": calendar("2027-02-cafe", 17, 1)}
    fates = synchronise.publish(slow, SyncState(str(tmp_path), server.calendar), changed, NOW)
    slow.close()
    assert SyncResult("2027-02-cafe", SyncOutcome.EDITED) in fates
    assert "bring the forms" in server.text("2027-02-cafe.ics")
    assert publish(server, tmp_path, changed)[0]["2027-02-cafe"] == "edited"


def test_a_resource_someone_deleted_stays_deleted(server: Server, tmp_path: Path) -> None:
    """It is named, not put back, until asked for."""
    publish(server, tmp_path, year())
    assert server.ask("DELETE", "2027-04-cafe.ics")[0] in (200, 204)
    assert publish(server, tmp_path, year())[0]["2027-04-cafe"] == "deleted"
    assert "2027-04-cafe.ics" not in server.names()
    assert publish(server, tmp_path, year(), overwrite=True)[0]["2027-04-cafe"] == "created"


def test_a_name_that_is_taken_is_left_alone(server: Server, tmp_path: Path) -> None:
    """Something that was there before us is not ours."""
    other = calendar("2027-01-cafe", title="Somebody's dentist")
    assert server.ask("PUT", "2027-01-cafe.ics", other, Content_Type="text/calendar")[0] == 201
    assert publish(server, tmp_path, year())[0]["2027-01-cafe"] == "taken"
    assert "dentist" in server.text("2027-01-cafe.ics")


def test_a_session_that_is_gone_stays_marked_cancelled(server: Server, tmp_path: Path) -> None:
    """STATUS:CANCELLED and a higher SEQUENCE, once; and confirmed again when it comes back."""
    publish(server, tmp_path, year())
    fewer = {session: data for session, data in year().items() if session != "2027-05-cafe"}
    states, collection = publish(server, tmp_path, fewer)
    assert (states["2027-05-cafe"], collection.puts) == ("cancelled", 1)
    text = server.text("2027-05-cafe.ics")
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    assert "DTSTAMP:20270201T120000Z" in text
    assert "TRANSP:TRANSPARENT" in text
    states, collection = publish(server, tmp_path, fewer)
    assert collection.puts == 0
    assert "2027-05-cafe" not in states
    assert publish(server, tmp_path, year())[0]["2027-05-cafe"] == "updated"
    assert "STATUS:CONFIRMED" in server.text("2027-05-cafe.ics")


def test_without_its_memory_besrour_knows_its_own_again(server: Server, tmp_path: Path) -> None:
    """The ledger is lost: what says the same is ours, and nothing is put."""
    publish(server, tmp_path, year())
    (tmp_path / NAME).unlink()
    states, collection = publish(server, tmp_path, year())
    assert set(states.values()) == {"unchanged"}
    assert collection.puts == 0


KILLED = """
import os, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from support.delivery.calendar_objects import NOW, year
from besrour_cli.delivery.caldav import synchronise
from besrour_cli.delivery.caldav.state import SyncState
from besrour_cli.delivery.caldav.webdav import Collection
class Dying(Collection):
    n = 0
    def put(self, *words):
        self.n += 1
        if self.n == {at} and {moment!r} == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = super().put(*words)
        if self.n == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
server = Dying({address!r}, "cafe", lambda: "geheim-secret")
synchronise.publish(server, SyncState({folder!r}, {address!r}), year(), NOW)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", [1, 3, 6])
def test_a_run_that_was_killed_is_finished_by_the_next(
    server: Server, tmp_path: Path, at: int, moment: str
) -> None:
    """kill -9 just before the server has the third, or just after: nothing is lost, nothing put twice."""
    code = KILLED.format(
        root=str(ROOT),
        tests=str(TESTS),
        at=at,
        moment=moment,
        address=server.calendar,
        folder=str(tmp_path),
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    there = at - (moment == "before")
    assert len(server.names()) == there
    states, collection = publish(server, tmp_path, year())
    assert collection.puts == len(year()) - there
    assert not set(states.values()) & synchronise.THEIRS
    assert len(server.names()) == len(year())
    states, collection = publish(server, tmp_path, year())
    assert (set(states.values()), collection.puts, collection.gets) == ({"unchanged"}, 0, 0)


def test_a_torn_line_of_the_memory_is_passed_over(server: Server, tmp_path: Path) -> None:
    """A crash in the middle of a line: the line goes, the rest counts."""
    publish(server, tmp_path, year())
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole + b'{"v": 1, "collec')
    states, collection = publish(server, tmp_path, year())
    assert collection.puts == 0
    assert set(states.values()) == {"unchanged"}
    assert (tmp_path / NAME).read_bytes() == whole


def test_a_line_torn_just_before_its_end_does_not_spoil_the_next(server: Server, tmp_path: Path) -> None:
    """Whole but for its line end: it counts as torn too, and what comes after it is a line of its own."""
    publish(server, tmp_path, year())
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[:-1])
    for _ in range(2):
        assert set(publish(server, tmp_path, year())[0].values()) == {"unchanged"}
    assert (tmp_path / NAME).read_bytes() == whole


def test_two_runs_at_once_remember_what_each_of_them_put(tmp_path: Path) -> None:
    """Both read the file before either wrote: whoever tidies it last drops nothing of the other."""
    one, other = (SyncState(str(tmp_path), "https://example.org/cafe/") for _ in range(2))
    one.note("april.ics", SyncedResource("a", "1"))
    other.note("may.ics", SyncedResource("b", "2"))
    other.settle()
    one.settle()
    known = SyncState(str(tmp_path), "https://example.org/cafe/").known
    assert known == {"april.ics": SyncedResource("a", "1"), "may.ics": SyncedResource("b", "2")}


def test_a_damaged_memory_stops_the_run(server: Server, tmp_path: Path) -> None:
    """A line in the middle that is not ours: nothing is asked, nothing put."""
    publish(server, tmp_path, year())
    lines = (tmp_path / NAME).read_bytes().splitlines()
    (tmp_path / NAME).write_bytes(b"\n".join([lines[0], json.dumps({"v": 99}).encode(), *lines[1:]]) + b"\n")
    with pytest.raises(PlanFileError):
        publish(server, tmp_path, year())


Refusal = Callable[[Server], Collection]


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda s: link(s, "wrong"), "does not let"),
        (lambda s: Counting(s.calendar + "nowhere/", USER, lambda: PASSWORD), "no calendar"),
        (lambda s: Counting("http://127.0.0.1:1/", USER, lambda: PASSWORD, pause=0), "was lost"),
    ],
)
def test_a_server_that_refuses_is_said_in_words(
    server: Server, tmp_path: Path, refused: Refusal, words: str
) -> None:
    """A wrong password, a wrong address, no server: a sentence, and nothing remembered."""
    with pytest.raises(NetworkError, match=words):
        synchronise.publish(refused(server), SyncState(str(tmp_path), server.calendar), year(), NOW)
    assert not (tmp_path / NAME).exists()
    assert server.names() == []
