"""Make the letters of the sessions named, as if they were announced now, and write them below out/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.letter_batch import (
    BatchLetter,
    LetterBatch,
    LetterGroup,
    ReminderTargets,
    WrittenBatch,
)
from besrour_cli.commands.workflows.letters import reminders
from besrour_cli.commands.workflows.letters.announcing import read_announcements
from besrour_cli.commands.workflows.letters.leavers import leavers
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.commands.workflows.letters.recipients import ReaderKnowledge, session_kind
from besrour_cli.commands.workflows.letters.send_options import SendOptions, record_decisions
from besrour_cli.commands.workflows.plan import check_starts
from besrour_cli.commands.workflows.table_lines import reminder_lines
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.publishing.letters.letters import letters
from besrour_cli.schedule.announce import announcement, with_announcement
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.announcement import Announcement
    from besrour_cli.model.programme import Member, Session


class PreparedLetters(NamedTuple):
    """Batches ready to be written, the slots once they are announced, and warnings for ``--json``.

    ``before`` is what people were last told of each session (no entry: nothing), ``after`` what they are told
    now; ``log`` what was sent so far.
    """

    batches: tuple[LetterBatch, ...]
    slots: Mapping[str, ScheduledSession]
    before: Mapping[str, Announcement]
    after: Mapping[str, Announcement]
    warnings: Sequence[Mapping[str, object]]
    log: DeliveryLog


def prepare_letters(workspace: Workspace, options: SendOptions, moment: datetime) -> PreparedLetters:
    """Check the sessions and make their batches; only decisions about former letters are written.

    Of a session whose file is gone people are told as they know it: that it is called off.
    """
    workspace = workspace.with_known_sessions()
    sessions = [workspace.session(name) for name in dict.fromkeys(options.sessions)]
    for session in sessions:
        _refuse_over(workspace.slot(session), moment)
    warnings = check_starts.check_before_announcing(workspace, sessions, moment)
    if options.send and not (options.dry_run or options.test_to):
        record_decisions(workspace, options, [session.id for session in sessions])
    maker = LetterMaker(workspace, moment)
    slots, batches = {}, []
    for session in sessions:
        slot = with_announcement(workspace.programme, session, workspace.slot(session), moment)
        reminder = (
            reminders.select(workspace, session, slot, maker.log, moment, options) if options.remind else None
        )
        batches.append(maker.batch(session, slot, reminder=reminder))
        slots[session.id] = slot
    latest = {session.id: maker.announcements.latest(session.id) for session in sessions}
    return PreparedLetters(
        batches=tuple(batches),
        slots=slots,
        before={name: known for name, known in latest.items() if known is not None},
        after={s.id: announcement(workspace.programme, s, slots[s.id], moment) for s in sessions},
        warnings=warnings,
        log=maker.log,
    )


def _refuse_over(slot: ScheduledSession, moment: datetime) -> None:
    held = slot.state == SessionState.HELD or (
        slot.state == SessionState.CANCELLED and slot.announced_times is not None
    )
    if held or slot.end <= moment:
        if held and slot.known_times[0] > moment:
            raise NegativeAnswer(
                msg("plan.yaml says that “{id}” was held, and it has not begun", id=slot.session),
                msg("if the date of this computer is right, besrour plan takes it back"),
            )
        raise NegativeAnswer(msg("“{id}” is over: nobody can be invited to it", id=slot.session))
    if slot.start <= moment:
        raise NegativeAnswer(msg("“{id}” has begun: nobody can be invited to it any more", id=slot.session))
    if slot.state == SessionState.CANCELLED and not slot.hash:
        raise NegativeAnswer(
            msg("“{id}” was called off before anyone was told: there is nobody to write to", id=slot.session)
        )


class LetterMaker:
    """Makes the letters of sessions at ``moment``.

    ``log`` and ``announcements`` are what was sent and announced so far.
    """

    def __init__(self, workspace: Workspace, moment: datetime) -> None:
        self._workspace, self._moment = workspace, moment
        self._templates = resources.templates(workspace.folder)
        self.log = read_delivery_log(workspace)
        self.announcements = read_announcements(workspace)

    def batch(
        self,
        session: Session,
        slot: ScheduledSession,
        *,
        kind: LetterKind | None = None,
        members: Sequence[Member] | None = None,
        reminder: ReminderTargets | None = None,
    ) -> LetterBatch:
        """The letters of a session; every text is checked here, before the first letter is rendered.

        ``kind`` is the one wanted (None: the one the slot calls for), ``members`` those who get one (None:
        everybody invited, and those who hold a calendar entry and are invited no longer). Raises
        :class:`~besrour_cli.model.errors.DiagnosticsError` when a text has a mistake.
        """
        wanted = LetterKind.REMINDER if reminder else kind
        knowledge = ReaderKnowledge(slot, self.log, self.announcements)
        people = reminder.people if reminder else members
        due = [(member, knowledge.kind_for(member, wanted)) for member in people or ()]
        if people is None:
            due = self._everybody(session, slot, knowledge)
        ends = LetterKind.CANCELLATION
        never_invited = {m.id for m, letter in due if letter == ends and not knowledge.holds_entry(m.id)}
        due = [(member, letter) for member, letter in due if member.id not in never_invited]
        return LetterBatch(
            session=session,
            slot=slot,
            kind=wanted or session_kind(slot),
            members=tuple(member for member, _letter in due),
            groups=self._groups(session, slot, due, knowledge, reminder),
            sent_before=self.log.about(session.id),
            never_invited=tuple(sorted(never_invited)),
            reminder=reminder,
        )

    def _groups(
        self,
        session: Session,
        slot: ScheduledSession,
        due: Sequence[tuple[Member, LetterKind]],
        knowledge: ReaderKnowledge,
        reminder: ReminderTargets | None,
    ) -> tuple[LetterGroup, ...]:
        """Those who get one kind of letter under one SEQUENCE, and their letters, texts checked."""
        groups: dict[tuple[LetterKind, int], list[Member]] = {}
        for member, letter in due:
            groups.setdefault((letter, self._sequences_ahead(session, member, letter)), []).append(member)
        return tuple(
            LetterGroup(
                letter,
                tuple(group),
                letters(
                    self._workspace.programme,
                    session,
                    replace(slot, sequence=slot.sequence + ahead),
                    letter,
                    group,
                    self._templates,
                    self._dates(letter, group, reminder),
                    known={m.id: made for m in group if (made := knowledge.before(m.id))},
                    table_lines=reminder_lines(self._workspace, session, self._templates)
                    if letter == LetterKind.REMINDER
                    else None,
                ),
            )
            for (letter, ahead), group in groups.items()
        )

    def _dates(
        self, letter: LetterKind, members: Sequence[Member], reminder: ReminderTargets | None
    ) -> Mapping[str, datetime] | None:
        """From when letters date that the announcement does not date; None: it does."""
        if letter == LetterKind.WITHDRAWAL:
            return {member.id: self._moment for member in members}
        return reminder.dates if reminder and letter == LetterKind.REMINDER else None

    def _everybody(
        self, session: Session, slot: ScheduledSession, knowledge: ReaderKnowledge
    ) -> list[tuple[Member, LetterKind]]:
        """Everybody who is invited, then who is so no longer, each with the letter that is due."""
        gone = leavers(self._workspace, self.log, self.announcements, session)
        off = slot.state == SessionState.CANCELLED
        end = LetterKind.CANCELLATION if off else LetterKind.WITHDRAWAL
        invited = self._workspace.programme.invited(session)
        return [
            *((member, knowledge.kind_for(member, None)) for member in invited),
            *((member, end) for member in gone),
        ]

    def _sequences_ahead(self, session: Session, member: Member, letter: LetterKind) -> int:
        """How far the member's SEQUENCE is ahead of the session's: two for each withdrawal and return.

        A withdrawal must be newer than the entry it takes away, and a new invitation newer than that (RFC
        5546 section 2.1.5), while nothing has changed for anybody else.
        """
        return 2 * self.log.withdrawals[session.id, member.id] + (letter == LetterKind.WITHDRAWAL)


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
        top = batch.folder.rpartition("/")[0]
        result = atomic_files.write_each(folder, files(), clear=[batch.folder], private=top)
    order = {member.id: place for place, member in enumerate(batch.members)}
    letters.sort(key=lambda letter: order[letter.member.id])
    return WrittenBatch(batch, tuple(letters), result)
