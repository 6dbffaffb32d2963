"""Make the letters of the sessions named, remember what they announce, and write them one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.letter_batch import (
    KINDS,
    BatchLetter,
    LetterBatch,
    LetterGroup,
    ReminderTargets,
    WrittenBatch,
    local_start,
)
from besrour_cli.commands.workflows import check_starts, reminders
from besrour_cli.commands.workflows.mail_server import read_delivery_log
from besrour_cli.commands.workflows.send_options import SendOptions, record_decisions
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.publishing.letters.letters import letters
from besrour_cli.schedule.announce import with_announcement
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.state import plan_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.programme import Member, Programme, Session


class PreparedLetters(NamedTuple):
    """Batches ready to be written, the plan's slots once they are announced, and warnings for ``--json``."""

    batches: tuple[LetterBatch, ...]
    slots: Mapping[str, ScheduledSession]
    warnings: Sequence[Mapping[str, object]]
    log: DeliveryLog


def prepare_letters(workspace: Workspace, options: SendOptions, moment: datetime) -> PreparedLetters:
    """Check the sessions and make their batches; only decisions about former letters are written."""
    templates = resources.templates(workspace.folder)
    sessions = [workspace.session(name) for name in dict.fromkeys(options.sessions)]
    warnings = check_starts.check_before_announcing(workspace, sessions, moment)
    if not (options.dry_run or options.test_to):
        record_decisions(workspace, options, [session.id for session in sessions])
    log = read_delivery_log(workspace)
    slots = dict(workspace.plan.slots)
    batches = []
    for session in sessions:
        before = workspace.slot(session)
        _refuse_over(before)
        slot = with_announcement(workspace.programme, session, before, moment)
        reminder = (
            reminders.select(workspace, session, slot, log, moment, options) if options.remind else None
        )
        batches.append(create_batch(workspace.programme, session, slot, log, templates, reminder=reminder))
        slots[session.id] = slot
    return PreparedLetters(tuple(batches), slots, warnings, log)


def write_letters(workspace: Workspace, prepared: PreparedLetters, *, dry_run: bool) -> list[WrittenBatch]:
    """Remember what is announced and who is reminded, then write the letters; a trial renders them only.

    In this order: letters that go out after an interruption never say what the plan does not hold.
    """

    if not dry_run:
        if prepared.slots != workspace.plan.slots:
            plan = replace(workspace.plan, slots=prepared.slots)
            plan_file.write(workspace.folder, plan, workspace.digest)
        reminders.save(workspace, prepared.batches)
    return [write_batch(batch, None if dry_run else workspace.folder) for batch in prepared.batches]


def _refuse_over(slot: ScheduledSession) -> None:
    if slot.state == SessionState.HELD or (slot.state == SessionState.CANCELLED and slot.announced_times):
        raise NegativeAnswer(msg("“{id}” is over: nobody can be invited to it", id=slot.session))
    if slot.state == SessionState.CANCELLED and not slot.hash:
        raise NegativeAnswer(
            msg("“{id}” was called off before anyone was told: there is nobody to write to", id=slot.session)
        )


def create_batch(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    log: DeliveryLog,
    templates: Mapping[str, str],
    *,
    kind: LetterKind | None = None,
    members: Sequence[Member] | None = None,
    reminder: ReminderTargets | None = None,
) -> LetterBatch:
    """The letters of a session; every text is checked here, before the first letter is rendered.

    ``kind`` is the one wanted (None: the one the slot calls for), ``members`` those who get one (None:
    everybody invited). Raises :class:`~besrour_cli.model.errors.DiagnosticsError` when a text has a mistake.
    """

    wanted = LetterKind.REMINDER if reminder else kind
    people = reminder.people if reminder else programme.invited(session) if members is None else members
    groups: dict[LetterKind, list[Member]] = {}
    for member in people:
        groups.setdefault(_kind_for(member, slot, log, wanted), []).append(member)
    return LetterBatch(
        session=session,
        slot=slot,
        kind=wanted or _kind_of(slot),
        members=tuple(people),
        groups=tuple(
            LetterGroup(name, tuple(group), letters(programme, session, slot, name, group, templates, dates))
            for name, group in groups.items()
            for dates in [reminder.dates if reminder and name == LetterKind.REMINDER else None]
        ),
        sent_before=log.about(session.id),
        reminder=reminder,
    )


def _kind_of(slot: ScheduledSession) -> LetterKind:
    """Which letter a session calls for: the first, a change, or its end."""
    if slot.state == SessionState.CANCELLED:
        return LetterKind.CANCELLATION
    return LetterKind.UPDATE if slot.edition > 1 else LetterKind.INVITATION


def _kind_for(
    member: Member, slot: ScheduledSession, log: DeliveryLog, wanted: LetterKind | None
) -> LetterKind:
    """The letter one member needs: whoever was never written to is invited, however late.

    A reminder repeats what the member knows; to a member who does not know it yet goes the letter that
    says it.
    """
    usual = wanted or _kind_of(slot)
    if (
        wanted not in (None, LetterKind.REMINDER)
        or usual == LetterKind.CANCELLATION
        or not log.about(slot.session)
    ):
        return usual
    status = log.get(slot.session, member.id)
    sent = (status.announcement or status.sent) if status else None
    if sent is None:
        return LetterKind.INVITATION if slot.session in log.invited else usual
    if (sent.facts, sent.local) != (slot.hash, local_start(slot, member)):
        return LetterKind.CORRECTION if sent.facts == slot.hash else LetterKind.UPDATE
    if wanted or sent.kind not in KINDS or sent.kind == LetterKind.REMINDER:
        return usual
    return LetterKind(sent.kind)  # nothing has changed: the very letter that was sent


def rendered_letters(batch: LetterBatch) -> Iterator[tuple[BatchLetter, bytes]]:
    """Every letter with its bytes, group by group; they can be taken once."""
    for group in batch.groups:
        for member, letter in zip(group.members, group.letters, strict=True):
            yield (
                BatchLetter(
                    member=member,
                    name=letter.name,
                    kind=group.kind,
                    subject=letter.subject,
                    language=letter.language,
                    digest=letter.digest,
                    id=letter.message_id,
                ),
                letter.data,
            )


def write_batch(batch: LetterBatch, folder: str | None) -> WrittenBatch:
    """Write the letters below a programme folder, or only render them (None); they can be written once."""
    letters: list[BatchLetter] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for letter, data in rendered_letters(batch):
            letters.append(letter)
            yield f"{batch.folder}/{letter.name}", data

    result = None
    if folder is None:
        letters = [letter for letter, _data in rendered_letters(batch)]
    else:
        result = atomic_files.write_each(folder, files(), clear=[batch.folder])
    order = {member.id: place for place, member in enumerate(batch.members)}
    letters.sort(key=lambda letter: order[letter.member.id])
    return WrittenBatch(batch, tuple(letters), result)
