"""A diary: a coordinator's year with the real program, lived by a test and read as the tutorial.

Each page is a chapter; below it stand what is said, which commands are run and what they print, in one
language. What the test alone must know (what the mail server took, what a file holds) is asserted in the
story itself and is not on the page.
"""

from __future__ import annotations

import email
import email.policy
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from support.checkout import ROOT
from support.commands import forked
from support.delivery.smtp_server import Postbox

CUT = "[...]"
SHOWN_PORT = "587"
"""Stands on the page for the port of the mail server of the test, which is another one in every run."""
SHOWN_DIGEST = "5966 dcd6 13b8 9464 3c9c 3bc4 f4db 356a"
"""Stands on the page for the digest of an archive, in which that port is."""
_DIGEST = re.compile(r"\b(?:[0-9a-f]{4} ){7}[0-9a-f]{4}\b")


class Diary:
    """One year in one language: ``today`` sets the moment, ``runs`` a command, ``says`` a paragraph.

    ``folder`` is where commands are run; ``post`` is the mail server, on loopback, that takes every letter
    (None: none is sent).
    """

    def __init__(
        self, folder: Path, language: str, post: Postbox | None = None, certificate: Path | None = None
    ) -> None:
        self.folder = folder
        self.language = language
        self.post = post
        self.now = ""
        self._certificate = certificate
        self._lines: list[str] = []
        self._last: dict[str, str] = {}
        self._read = 0

    def page(self) -> str:
        """The diary as Markdown."""
        return "\n".join(self._lines).rstrip() + "\n"

    def title(self, en: str, fr: str) -> None:
        """The diary's name."""
        self._lines += [f"# {self._word(en, fr)}", ""]

    def chapter(self, en: str, fr: str) -> None:
        """A new chapter."""
        self._lines += [f"## {self._word(en, fr)}", ""]

    def says(self, en: str, fr: str) -> None:
        """A paragraph, or several; line ends within one are kept."""
        self._lines += [self._word(en, fr).strip("\n"), ""]

    def today(self, now: str) -> None:
        """Set the moment, an instant such as 2027-01-05T12:00Z."""
        self.now = now

    def runs(
        self,
        words: str,
        *,
        code: int = 0,
        types: str = "",
        shown: tuple[int, int] | None = None,
        hide: bool = False,
    ) -> str:
        """Run ``besrour`` and give all it printed.

        ``types`` is what is typed when the program asks; ``shown`` are how many lines of the beginning and of
        the end the page has (None: all); ``hide`` keeps the command off the page.
        """
        printed, returned = self._run(words, types)
        assert returned == code, f"besrour {words}: exit {returned}\n{printed}"
        if not hide:
            lines = [line.rstrip() for line in self._public(printed).rstrip("\n").splitlines()]
            if shown is not None and len(lines) > sum(shown) + 1:
                head, tail = shown
                lines = [*lines[:head], CUT, *(lines[-tail:] if tail else [])]
            self._lines += ["```console", f"$ besrour {words}".rstrip(), *lines, "```", ""]
        return printed

    def replaces(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file, as an editor would."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def adds(self, path: str, text: str) -> None:
        """Add lines at the end of a file."""
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def quotes(self, text: str, kind: str = "yaml") -> None:
        """A block on the page, such as lines to write into a file."""
        self._lines += [f"```{kind}", *self._public(text).rstrip("\n").splitlines(), "```", ""]

    def new_letters(self) -> list[EmailMessage]:
        """The letters that the mail server took since this was last asked, parsed."""
        assert self.post is not None
        taken = self.post.taken[self._read :]
        self._read = len(self.post.taken)
        letters = [email.message_from_bytes(t.data, policy=email.policy.default) for t in taken]
        self._last.update((t.to, letter["Message-ID"]) for t, letter in zip(taken, letters, strict=True))
        return letters

    def receives(self, name: str, sender: str, subject: str, body: str) -> None:
        """Save a mail, an answer to the last letter, into the folder ``responses/``."""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = "cafe@example.org"
        message["Subject"] = subject
        message["Date"] = format_datetime(datetime.fromisoformat(self.now))
        message["Message-ID"] = f"<{name}@mail.example.org>"
        if sender in self._last:
            message["In-Reply-To"] = self._last[sender]
        message.set_content(body)
        folder = self.folder / "responses"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.eml").write_bytes(bytes(message))

    def _word(self, en: str, fr: str) -> str:
        return re.sub(r"(?<=\S) (?=:(\s|$))", "\u00a0", fr) if self.language == "fr" else en

    def _public(self, text: str) -> str:
        """A text without what is another in every run: the port, a digest, and the folder's path."""
        text = text.replace(str(self.post.port), SHOWN_PORT) if self.post else text
        text = _DIGEST.sub(SHOWN_DIGEST, text)
        return text.replace(str(self.folder.parent) + os.sep, "")

    def _run(self, words: str, types: str) -> tuple[str, int]:
        environment = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("BESROUR_", "LC_", "LANG", "PYTHON", "TZ"))
        }
        environment |= {
            "BESROUR_LANG": self.language,
            "BESROUR_NOW": self.now,
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PYTHONTZPATH": "",  # no copy of the computer’s own, which is another one elsewhere
            **({"SSL_CERT_FILE": str(self._certificate)} if self._certificate else {}),
        }
        if not types and forked.fits(environment):
            done = forked.fork(shlex.split(words), self.folder, environment, together=True)
            return done.stdout, done.returncode
        mine, hers = pty.openpty()
        os.write(mine, f"{types}\n".encode() if types else b"\x04")
        with tempfile.TemporaryFile() as printed:  # a pipe would fill up
            code = subprocess.run(
                [sys.executable, "-m", "besrour_cli", *shlex.split(words)],
                cwd=self.folder,
                env=environment,
                stdin=hers if types else subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            ).returncode
            printed.seek(0)
            text = printed.read().decode("utf-8")
        os.close(mine)
        os.close(hers)
        return text, code


def words_of(letter: EmailMessage) -> str:
    """The plain text of a letter, in both languages, on one line."""
    body = letter.get_body(("plain",))
    assert body is not None
    return re.sub(r"\s+", " ", body.get_content())
