"""Dovecot, Debian's IMAP server, as a process of ours: configuration and mail in a folder that goes."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "cafe@example.org", 'a "secret" with é and spaces'

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class Dovecot:
    """One server with one mailbox; its certificate is signed by an authority of the test's own."""

    def __init__(self) -> None:
        if not os.path.exists(PROGRAM):
            raise RuntimeError(
                "these tests need Debian's package dovecot-imapd: apt-get install dovecot-imapd"
            )
        self.folder = Path(tempfile.mkdtemp(prefix="dv"))  # short: paths of sockets have a limit
        self.starttls, self.imaps = _free(), _free()
        self.authority = self.folder / "authority.pem"
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = (os.geteuid(), os.getegid())
        self.delivered = 0

    def start(self) -> None:
        """Make certificates, write the configuration, run, and wait until it answers."""
        _certificates(self.folder)
        (self.folder / "home").mkdir()
        (self.folder / "mail").mkdir()
        internal = login = getpass.getuser()
        group, self.owner = grp.getgrgid(os.getegid()).gr_name, (os.geteuid(), os.getegid())
        if os.geteuid() == 0:  # Dovecot drops root's rights, and then wants users to drop them to
            internal, login, group = "dovecot", "dovenull", "dovecot"
            nobody = pwd.getpwnam("nobody")
            self.owner = (nobody.pw_uid, nobody.pw_gid)
            self.folder.chmod(0o755)
        self._hand_over()
        filled = CONFIGURATION.format(
            folder=self.folder,
            internal=internal,
            login=login,
            group=group,
            starttls=self.starttls,
            imaps=self.imaps,
            uid=self.owner[0],
            gid=self.owner[1],
        )
        (self.folder / "dovecot.conf").write_text(filled, encoding="utf-8")
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (self.folder / "users").chmod(0o644)
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "errors").open("wb"),
        )
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                context = ssl.create_default_context(cafile=str(self.authority))
                with (
                    socket.create_connection(("localhost", self.imaps), timeout=2) as plain,
                    context.wrap_socket(plain, server_hostname="localhost") as link,
                ):
                    if link.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                time.sleep(0.1)
        log = self.folder / "log"
        said = (self.folder / "errors").read_text() + (log.read_text() if log.exists() else "")
        self.stop()
        raise RuntimeError(f"dovecot does not start:\n{said[-2000:]}")

    def put(self, data: bytes, mailbox: str = "") -> None:
        """Deliver a message the way a mail server does: into the Maildir's new."""
        base = self.folder / "mail" / (f".{mailbox}" if mailbox else "")
        for part in ("tmp", "new", "cur"):
            (base / part).mkdir(parents=True, exist_ok=True)
        self.delivered += 1
        (base / "new" / f"1700000000.M{self.delivered}P1.localhost").write_bytes(data)
        self._hand_over()

    def _hand_over(self) -> None:
        """Give the mail to the user the server reads it as."""
        for top in ("mail", "home"):
            for here, folders, files in os.walk(self.folder / top):
                for entry in (here, *(os.path.join(here, n) for n in (*folders, *files))):
                    os.chown(entry, *self.owner)

    def flags(self) -> list[str]:
        """Every message file of the inbox with its flags; the server moves unread ones to cur without any."""
        found = [p.name for d in ("new", "cur") for p in (self.folder / "mail" / d).glob("*")]
        return sorted(name.partition(":2,")[2] for name in found)

    def stop(self) -> None:
        """End the server and everything it left."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)


def _certificates(folder: Path) -> None:
    """An authority and a certificate for localhost that it signed."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(
        "req",
        "-x509",
        *curve,
        "-days",
        "2",
        "-subj",
        "/CN=Test authority",
        "-keyout",
        "ca.key",
        "-addext",
        "keyUsage=critical,keyCertSign",
        "-out",
        "authority.pem",
    )
    openssl("req", *curve, "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem")
    (folder / "names").write_text("subjectAltName=DNS:localhost\n", encoding="utf-8")
    openssl(
        "x509",
        "-req",
        "-in",
        "request.pem",
        "-CA",
        "authority.pem",
        "-CAkey",
        "ca.key",
        "-days",
        "2",
        "-CAcreateserial",
        "-extfile",
        "names",
        "-out",
        "cert.pem",
    )


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
