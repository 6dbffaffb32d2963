"""The small programme that is in order, and the folder it is written to."""

from __future__ import annotations

import os

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.programme import Programme
from besrour_cli.storage.programme.load import LoadedProgramme, load

PROGRAMME = """\
id: test-cafe
name: {en: Test café, fr: Café d’essai}
languages: [en, fr]
anchor: Toronto
organiser:
  name: {en: The Centre, fr: Le Centre}
  email: cafe@example.org
  address: 1 Example Road, Toronto
  unsubscribe: mailto:cafe@example.org
platform:
  name: Zoom
  link: https://meet.example.org/j/1
series:
  cafe:
    name: {en: Café, fr: Café}
    duration: 90 min
    groups: [cafe]
    weekdays: [tue, wed, thu]
    between: 06:00-22:00
    colour: "#1f6f8b"
blackouts:
  - from: 2027-12-18
    to: 2028-01-02
    reason: {en: holidays, fr: le congé}
"""
SESSION = """\
series: cafe
title: {en: Teaching together, fr: Enseigner ensemble}
description:
  en: How two departments teach one course.
  fr: Comment deux départements donnent un même cours.
window: {from: 2027-01-11, to: 2027-01-29}
required:
  facilitator: gh-accra
"""
MEMBERS = """\
id,name,email,place,country,languages,groups,hours,never
gh-accra,Ama Example,ama@example.org,Accra,Ghana,en fr,cafe,09:00-17:00,Fri
ca-laval,Luc Exemple,luc@example.org,Québec,Canada,fr,cafe,,
"""


class Folder:
    """A programme folder on disk; ``load`` reads it, ``only`` gives the one problem it must have."""

    def __init__(self, path: str) -> None:
        self.path = path
        os.makedirs(os.path.join(path, "sessions"))
        self.write("programme.yaml", PROGRAMME)
        self.write("members.csv", MEMBERS)
        self.write("2027-01-cafe.yaml", SESSION)

    def write(self, name: str, content: str | bytes) -> str:
        """Write a file of sessions/; its path."""
        path = os.path.join(self.path, "sessions", name)
        with open(path, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        path = os.path.join(self.path, "sessions", name)
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def session(self, old: str, new: str) -> None:
        """Replace words in the one session file."""
        self.change("2027-01-cafe.yaml", old, new)

    def load(self) -> LoadedProgramme:
        """The folder as storage reads it."""
        return load(self.path)

    def programme(self) -> Programme:
        """The programme, which must be in order."""
        loaded = self.load()
        assert loaded.programme is not None, loaded.problems
        return loaded.programme

    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong in it."""
        return self.load().problems

    def only(self) -> Diagnostic:
        """The one problem of the folder."""
        problems = self.problems()
        assert len(problems) == 1, [(str(p.spot), p.code, str(p.what)) for p in problems]
        return problems[0]
