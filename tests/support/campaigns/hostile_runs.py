"""The real command against a hostile server, then against the same turned honest; faults as words."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NamedTuple

from support.checkout import ROOT
from support.commands.edits import as_files
from support.delivery.hostile_caldav import HostileCalDav
from support.delivery.hostile_imap import HONEST as HONEST_IMAP
from support.delivery.hostile_imap import HostileImap, Steps
from support.delivery.hostile_server import Answer, HostileServer
from support.delivery.hostile_smtp import HONEST as HONEST_SMTP
from support.delivery.hostile_smtp import HostileSmtp
from support.delivery.smtp_server import Certificate

CAFE, NOW = "2027-04-cafe", "2027-03-01T15:00Z"
SESSIONS = (CAFE, "2027-05-cafe")
TWO_MINUTES = 120 + 5.0
"""Seconds from the first connection that a server may cost: it, and a moment for the program to end."""
ROUNDS = 60 + 300 + 120.0
"""Seconds for a server that puts letters off: it is given two pauses on purpose."""
MEMORY = 500_000
"""Kilobytes of a process."""


class Ended(NamedTuple):
    """How a command ended: its code, its words, seconds since the first connection, kilobytes at most."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


class World(NamedTuple):
    """A planned folder to copy, the certificate, the password's file, and some members to write to."""

    folder: Path
    certificate: Certificate
    credentials: Path
    members: tuple[str, ...]

    @classmethod
    def make(cls, place: Path) -> World:
        """A year of two cafés, planned; nothing is announced."""
        certificate = Certificate.make(place)
        credentials = place / "credentials"
        credentials.write_text(
            "".join(f"machine {host} login cafe password secret\n" for host in ("localhost", "127.0.0.1"))
        )
        credentials.chmod(0o600)
        folder = place / "my-cafe"
        world = cls(folder, certificate, credentials, ())
        assert world.run(place, "init", str(folder)).code == 0
        as_files(folder)
        for path in (folder / "sessions").glob("2027-*.yaml"):
            if path.stem not in SESSIONS:
                path.unlink()
        ended = world.run(folder, "plan")
        assert ended.code == 0, ended.err
        _append(folder, "mail:\n  host: localhost\n  port: 1\n")
        shown = world.run(folder, "send", CAFE, "--dry-run", "--any-hour", "--json")
        assert shown.code == 0, shown.err
        members = tuple(a["member"] for a in json.loads(shown.out)["actions"])[:5]
        path = folder / "sessions" / "programme.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("mail:\n  host: localhost\n  port: 1\n", ""), encoding="utf-8")
        return world._replace(members=members)

    def copy(self, place: Path, lines: str) -> Path:
        """A folder of one's own, with these lines in programme.yaml."""
        shutil.copytree(self.folder, place)
        _append(place, lines)
        return place

    def run(self, folder: Path, *words: str, server: HostileServer | None = None) -> Ended:
        """Run besrour in a folder; it is killed after ten minutes."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG"))}
        environment |= {
            "BESROUR_NOW": NOW,
            "BESROUR_LANG": "en",
            "BESROUR_CREDENTIALS": str(self.credentials),
            "SSL_CERT_FILE": str(self.certificate.chain),
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
        }
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            program = subprocess.Popen(
                [sys.executable, "-m", "besrour_cli", *words],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
            timer = threading.Timer(600, program.kill)
            timer.start()
            memory = _peak_memory(program)
            timer.cancel()
            assert server is None or server.first, "the server was never reached: the trial tests nothing"
            began = server.first if server and server.first else time.monotonic()
            seconds = time.monotonic() - began
            return Ended(program.returncode, _text(out), _text(err), seconds, memory)


def _peak_memory(program: subprocess.Popen[bytes]) -> int:
    """The most memory that a program held until it ended, in kB; looked at ten times a second.

    ``ru_maxrss`` of a child counts the memory of the tests' own process that it was forked from.
    """
    most = 0
    while program.poll() is None:
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii", errors="replace")
            found = re.search(r"VmHWM:\s+(\d+) kB", status)
            own = b"besrour_cli" in Path(f"/proc/{program.pid}/cmdline").read_bytes()
            most = max(most, int(found[1])) if found and own else most
        time.sleep(0.1)
    return most


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _append(folder: Path, lines: str) -> None:
    with (folder / "sessions" / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)


def _faults(ended: Ended, most: float) -> list[str]:
    """What no command may do, whatever the server does."""
    said = ended.out + ended.err
    found = {
        "traceback": "Traceback" in said or ended.code not in (0, 1, 6),
        "hang": ended.seconds > most,
        "memory": ended.memory > MEMORY,
        "control characters": any(unicodedata.category(c) == "Cc" and c != "\n" for c in said),
        "silence": ended.code != 0 and not ended.err.strip() and not ended.out.strip(),
    }
    return [
        f"{fault}: code {ended.code}, {ended.seconds:.0f} s, {ended.memory // 1000} MB: {ended.err[-300:]!r}"
        for fault, is_there in found.items()
        if is_there
    ]


def mail(world: World, place: Path, steps: Mapping[str, Answer]) -> list[str]:
    """Five letters; then once more to the server turned honest: each arrives once, or is asked about."""
    with HostileSmtp(world.certificate, steps=steps) as server:
        lines = f"mail:\n  host: localhost\n  port: {server.port}\n  user: cafe\n  rate: 0\n"
        folder = world.copy(place, lines)
        words = ["send", CAFE, "--yes", "--any-hour"]
        words += [word for member in world.members for word in ("--only", member)]
        first = world.run(folder, *words, server=server.server)
        is_put_off = "put off by the server" in first.out
        found = _faults(first, ROUNDS if is_put_off else TWO_MINUTES)
        server.steps.update(HONEST_SMTP)
        second = world.run(folder, *words, "--json")
        found += _faults(second, ROUNDS)
        if second.code not in (0, 1, 6) or not second.out.startswith("{"):
            return [*found, f"no second run: {second.err[-300:]!r}"]
        actions = json.loads(second.out)["actions"]
        assert {a["member"] for a in actions} == set(world.members)
        asked = [a["member"] for a in actions if a["verdict"] == "ask"]
        found += [f"twice: {a['member']}" for a in actions if server.taken[a["to"]] > 1]
        found += [
            f"lost: {a['member']} ({a['why']})"
            for a in actions
            if not server.taken[a["to"]] and a["verdict"] != "ask" and a["why"] != "refused"
        ]
        return [*found, *([f"unknown: {asked}"] if len(asked) > 2 else [])]


def mailbox(world: World, place: Path, steps: Steps) -> list[str]:
    """The answers are read; then again from the server turned honest."""
    with HostileImap(world.certificate, steps) as server:
        lines = f"inbox:\n  host: localhost\n  port: {server.port}\n  security: imaps\n  user: cafe\n"
        folder = world.copy(place, lines)
        found = _faults(world.run(folder, "replies", "--imap", server=server.server), TWO_MINUTES)
        server.steps.update(HONEST_IMAP)
        second = world.run(folder, "replies", "--imap")
        found += _faults(second, TWO_MINUTES)
        return [*found, *([f"no second run: {second.err[-300:]!r}"] if second.code == 6 else [])]


def calendar(world: World, place: Path, steps: Mapping[str, Answer]) -> list[str]:
    """The sessions are published; then again on the server turned honest, where all of them are at last."""
    with HostileCalDav(steps) as server:
        path = world.copy(place, "") / "sessions" / "programme.yaml"
        text = path.read_text(encoding="utf-8")
        assert "\npublish:" in text
        lines = f"\npublish:\n  caldav: {server.address}\n  user: cafe"
        path.write_text(text.replace("\npublish:", lines), encoding="utf-8")
        found = _faults(world.run(place, "export", "--to", "caldav", server=server.server), TWO_MINUTES)
        server.steps.clear()
        second = world.run(place, "export", "--to", "caldav")
        found += _faults(second, TWO_MINUTES)
        missing = {f"{session}.ics" for session in SESSIONS} - set(server.kept)
        return [*found, *([f"lost: {missing} {second.err[-300:]!r}"] if missing else [])]
