"""One issue of the newsletter: which it is, what it announces, and how it goes to the members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import instant_of
from besrour_cli.commands.shared.letter_batch import general_outgoing
from besrour_cli.commands.shared.workspace import no_plan
from besrour_cli.commands.terminal.diagnostics import as_data, list_problems
from besrour_cli.commands.views.letters import announcing as view
from besrour_cli.commands.workflows.letters.announcing import announce
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.commands.workflows.letters.send_letters import Mailing, send_letters, send_test
from besrour_cli.commands.workflows.letters.send_options import record_decisions
from besrour_cli.commands.workflows.plan import check_starts
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.delivery.mail.status import DeliveryState
from besrour_cli.model.letter_kind import NEWSLETTER
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.publishing.letters.newsletter import coming, issue_name, newsletter
from besrour_cli.publishing.letters.newsletter_mail import newsletter_letters
from besrour_cli.schedule.announce import with_announcement
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files

if TYPE_CHECKING:
    from besrour_cli.commands.shared.result import Result
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Member
    from besrour_cli.publishing.letters.letters import Letter

_UNFINISHED_FOR = timedelta(days=3)
"""So long an issue stays as it was begun, and goes on though a new month has begun."""


class NewsletterIssue(NamedTuple):
    """One issue, made for the instant ``moment``.

    ``files`` are its forms by their names below the programme folder; ``slots`` the sessions whose hours it
    prints, as they are once it is out, and ``plan`` the plan with them; ``announces`` the ids of those that
    it announces for the first time, or anew. ``warnings`` are for ``--json``.
    """

    name: str
    moment: datetime
    files: Mapping[str, bytes]
    slots: Mapping[str, ScheduledSession]
    plan: Plan
    announces: tuple[str, ...]
    warnings: Sequence[Mapping[str, object]]

    @property
    def text(self) -> str:
        """The issue as plain text."""
        return self.files[f"out/newsletter/{self.name}.txt"].decode()


def prepare_issue(workspace: Workspace, moment: datetime, log: DeliveryLog) -> NewsletterIssue:
    """The issue that is due at ``moment``, every text checked; nothing is written."""
    programme, plan = workspace.programme, workspace.plan
    if not plan.slots:
        raise no_plan()
    made_for = _issue_moment(workspace, moment, log)
    slots, sessions = {}, []
    for slot in coming(programme, plan, made_for):
        if slot.start > moment:  # what has begun is announced to nobody
            session = workspace.session(slot.session)
            sessions.append(session)
            slots[session.id] = with_announcement(programme, session, slot, moment)
    warnings = check_starts.check_before_announcing(workspace, sessions, moment)
    planned = replace(plan, slots={**plan.slots, **slots})
    issue = newsletter(programme, planned, made_for, resources.templates(workspace.folder))
    return NewsletterIssue(
        name=issue_name(programme, made_for),
        moment=made_for,
        files={f"out/newsletter/{name}": content for name, content in issue.items()},
        slots=slots,
        plan=planned,
        announces=tuple(sorted(name for name, slot in slots.items() if slot != plan.slots[name])),
        warnings=warnings,
    )


def warn_of_notes(workspace: Workspace) -> list[dict[str, object]]:
    """Say on stderr what of the notes of tables is not published, and why; the same for ``--json``."""
    found = [problem for problem in workspace.warnings if problem.code.startswith("harvest-")]
    list_problems(found, trouble=True)
    return [as_data(problem) for problem in found]


def _issue_moment(workspace: Workspace, moment: datetime, log: DeliveryLog) -> datetime:
    """The instant an issue is made for.

    For some days after its first letter left that is when it did: all members get the same issue, and one
    begun at the very end of a month is not overtaken by the next.
    """
    for earlier in (moment, moment - _UNFINISHED_FOR):
        name = issue_name(workspace.programme, earlier)
        begun = instant_of(log.begun.get(name, ""))
        if begun is None or not begun <= moment <= begun + _UNFINISHED_FOR:
            continue
        if earlier == moment or _is_unfinished(workspace, log, name, begun):
            return begun
    return moment


def _is_unfinished(workspace: Workspace, log: DeliveryLog, name: str, begun: datetime) -> bool:
    statuses = [log.get(name, member.id) for member in subscribers(workspace, begun)]
    return any(status is None or status.state == DeliveryState.OPEN for status in statuses)


def subscribers(workspace: Workspace, moment: datetime) -> tuple[Member, ...]:
    """Everybody who gets the newsletter at a moment: all members but those who are paused."""
    return tuple(m for m in workspace.programme.members if not is_paused(m, moment.date()))


def write_issue(workspace: Workspace, issue: NewsletterIssue) -> atomic_files.WriteResult:
    """Write the issue below out/newsletter/."""
    return atomic_files.write_all(workspace.folder, issue.files)


def announce_issue(workspace: Workspace, issue: NewsletterIssue, moment: datetime) -> None:
    """Write down that the sessions whose hours the issue prints are announced; nobody is invited by it."""
    slots = {name: issue.slots[name] for name in issue.announces}
    announce(workspace, slots, moment, inviting=False)


def send_newsletter(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    """Write the issue and its messages below out/, show what goes to whom, ask, announce, send."""
    issue = prepare_issue(workspace, moment, read_delivery_log(workspace))
    if options.test_to:
        trial = ((item, letter.language, letter.data) for item, letter in _messages(workspace, issue))
        return send_test(workspace, trial, options, options.test_to)
    unpublished = warn_of_notes(workspace)
    if not options.dry_run:
        record_decisions(workspace, options, [issue.name])
    outgoing = _write_messages(workspace, issue, dry_run=options.dry_run)
    if not options.dry_run:
        write_issue(workspace, issue)
    mailing = Mailing(
        letters=outgoing,
        data={
            "issue": issue.name,
            "files": sorted(issue.files),
            "warnings": issue.warnings,
            "unpublished": unpublished,
        },
        picture=lambda: view.print_issue(issue.name, len(outgoing), issue.announces),
        announce=lambda: announce_issue(workspace, issue, moment),
        announces=issue.announces,
    )
    return send_letters(workspace, mailing, options)


def _messages(workspace: Workspace, issue: NewsletterIssue) -> Iterator[tuple[OutgoingLetter, Letter]]:
    """Every message of an issue, as the sender needs it and with its bytes; they can be taken once."""
    members = subscribers(workspace, issue.moment)
    templates = resources.templates(workspace.folder)
    made = newsletter_letters(workspace.programme, issue.plan, issue.moment, members, templates)
    for member, letter in zip(members, made, strict=True):
        outgoing = general_outgoing(
            member, letter, about=issue.name, kind=NEWSLETTER, facts=issue.name, folder=_folder(issue)
        )
        yield outgoing, letter


def _write_messages(workspace: Workspace, issue: NewsletterIssue, *, dry_run: bool) -> list[OutgoingLetter]:
    """Write every message below out/, or only render them."""
    outgoing: list[OutgoingLetter] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for item, letter in _messages(workspace, issue):
            outgoing.append(item)
            yield item.path, letter.data

    if dry_run:
        return [item for item, _letter in _messages(workspace, issue)]
    atomic_files.write_each(workspace.folder, files(), clear=[_folder(issue)], private=_folder(issue))
    return outgoing


def _folder(issue: NewsletterIssue) -> str:
    return f"out/newsletter/{issue.name}"
