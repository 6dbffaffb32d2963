"""A coordinator who runs the real program through a year, while everything that it writes is gathered."""

from __future__ import annotations

import json
import os
import shlex
from datetime import datetime
from pathlib import Path
from typing import Any

from support.checkout import ROOT
from support.commands import forked
from support.stories.law import as_installed
from support.stories.servers import Servers
from support.stories.written import Delivered, Span, Written, spans_of

PREVIEWS = (".eml", ".zip", "/.besrour-files")
"""What is read elsewhere: letters where they arrived, the archive where it was received; a list of names."""
PUBLISHED = ("out/calendar/", "out/page/", "out/check/")
"""What is read in the web folder, where the same bytes lie."""


class Coordinator:
    """One person in one language: ``today`` sets the moment, ``does`` runs a command."""

    def __init__(self, folder: Path, language: str, servers: Servers, written: Written | None = None) -> None:
        self.folder, self.language, self.servers = folder, language, servers
        self.written = written or Written()
        self.now = datetime.fromisoformat("2026-11-02T15:30Z")
        self.zones = as_installed()
        self.commands = 0

    def today(self, now: str | datetime) -> None:
        """Set the moment: an instant such as ``2027-01-05T15:30Z``; time never goes back."""
        moment = datetime.fromisoformat(now) if isinstance(now, str) else now
        assert moment >= self.now, f"{moment} is before {self.now}"
        self.now = moment

    def word(self, en: str, fr: str) -> str:
        """What is said in her language."""
        return fr if self.language == "fr" else en

    def span(self, session: str) -> Span:
        """When a session begins and ends by the plan."""
        return spans_of(self.folder)[session]

    def does(self, words: str, code: int = 0) -> str:
        """Run ``besrour``, and give what it printed with its lines joined."""
        printed = self._run(shlex.split(words), code)
        self._gather(words)
        return " ".join(printed.replace("\u00a0", " ").split())

    def asks(self, words: str, code: int = 0) -> Any:
        """What ``besrour`` says with ``--json``."""
        printed = self._run([*shlex.split(words), "--json"], code)
        self._gather(words)
        return json.loads(printed[printed.index("{") : printed.rindex("}") + 1])

    def due(self) -> list[str]:
        """The commands that ``besrour next`` names now."""
        return [task["command"] for task in self.asks("next")["due"]]

    def replaces(self, path: str, old: str, new: str) -> None:
        """Change a text in a file, as an editor would."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def writes(self, path: str, text: str) -> None:
        """Write a file of her own."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _run(self, words: list[str], code: int) -> str:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BESROUR_", "LC_", "LANG", "PYTHON", "TZ"))
        } | {
            "BESROUR_LANG": self.language,
            "BESROUR_NOW": self.now.isoformat(),
            "BESROUR_CREDENTIALS": str(self.servers.passwords),
            "SSL_CERT_FILE": str(self.servers.certificates),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "PYTHONTZPATH": "" if self.zones == as_installed() else str(self.zones),
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }
        answer = forked.fork(words, self.folder, environment)
        self.commands += 1
        printed = answer.stdout + answer.stderr
        assert answer.returncode == code, f"besrour {shlex.join(words)}: {answer.returncode}\n{printed}"
        return printed

    def _gather(self, words: str) -> None:
        """Take in what came about: letters, files below out/ and the web folder, entries of the calendar."""
        moment = self.written.moment(self.folder, self.now, self.zones)
        for letter in self.servers.new_letters():
            to, session = str(letter["Envelope-To"]), _session_of(letter.as_bytes(), moment.spans)
            self.written.letters.append(Delivered(to, letter, moment, words, session))
        for top in ("out", "web"):
            for path in sorted((self.folder / top).rglob("*")):
                name = path.relative_to(self.folder).as_posix()
                if path.is_file() and not name.endswith(PREVIEWS) and not name.startswith(PUBLISHED):
                    self.written.keep(name, path.read_bytes(), moment)
        if words.startswith("export --to caldav"):
            for name, data in self.servers.calendar_items().items():
                self.written.keep(f"caldav/{name}", data, moment)


def _session_of(letter: bytes, sessions: object) -> str:
    """The session that a letter's calendar entry is of; "" where there is none, or it has several."""
    assert isinstance(sessions, dict)
    text = letter.replace(b"\r\n ", b"").replace(b"\n ", b"").decode("utf-8", "replace")
    found = {session for session in sessions if f"UID:{session}." in text}
    return found.pop() if len(found) == 1 else ""
