"""Calendar servers that lie, hang, drip and flood: one sentence, and neither memory nor time without end."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from besrour_cli.delivery.caldav import synchronise, webdav
from besrour_cli.delivery.caldav.multistatus import parse_etags
from besrour_cli.delivery.caldav.state import SyncState
from besrour_cli.delivery.caldav.synchronise import SyncOutcome
from besrour_cli.delivery.caldav.webdav import Collection
from besrour_cli.model.errors import NetworkError
from support.campaigns.thorough import a_few, thorough
from support.delivery.calendar_objects import NOW, year
from support.delivery.hostile_caldav import PATH, HostileCalDav, http, listing
from support.delivery.hostile_server import Answer, drip, drop, flood, hang

MINE = f"{PATH}2027-01-cafe.ics"


def publish(server: HostileCalDav, folder: Path, **how: float) -> set[str]:
    """Publish a year, and give what became of its sessions."""
    collection = Collection(server.address, "", str, pause=0.01, **how)
    try:
        found = synchronise.publish(collection, SyncState(str(folder), server.address), year(), NOW)
    finally:
        collection.close()
    return {result.state for result in found}


def test_an_honest_server_gets_the_year(tmp_path: Path) -> None:
    """The server of these tests can be honest, too: everything once, and nothing the second time."""
    with HostileCalDav({}) as server:
        assert publish(server, tmp_path) == {SyncOutcome.CREATED}
        assert publish(server, tmp_path) == {SyncOutcome.UNCHANGED}


NONSENSE: dict[str, dict[str, Answer]] = {
    "an address that is none": {"PROPFIND": listing(("http://[cafe/x.ics", '"1"'))},
    "an ETag beyond a header": {"PROPFIND": listing((MINE, "“1”"))},
    "an ETag of two lines": {"PROPFIND": listing((MINE, "1&#13;&#10;X: y"))},
    "elements in one another": {"PROPFIND": listing(before="<a>" * 1_000_000)},
    "19 MB of elements in one another": {"PROPFIND": listing(before="<a>" * 6_300_000)},
    "elements beside one another": {"PROPFIND": listing(before="<a/>" * 4_000_000)},
    "a name of 19 MB": {"PROPFIND": http(b"<" + b"a" * 19_000_000, b"207 Multi-Status")},
    "an entity": {"PROPFIND": http(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"207 Multi-Status")},
    "an entity in another encoding": {
        "PROPFIND": http('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), b"207 Multi-Status")
    },
    "an unknown encoding": {"PROPFIND": http(b'<?xml version="1.0" encoding="x"?><a/>', b"207 Multi-Status")},
    "no XML": {"PROPFIND": http(b"\0\1\2", b"207 Multi-Status")},
    "nothing": {"PROPFIND": http(b"", b"207 Multi-Status")},
    "an answer cut short": {
        "PROPFIND": listing((MINE, '"1"')).replace(b"Content-Length: ", b"Content-Length: 9")
    },
    "no HTTP": {"PROPFIND": b"220 mail.example.org ESMTP\r\n"},
    "a status that is none": {"PROPFIND": b"HTTP/1.1 9x9 ?\r\n\r\n"},
    "chunks of a negative size": {
        "PROPFIND": b"HTTP/1.1 207 M\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n"
    },
    "chunks of no size": {"PROPFIND": b"HTTP/1.1 207 M\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"},
    "a chunk of a terabyte": {
        "PROPFIND": b"HTTP/1.1 207 M\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\nabc"
    },
    "a length of a terabyte": {"PROPFIND": b"HTTP/1.1 207 M\r\nContent-Length: 999999999999\r\n\r\nabc"},
    "a negative length": {"PROPFIND": b"HTTP/1.1 207 M\r\nContent-Length: -5\r\n\r\nabc"},
    "no goodbye": {"PROPFIND": drop},
    "somewhere else": {"PROPFIND": http(status=b"302 Found", head=b"Location: http://evil.example.org/\r\n")},
    "a server in trouble": {"PUT": http(status=b"500 Oops")},
    "busy for ever": {"PUT": http(status=b"503 Busy")},
    "hanging up at each PUT": {"PUT": drop},
    "no head": {"GET": http(status=b"200"), "PROPFIND": listing((MINE, '"1"'), (MINE, ""))[:-5]},
    "a flood": {"PROPFIND": flood(b"HTTP/1.1 207 M\r\n\r\n" + b"<a>" * 20_000)},
    "heads without end": {"PROPFIND": flood(b"X: y\r\n")},
    "“go on” without end": {"PROPFIND": flood(b"HTTP/1.1 100 Continue\r\n\r\n")},
}


@pytest.mark.parametrize("steps", a_few(NONSENSE.values(), 8), ids=NONSENSE)
def test_what_no_calendar_server_says_is_one_sentence(steps: dict[str, Answer], tmp_path: Path) -> None:
    """Some seconds, some megabytes, no traceback; the next, honest run puts everything there."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with HostileCalDav(steps) as server:
        with pytest.raises(NetworkError) as caught:
            publish(server, tmp_path, timeout=0.5)
        assert str(caught.value).isprintable()
        assert time.monotonic() - begun < 15
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"
        server.steps.clear()
        # a PUT whose answer was lost has been carried out
        assert publish(server, tmp_path) <= {SyncOutcome.CREATED, SyncOutcome.UNCHANGED}
        assert {name.removesuffix(".ics") for name in server.kept} == set(year())


@pytest.mark.parametrize("step", ["PROPFIND", "PUT"])
@pytest.mark.parametrize(
    "how", [hang, *map(thorough, (drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.1), drip(b"H", 0.3)))]
)
def test_a_server_that_hangs_or_drips_costs_its_patience_and_no_more(
    step: str, how: Answer, tmp_path: Path
) -> None:
    """Repeated or not: the time is that of the whole run."""
    begun = time.monotonic()
    with HostileCalDav({step: how}) as server, pytest.raises(NetworkError, match="does not answer in time"):
        publish(server, tmp_path, timeout=0.5, in_vain=1.0)
    assert time.monotonic() - begun < 3


def test_no_run_waits_for_nothing_longer_than_two_minutes() -> None:
    """The limits, of which the tests use smaller ones."""
    assert webdav.TIMEOUT < webdav.IN_VAIN < 120


def test_an_odd_list_is_read_as_far_as_it_is_honest() -> None:
    """Other people's names, ETags without quotes, quoted names, folders: none of them stops us."""
    body = listing(
        ("/cafe/calendar/", ""),
        ("/cafe/calendar/a%20b.ics", "W/&quot;1&quot;"),
        ("http://127.0.0.1:1/cafe/calendar/c.ics", "17"),
        ("/other/d.ics", "&quot;2&quot;"),
        ("/cafe/calendar/e/f.ics", "&quot;3&quot;"),
        after="<response><href>/cafe/calendar/g.ics</href><status>HTTP/1.1 404 Not Found</status></response>",
    )
    xml = body.partition(b"\r\n\r\n")[2]
    assert parse_etags(xml, PATH) == {"a b.ics": 'W/"1"', "c.ics": "17"}
