"""Exim, Debian's own mail server, as a process of ours: its configuration and spool in a folder that goes."""

from __future__ import annotations

import mailbox
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from email.message import Message
from pathlib import Path

from support.delivery.smtp_server import Certificate

PROGRAM = "/usr/sbin/exim4"
USER, PASSWORD = "cafe@example.org", 'a "secret" with spaces'

CONFIGURATION = """
primary_hostname = mail.example.org
exim_user = {user}
exim_group = {group}
deliver_drop_privilege = true
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {starttls} : {smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {folder}/cert.pem
tls_privatekey = {folder}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
dsn_advertise_hosts = *
smtputf8_advertise_hosts = *
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_mail = acl_mail
acl_smtp_rcpt = acl_rcpt
queue_only_load = 1000
remote_max_parallel = 1

begin acl
acl_mail:
  deny !authenticated = *
       message = log in first
  accept
acl_rcpt:
  defer local_parts = later
        condition = ${{if exists{{{folder}/ready}}{{no}}{{yes}}}}
        message = greylisted, come back
  deny local_parts = never
       message = 5.1.1 there is nobody of this name
  accept

begin routers
people:
  driver = accept
  local_parts = cafe : awa : zoe : later : c\\N\\xc3\\xa9\\Nline : ${{if exists{{{folder}/all}}{{*}}}}
  transport = box
nobody:
  driver = redirect
  allow_fail
  data = :fail: Unrouteable address

begin transports
box:
  driver = appendfile
  file = {folder}/mail/box
  delivery_date_add
  envelope_to_add
  return_path_add
  user = {user}
  group = {group}
  mode_fail_narrower = false
  check_owner = false

begin retry
* * F,1h,1m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_set_id = $auth2
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{account}}}}}{{eq{{$auth3}}{{{secret}}}}}}}}}
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Exim:
    """The server: STARTTLS and SMTPS ports, AUTH PLAIN, a box for who exists, bounces for who does not.

    ``later`` is put off (451) until :meth:`ready` is called; ``never`` is refused (550).
    """

    def __init__(self, certificate: Certificate) -> None:
        assert Path(PROGRAM).exists(), "these tests need Exim: sudo apt-get install exim4-daemon-light"
        self.starttls, self.smtps = _free_port(), _free_port()
        # not below pytest's folder, which other users (Exim's own, when tests run as root) cannot enter
        self.folder = Path(tempfile.mkdtemp(prefix="exim-", dir="/tmp"))
        # an administrator is not whom Exim delivers as
        self.person = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("Debian-exim")
        for name in ("spool", "log", "mail"):
            (self.folder / name).mkdir()
        shutil.copy(certificate.key, self.folder / "key.pem")
        shutil.copy(certificate.chain, self.folder / "cert.pem")
        self.configuration = self.folder / "exim.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                folder=self.folder,
                user=self.person.pw_name,
                group=self.person.pw_gid,
                starttls=self.starttls,
                smtps=self.smtps,
                account=USER,
                secret=PASSWORD,
            )
        )
        if not os.getuid():
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.person.pw_uid, self.person.pw_gid)
            os.chown(self.configuration, 0, 0)
        self.configuration.chmod(0o644)

    def __enter__(self) -> Exim:
        self.process = subprocess.Popen(
            [PROGRAM, "-C", str(self.configuration), "-bdf", "-q2s"],
            user=self.person.pw_uid if not os.getuid() else None,
            group=self.person.pw_gid if not os.getuid() else None,
            extra_groups=[] if not os.getuid() else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
        )
        for _ in range(100):
            for port in (self.starttls, self.smtps):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                except OSError:
                    break
            else:
                return self
            assert self.process.poll() is None, self.process.communicate()[0].decode()
            time.sleep(0.1)
        raise AssertionError("Exim does not listen")

    def __exit__(self, *trouble: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def ready(self) -> None:
        """From now on ``later`` is taken."""
        (self.folder / "ready").touch()

    def letters(self, wanted: int) -> list[Message]:
        """The letters in the box, once so many are there."""
        for _ in range(200):
            path = self.folder / "mail" / "box"
            found: list[Message] = list(mailbox.mbox(path, create=False)) if path.exists() else []
            if len(found) >= wanted:
                return found
            time.sleep(0.1)
        log = "\n".join(p.read_text(errors="replace") for p in (self.folder / "log").glob("*log"))
        raise AssertionError(f"{len(found)} of {wanted} letters came\n{log}")
