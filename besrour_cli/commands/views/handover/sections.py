"""What a successor has to know, as sections of a page: what is due, whom to ask, which passwords to set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.role_names import ROLES
from besrour_cli.commands.terminal.console import CHOICES, IN_LINE, out, styled
from besrour_cli.commands.terminal.paragraphs import print_item, print_wrapped
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.local_times import local_words, span_words
from besrour_cli.commands.views.next_steps import command, sentence
from besrour_cli.commands.views.privacy.register import officer
from besrour_cli.commands.views.session_states import WORDS
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.storage.privacy.register import REGISTER, record_of

if TYPE_CHECKING:
    from besrour_cli.commands.shared.handover.accounts import Account
    from besrour_cli.commands.shared.situation import Situation
    from besrour_cli.model.people.retention import Retention
    from besrour_cli.model.place import Place
    from besrour_cli.model.programme import Programme, Session
    from besrour_cli.schedule.tasks import Task
    from besrour_cli.storage.handover.contents import ArchiveContents

_GROUP = 4
"""Signs of a digest that are read aloud in one breath."""


class HandoverEntry(NamedTuple):
    """One thing in a section, with the command that does it, if there is one."""

    text: str
    command: str = ""


class HandoverSection(NamedTuple):
    """A heading, a sentence below it if it needs one, and its entries."""

    title: str
    words: str
    entries: tuple[HandoverEntry, ...] = ()


class Briefing(NamedTuple):
    """All that the page is made of; ``place`` is where the successor is, ``ask`` whom else to ask."""

    situation: Situation
    programme: Programme
    tasks: Sequence[Task]
    accounts: Sequence[Account]
    retention: Retention
    place: Place
    moment: datetime
    ask: str = ""


def sections(briefing: Briefing, inside: ArchiveContents) -> tuple[HandoverSection, ...]:
    """The page in the language in place, the most urgent first."""
    return (
        _beginning(briefing),
        due_section(briefing),
        coming_section(briefing),
        _sessions(briefing),
        _people(briefing),
        passwords_section(briefing.accounts),
        _clockwork(),
        _archive(briefing, inside),
    )


def _beginning(briefing: Briefing) -> HandoverSection:
    names = briefing.programme.names
    programme = names.get(language()) or next(iter(names.values()), "")
    title = translate(msg("{programme}: what whoever takes it over needs", programme=programme))
    words = translate(
        msg(
            "As of {when} ({place}). All dates on this page are those of {place}.",
            when=local_words(briefing.moment, briefing.place.zone),
            place=briefing.place.name(language()),
        )
    )
    receive = f"besrour receive {briefing.programme.id}.zip"
    steps = (
        HandoverEntry(_("Unpack this archive with besrour, which checks it and says what is next:"), receive),
        HandoverEntry(
            _("Go into the new folder, and look every day at what there is to do:"), "besrour next"
        ),
    )
    return HandoverSection(title, words, steps)


def due_section(briefing: Briefing) -> HandoverSection:
    """What is due by now."""
    due = [task for task in briefing.tasks if task.due <= briefing.moment]
    words = "" if due else _("Nothing to do today.")
    return HandoverSection(_("To do now"), words, tuple(_entries(briefing, due)))


def coming_section(briefing: Briefing, most: int = CHOICES) -> HandoverSection:
    """What is to come, each with its date where the successor is."""
    coming = [task for task in briefing.tasks if task.due > briefing.moment][:most]
    return HandoverSection(
        _("To come"), "" if coming else _("Nothing more is known."), tuple(_dated(briefing, coming))
    )


def _dated(briefing: Briefing, tasks: Sequence[Task]) -> Iterator[HandoverEntry]:
    zone = briefing.place.zone
    for task, entry in zip(tasks, _entries(briefing, tasks), strict=True):
        line = msg("From {date}: {task}", date=local_words(task.due, zone), task=entry.text)
        yield HandoverEntry(translate(line), entry.command)


def _entries(briefing: Briefing, tasks: Sequence[Task]) -> Iterator[HandoverEntry]:
    for task in tasks:
        yield HandoverEntry(translate(sentence(briefing.situation, task, briefing.moment)), command(task))


def _sessions(briefing: Briefing) -> HandoverSection:
    coming = _next_sessions(briefing)
    lines = tuple(HandoverEntry(line) for slot in coming for line in _session_lines(briefing, slot))
    return HandoverSection(_("The next sessions"), "" if lines else _("None is planned."), lines)


def _next_sessions(briefing: Briefing) -> list[ScheduledSession]:
    slots = briefing.situation.plan.slots.values()
    open_slots = (s for s in slots if s.end > briefing.moment and s.state != SessionState.CANCELLED)
    return sorted(open_slots, key=lambda slot: (slot.start, slot.session))[:IN_LINE]


def _session_lines(briefing: Briefing, slot: ScheduledSession) -> Iterator[str]:
    session = briefing.programme.session(slot.session)
    zone, place = briefing.place.zone, briefing.place.name(language())
    title = (session and session.titles.get(language())) or "–"
    hours = span_words(slot.start, slot.end, zone)
    day = local_words(slot.start, zone).rpartition(", ")[0]
    yield translate(
        msg(
            "{session} ({state}): {title}. {day}, {hours} ({place}).",
            session=slot.session,
            state=WORDS[slot.state],
            title=title,
            day=day,
            hours=hours,
            place=place,
        )
    )
    if session is not None:
        yield from _required_lines(briefing.programme, session)


def _required_lines(programme: Programme, session: Session) -> Iterator[str]:
    by_id = {member.id: member for member in programme.members}
    for role, ids in session.required.items():
        for member in (by_id[each] for each in ids if each in by_id):
            yield translate(
                msg(
                    "{session}, {role}: {name}, {address}",
                    session=session.id,
                    role=ROLES.get(role, role),
                    name=member.name,
                    address=member.email,
                )
            )


def _people(briefing: Briefing) -> HandoverSection:
    contact = briefing.programme.contact
    organiser = ", ".join(filter(None, (contact.person, contact.email)))
    lines: list[str] = [briefing.ask] if briefing.ask else []
    lines.append(translate(msg("About the programme and its letters: {who}", who=organiser)))
    who = officer(briefing.retention, contact)
    lines.append(translate(msg("In charge of personal information: {who}", who=who)))
    return HandoverSection(_("Whom to ask"), "", tuple(map(HandoverEntry, lines)))


def passwords_section(accounts: Sequence[Account]) -> HandoverSection:
    """Which passwords are set anew, and how; none of them is in the archive."""
    lines = [
        translate(
            msg(
                "{purpose}: ask {host} for a password for {user}, then tell besrour:",
                purpose=account.purpose,
                host=account.host,
                user=account.user,
            )
        )
        for account in accounts
    ]
    commands = [f"keyring set besrour {account.user}" for account in accounts]
    entries = [HandoverEntry(line, words) for line, words in zip(lines, commands, strict=True)]
    entries.append(
        HandoverEntry(
            _(
                "To sign statements of attendance besrour makes a new key by itself; statements that were "
                "signed before stay valid."
            )
        )
    )
    words = _(
        "No password is in the archive. Without a keyring they stand in a file that is yours alone: see "
        "“Passwords” in the reference of files."
    )
    return HandoverSection(_("Passwords to set anew"), words, tuple(entries))


def _clockwork() -> HandoverSection:
    words = _(
        "If the former machine sent reminders by its clock, take that away there and set it up here. Nothing "
        "is sent from the former folder any more; all that was sent is known here, so that nobody gets a "
        "letter twice."
    )
    return HandoverSection(
        _("Reminders that go by themselves"), words, (HandoverEntry("", "besrour send --due --yes"),)
    )


def _archive(briefing: Briefing, inside: ArchiveContents) -> HandoverSection:
    counts = Counter(kind.name for path in inside.files if (kind := record_of(path)) is not None)
    lines = [
        translate(msgn("{what}: {n} file", "{what}: {n} files", counts[kind.name], what=translate(kind.what)))
        for kind in REGISTER
        if counts[kind.name]
    ]
    people = msgn(
        "It names {n} person, and holds the links and passcodes of the meetings, which letters need. Hand it "
        "over in person or by a way that nobody else reads, and remove it once it is received. If it went "
        "astray, change the passcodes.",
        "It names {n} people, and holds the links and passcodes of the meetings, which letters need. Hand it "
        "over in person or by a way that nobody else reads, and remove it once it is received. If it went "
        "astray, change the passcodes.",
        len(briefing.programme.members),
    )
    return HandoverSection(_("What is in the archive"), translate(people), tuple(map(HandoverEntry, lines)))


def print_section(section: HandoverSection) -> None:
    """A section on the terminal."""
    out(styled(section.title, "bold"))
    print_wrapped(filter(None, [section.words]))
    for entry in section.entries:
        print_item(entry.text, entry.command)


def spoken_digest(digest: str) -> str:
    """The first half of a digest in groups to be read aloud; nobody makes another archive with the same."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest) // 2, _GROUP))
