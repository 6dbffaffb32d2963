"""What comes back every month: invitations, answers, tables, reminders, who came, what was said."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from stories.year.founding import exports
from stories.year.people import PEOPLE, Person

from support.attendance.download_layouts import PlantedStay, written_as
from support.stories.coordinator import Coordinator

HALF_PAST_THREE = timedelta(hours=15, minutes=30)
"""In UTC: morning in Vancouver, evening in Addis Ababa, so that no letter waits for its reader's day."""


def day_of(she: Coordinator, session: str, days: int) -> datetime:
    """So many days from a session, at an hour at which every reader is awake."""
    begins = she.span(session)[0]
    return begins.replace(hour=0, minute=0) + timedelta(days=days) + HALF_PAST_THREE


def invites(she: Coordinator, *sessions: str, again: bool = False) -> None:
    """Everybody gets one letter a session; run again, nobody gets any."""
    before = len(she.written.letters)
    she.does(f"send {' '.join(sessions)} --yes")
    sent = she.written.letters[before:]
    assert {(letter.to, letter.session) for letter in sent} == {
        (person.email, session) for session in sessions for person in invited(session)
    }
    if again:
        she.does(f"send {' '.join(sessions)} --yes")
        assert len(she.written.letters) == before + len(sent)


def invited(session: str) -> list[Person]:
    """The people of a session."""
    return [person for person in PEOPLE if person.working_group or session.endswith("-cafe")]


def answers(she: Coordinator, person: Person, session: str, says: str) -> None:
    """She answers the last letter about a session: with her calendar's button, or in a line of her own."""
    to = next(
        each for each in reversed(she.written.letters) if (each.to, each.session) == (person.email, session)
    )
    answer = EmailMessage()
    answer["From"] = f"{person.name} <{person.email}>"
    answer["To"] = "cafe@example.org"
    answer["Subject"] = f"Re: {to.letter['Subject']}"
    answer["Date"] = format_datetime(she.now)
    answer["Message-ID"] = f"<{person.member}.{session}.{says.partition(' ')[0]}@mail.example.org>"
    answer["In-Reply-To"] = str(to.letter["Message-ID"])
    if says in ("ACCEPTED", "DECLINED", "TENTATIVE"):
        calendar = re.sub(r"\n[ \t]", "", to.part("text/calendar"))
        calendar = calendar.replace("METHOD:REQUEST", "METHOD:REPLY")
        calendar = re.sub("PARTSTAT=[A-Z-]+", f"PARTSTAT={says}", calendar)
        calendar = re.sub("DTSTAMP:.*", f"DTSTAMP:{she.now:%Y%m%dT%H%M%SZ}", calendar)
        answer.set_content("")
        answer.add_alternative(
            calendar.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"}
        )
    else:
        answer.set_content(f"{says}\n\n> {to.letter['Subject']}\n")
    she.servers.receives(answer, she.now)


def reads_answers(she: Coordinator, session: str) -> dict[str, str]:
    """From the mailbox: what each person said of a session."""
    said = she.asks("replies --imap")
    [found] = [each for each in said["sessions"] if each["id"] == session]
    return {person["member"]: person["state"] for person in found["people"]}


def reminds(she: Coordinator, session: str, missing: int = 0, *, again: bool = False) -> None:
    """The machine's clock sends what is due, once, and not to those who have said no."""
    she.today(max(she.now, day_of(she, session, -5)))
    before = len(she.written.letters)
    she.does("send --due --yes")
    reminded = [letter.to for letter in she.written.letters[before:]]
    assert len(reminded) == len(set(reminded)) == len(invited(session)) - missing, reminded
    if again:
        she.does("send --due --yes")
        assert len(she.written.letters) == before + len(reminded)


def prepares(she: Coordinator, session: str) -> None:
    """Small tables where nobody is without a language, and the sheet for whoever facilitates."""
    she.today(max(she.now, day_of(she, session, -5)))
    she.does(f"tables {session} --seconds 3")
    she.does(f"sheet {session}")


def records(she: Coordinator, session: str, away: int) -> None:
    """The list of participants from Zoom, as it is in her language; one person in twelve was away."""
    begins, ends = she.span(session)
    she.today(day_of(she, session, 1))
    here = [person for number, person in enumerate(invited(session)) if number != away % 12]
    stays = [
        PlantedStay(person.name, person.email, begins + timedelta(minutes=number % 4), ends)
        for number, person in enumerate(here)
    ]
    layout = she.word("zoom-2023", "zoom-fr")
    name, data = written_as(layout, stays, "America/Toronto")
    (she.folder / "responses" / f"{session}-{name}").write_bytes(data)
    order = she.word("month-first", "day-first")
    file = f"responses/{session}-{name}"
    she.does(f"attendance {file} --session {session} --zone Toronto --dates {order} --yes")


def looks_up(she: Coordinator, session: str) -> None:
    """The plan marks what is over, and nothing of the session is due any more."""
    she.does("plan")
    assert session not in " ".join(she.due())


def shares_what_was_said(she: Coordinator, session: str) -> None:
    """A table's notes in two languages become news; what would help next, and a name, do not."""
    notes = (she.folder / "out/tables" / session / "notes.md").read_text(encoding="utf-8")
    heading = she.word("### What did we talk about?\n\n- \n", "### De quoi avons-nous parlé?\n\n- \n")
    points = {
        "en": "- Libraries travel well.\n  - fr: Les bibliothèques voyagent bien.\n",
        "fr": "- Les bibliothèques voyagent bien.\n  - en: Libraries travel well.\n",
    }
    table = "### What did we talk about?\n\n- \n" if heading not in notes else heading
    language = "en" if table.startswith("### What") else "fr"
    named = "- Kofi Mensarel would lend us a car.\n  - fr: Kofi Mensarel nous prêterait une voiture.\n"
    filled = notes.replace(table, table[: -len("- \n")] + points[language] + named * (language == "en"), 1)
    assert filled != notes
    she.writes("responses/notes.md", filled)
    she.does("newsletter")
    exports(she)
    assert any("Libraries travel well." in piece.text for piece in she.written.named("index.html"))
