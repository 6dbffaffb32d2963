"""Ready letters sent to a real mail server on this machine, against a plain smtplib loop, in one run.

The server is aiosmtpd in a process of its own, with STARTTLS, behind a certificate made for the run; it
takes every letter and keeps none. smtplib sends the same bytes over one connection and remembers nothing:
the least any program can do. It is timed as it is, over the first thousand letters, since each then waits
for the receipt of the one before (40 ms), and over all of them with TCP_NODELAY. besrour sends them as
``besrour send`` does: two lines of its ledger forced to the disk for each letter, so that none is
ever sent twice.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

SENDER = "cafe@example.org"
FEW, TURNS = 1000, 4


class Sending(NamedTuple):
    """Seconds for all letters: sent by besrour, by smtplib as it is and with TCP_NODELAY; and to force as

    many lines to the disk as the ledger holds.
    """

    besrour: float
    smtplib: float
    hurried: float
    disk: float


async def serve(key: str, chain: str) -> None:
    """The server's process: prints its port, then how many letters it took once its input ends."""
    from aiosmtpd.smtp import SMTP

    taken = 0

    class Taker:
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
            nonlocal taken
            taken += 1
            return "250 OK"

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: SMTP(Taker(), hostname="localhost", tls_context=context, require_starttls=True),
        "127.0.0.1",
        0,
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(taken, flush=True)


@contextmanager
def server(folder: Path) -> Iterator[tuple[int, list[int]]]:
    """A running server: its port, and a list that holds afterwards how many letters it took."""
    program = shutil.which("openssl")
    if not program:
        raise SystemExit("this benchmark needs openssl: sudo apt-get install openssl")
    key, chain = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            program,
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            str(key),
            "-out",
            str(chain),
        ],
        check=True,
        capture_output=True,
    )
    os.environ["SSL_CERT_FILE"] = str(chain)
    process = subprocess.Popen(
        [sys.executable, __file__, str(key), str(chain)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    taken: list[int] = []
    try:
        yield int(process.stdout.readline()), taken
    finally:
        process.stdin.close()
        taken.append(int(process.stdout.readline() or -1))
        process.wait(30)


def plainly(port: int, paths: Sequence[Path], *, hurried: bool) -> float:
    """Seconds of a loop over smtplib: one connection, each file read and handed over."""
    began = time.perf_counter()
    link = smtplib.SMTP("localhost", port, "example.org")
    link.starttls(context=ssl.create_default_context())
    if hurried:
        link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for path in paths:
        link.sendmail(SENDER, f"{path.stem}@example.org", path.read_bytes())
    link.quit()
    return time.perf_counter() - began


def faithfully(port: int, paths: Sequence[Path], folder: Path) -> float:
    """Seconds of besrour's sending: the verdicts, the ledger, every letter; all must have been taken."""
    from besrour_cli.delivery.mail import raw_message
    from besrour_cli.delivery.mail.decide import OutgoingLetter, decide
    from besrour_cli.delivery.mail.ledger import SendLedger, entries
    from besrour_cli.delivery.mail.sending import SystemPort, send
    from besrour_cli.delivery.mail.smtp import SmtpConnection
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.programme import SmtpSettings

    items = []
    for path in paths:
        data = path.read_bytes()
        items.append(
            OutgoingLetter(
                about="2027-01-cafe",
                member=path.stem,
                name=path.stem,
                to=f"{path.stem}@example.org",
                kind="invitation",
                facts="facts",
                local="2027-01-20T14:00:00+00:00",
                zone="Africa/Accra",
                digest=raw_message.letter_digest(data),
                id=raw_message.message_id(data),
                path=str(path),
            )
        )
    began = time.perf_counter()
    with SendLedger(str(folder), "benchmark") as ledger:
        fates = DeliveryLog(entries(str(folder), "benchmark"))
        report = send(
            decide(items, fates, lambda item: None),
            ledger,
            fates,
            SmtpConnection(SmtpSettings("localhost", port), SENDER, lambda: ""),
            lambda item: Path(item.path).read_bytes(),
            SystemPort(lambda: datetime.now(UTC), time.monotonic, time.sleep),
        )
    taken = time.perf_counter() - began
    assert report.trouble is None and len(report.of("done")) == len(items), report.trouble
    return taken


def disk(folder: Path, count: int) -> float:
    """Seconds to write and force as many lines to this disk as the ledger holds, and nothing else."""
    line = b"x" * 400 + b"\n"
    began = time.perf_counter()
    with open(folder / "lines", "wb", buffering=0) as file:
        for _ in range(2 * count):
            file.write(line)
            os.fsync(file.fileno())
    return time.perf_counter() - began


def measure(paths: Sequence[Path]) -> Sending:
    """All over the same letters; the server must have taken every one of them."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        with server(folder) as (port, taken):
            hurried = ours = 0.0
            for turn in range(TURNS):  # in turns, so that whatever else runs here slows both down
                some = paths[turn::TURNS]
                hurried += plainly(port, some, hurried=True)
                ours += faithfully(port, some, folder)
            few = paths[:FEW]
            plain = plainly(port, few, hurried=False) / len(few) * len(paths)
        assert taken == [2 * len(paths) + len(few)], taken
        return Sending(ours, plain, hurried, disk(folder, len(paths)))


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
