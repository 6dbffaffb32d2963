"""The end of the year: what people thought, the report, statements, and somebody else who goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

from stories.year.months import day_of, reminds
from stories.year.people import PEOPLE

from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.feedback.evaluation_downloads import google, microsoft, respondents
from support.stories.coordinator import Coordinator
from support.stories.servers import PASSWORDS

ARCHIVE = "besrour.zip"


def asks_what_people_thought(she: Coordinator, *sessions: str) -> None:
    """The form of a session; Google's download for the first, Microsoft's for the second, nothing twice."""
    form = load_form("", ["en", "fr"])
    for number, session in enumerate(sessions):
        she.does(f"form evaluation --session {session}")
        people = respondents(form, 9, 20 + number, ("en", "fr"))
        tool = google if number == 0 else microsoft
        file = f"responses/downloads-{number}.csv"
        she.writes(file, tool(form, people, she.language))
        first = she.asks(f"collect {file} --wave {session} --yes")
        assert first["files"][0]["answers"] == len(people)
        assert she.asks(f"collect {file} --wave {session} --yes")["files"][0]["answers"] == 0
        (she.folder / file).unlink()


def reports(she: Coordinator) -> None:
    """The committee's pages in both languages, worked out anew by the checker, and published."""
    she.does("report")
    she.does("report --verify")
    she.does("report --publish")


def gives_statements(she: Coordinator) -> None:
    """Each person her paper, by mail, once; each holds what was signed."""
    she.does("statements")
    before = len(she.written.letters)
    she.does("send statements --yes")
    papers = she.written.letters[before:]
    assert sorted(each.to for each in papers) == sorted(person.email for person in PEOPLE)
    she.does("send statements --yes")
    assert len(she.written.letters) == before + len(papers)
    for person in PEOPLE[:2]:
        assert person.name in she.does(f"statements --check out/statements/year/{person.member}.pdf")


def hands_over(she: Coordinator, last: str, place: Path) -> Coordinator:
    """One archive; the former folder sends nothing any more; a stranger in Nairobi takes it over."""
    she.does(f"handover ../{ARCHIVE} --place Nairobi --ask 'Camille, camille@example.org' --yes")
    moment = she.written.moment(she.folder, she.now, she.zones)
    with zipfile.ZipFile(she.folder.parent / ARCHIVE) as archive:
        she.written.keep("handover.html", archive.read("handover.html"), moment)
        packed = b"\n".join(archive.read(name) for name in archive.namelist())
    assert not [secret for secret in PASSWORDS if secret.encode() in packed]
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    stranger = Coordinator(elsewhere, she.word("fr", "en"), she.servers, she.written)
    stranger.now, stranger.zones = she.now, she.zones
    stranger.does(f"receive {she.folder.parent / ARCHIVE} cafe --place Nairobi")
    stranger.folder /= "cafe"
    she.today(day_of(she, last, -5))
    assert "--take-back" in she.does("send --due --yes", code=5)
    reminds(stranger, last)
    return stranger
