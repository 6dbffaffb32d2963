"""The servers of a year, all of them real: Exim takes letters, Dovecot has answers, Radicale the calendar."""

from __future__ import annotations

import mailbox
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from support.delivery import caldav_server, dovecot_server, exim_server
from support.delivery.caldav_server import Server
from support.delivery.dovecot_server import Dovecot
from support.delivery.exim_server import Exim
from support.delivery.smtp_server import Certificate

PASSWORDS = (exim_server.PASSWORD, caldav_server.PASSWORD)


class Servers:
    """What runs, and the two files by which besrour trusts and is trusted: certificates and passwords."""

    def __init__(self, place: Path, post: Exim, answers: Dovecot, calendar: Server) -> None:
        self.post, self.answers, self.calendar = post, answers, calendar
        self.certificates, self.passwords = place / "certificates.pem", place / "credentials"
        self._read = 0

    def settings(self) -> str:
        """The lines about mail in ``programme.yaml``."""
        return (
            f"mail: {{host: localhost, port: {self.post.starttls}, user: {exim_server.USER}, rate: 0}}\n"
            f"inbox: {{host: localhost, port: {self.answers.imaps}, user: {dovecot_server.USER}}}\n"
        )

    def new_letters(self) -> list[EmailMessage]:
        """The letters that Exim delivered since this was last asked, once its queue is empty."""
        queue = self.post.folder / "spool" / "input"
        for _ in range(600):
            if not any(queue.glob("**/*-[HDJ]")):
                break
            time.sleep(0.05)
        else:
            raise AssertionError(f"letters remain in Exim's queue: {sorted(queue.glob('**/*'))}")
        box = self.post.folder / "mail" / "box"
        if not box.exists() or box.stat().st_size == self._read:
            return []
        with tempfile.NamedTemporaryFile() as rest:
            rest.write(box.read_bytes()[self._read :])
            rest.flush()
            found = [
                BytesParser(policy=default).parsebytes(letter.as_bytes())
                for letter in mailbox.mbox(rest.name, create=False)
            ]
        self._read = box.stat().st_size
        return [letter for letter in found if isinstance(letter, EmailMessage)]

    def receives(self, answer: EmailMessage, at: datetime) -> None:
        """An answer comes into the mailbox of the programme at that moment."""
        self.answers.put(bytes(answer))
        newest = max((self.answers.folder / "mail" / "new").iterdir(), key=lambda path: path.name)
        os.utime(newest, (at.timestamp(), at.timestamp()))

    def calendar_items(self) -> dict[str, bytes]:
        """Each entry of the calendar server, as another calendar program gets it."""
        return {name: self.calendar.ask("GET", name)[1] for name in self.calendar.names()}


@contextmanager
def running(place: Path) -> Iterator[Servers]:
    """The three servers while they run, with certificates made for them below ``place``."""
    certificate, answers = Certificate.make(place), Dovecot()
    answers.start()
    # one account has one password, as with a provider: the letters' server and the answers' share it
    (answers.folder / "users").write_text(f"{dovecot_server.USER}:{{PLAIN}}{exim_server.PASSWORD}\n", "utf-8")
    try:
        with caldav_server.radicale(place) as radicale, Exim(certificate) as post:
            (post.folder / "all").touch()
            servers = Servers(place, post, answers, caldav_server.empty_calendar(*radicale, "sessions"))
            servers.certificates.write_bytes(certificate.chain.read_bytes() + answers.authority.read_bytes())
            quoted = exim_server.PASSWORD.replace('"', '\\"')
            servers.passwords.write_text(
                f'machine localhost login {exim_server.USER} password "{quoted}"\n'
                f"machine 127.0.0.1 login {caldav_server.USER} password {caldav_server.PASSWORD}\n",
                encoding="utf-8",
            )
            servers.passwords.chmod(0o600)
            yield servers
    finally:
        answers.stop()
