"""Calendar servers that are honest in their own way: no ETag after a PUT, TLS, resources someone removed."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from besrour_cli.delivery.caldav import synchronise
from besrour_cli.delivery.caldav.state import SyncState
from besrour_cli.delivery.caldav.webdav import Collection
from besrour_cli.model.errors import NetworkError
from support.delivery.calendar_objects import NOW, calendar, year
from support.delivery.hostile_caldav import PATH, HostileCalDav, http, listing
from support.delivery.hostile_server import Gone
from support.delivery.smtp_server import Certificate

WITHOUT_ETAG = http(status=b"201 Created")
MAY, MARCH = "2027-05-cafe", "2027-03-cafe"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for localhost that signs itself."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


def publish(server: HostileCalDav, folder: Path, objects: dict[str, bytes], **how: float) -> dict[str, str]:
    """One run: what became of each session."""
    collection = Collection(server.address, "cafe", lambda: "geheim", pause=0.01, timeout=2, **how)
    try:
        memory = SyncState(str(folder), server.address)
        return {one.session: one.state for one in synchronise.publish(collection, memory, objects, NOW)}
    finally:
        collection.close()


def test_a_server_that_says_no_etag_is_asked_for_it(tmp_path: Path) -> None:
    """What was put is ours from then on: nothing is put again, and a change of ours goes."""
    with HostileCalDav({"PUT": WITHOUT_ETAG}) as server:
        assert set(publish(server, tmp_path, year()).values()) == {"created"}
        assert set(publish(server, tmp_path, year()).values()) == {"unchanged"}
        moved = year() | {MARCH: calendar(MARCH, 16, 1)}
        assert [name for name, state in publish(server, tmp_path, moved).items() if state == "updated"] == [
            MARCH
        ]


def test_an_edit_that_was_faster_than_the_question_is_not_taken_for_ours(tmp_path: Path) -> None:
    """Somebody changes the event between the PUT and the question for its ETag: hers stays."""
    with HostileCalDav({"PUT": WITHOUT_ETAG, "GET": http(b"hers", head=b'ETag: "hers"\r\n')}) as server:
        publish(server, tmp_path, {MAY: calendar(MAY)})
        server.steps.clear()
        server.kept[f"{MAY}.ics"] = calendar(MAY, title="Somebody's dentist")
        assert publish(server, tmp_path, {MAY: calendar(MAY, 17, 1)}) == {MAY: "edited"}
        assert b"dentist" in server.kept[f"{MAY}.ics"]


def test_a_session_that_is_gone_here_and_there_is_forgotten(tmp_path: Path) -> None:
    """Somebody deleted it on the server, then it left the programme: it is not put there to be cancelled."""
    with HostileCalDav({}) as server:
        publish(server, tmp_path, year())
        del server.kept[f"{MAY}.ics"]
        fewer = {session: data for session, data in year().items() if session != MAY}
        assert publish(server, tmp_path, fewer)[MAY] == "unchanged"
        assert MAY not in publish(server, tmp_path, fewer)
        assert f"{MAY}.ics" not in server.kept


def test_a_year_goes_over_tls(
    certificate: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate is one that the administrator trusts: every session is there."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    with HostileCalDav({}, certificate) as server:
        assert set(publish(server, tmp_path, year()).values()) == {"created"}
        assert len(server.kept) == len(year())


def test_a_certificate_nobody_vouches_for_is_told_nothing(
    certificate: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the password nor a session: the sentence says that nothing was sent."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with HostileCalDav({}, certificate) as server:
        with pytest.raises(NetworkError, match="certificate of localhost is not valid") as refused:
            publish(server, tmp_path, year())
        assert "nothing was sent" in str(refused.value.remedy)
        assert not server.kept and server.server.connections == 1, "no second try"


def test_a_server_that_has_cost_all_its_time_is_asked_nothing_more(tmp_path: Path) -> None:
    """The run is over before the next question."""
    with HostileCalDav({}) as server:
        with pytest.raises(NetworkError, match="does not answer in time"):
            publish(server, tmp_path, year(), in_vain=0.0)
        assert server.server.connections == 0


def test_what_a_server_will_not_show_is_not_overwritten(tmp_path: Path) -> None:
    """A resource that is there and cannot be read may be somebody's: the run stops with the server's code."""
    steps = {"PROPFIND": listing((f"{PATH}{MAY}.ics", '"1"')), "GET": http(status=b"500 Oops")}
    with HostileCalDav(steps) as server:
        with pytest.raises(NetworkError, match="refused with 500"):
            publish(server, tmp_path, {MAY: calendar(MAY)})
        assert not server.kept


def test_a_list_that_ends_before_its_length_is_no_list(tmp_path: Path) -> None:
    """The server hangs up in the middle: what the rest would have named is not put as if it were absent."""

    def cut(link: socket.socket) -> None:
        whole = listing((f"{PATH}{MAY}.ics", '"1"'), after=" " * 2_000)
        link.sendall(whole[:-1_000])
        raise Gone

    with HostileCalDav({"PROPFIND": cut}) as server:
        with pytest.raises(NetworkError, match="was lost"):
            publish(server, tmp_path, {MAY: calendar(MAY)})
        assert not server.kept
