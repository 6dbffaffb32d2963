"""``besrour replies --remind``: a letter to those who have not answered, one each for every time told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands import posting
from besrour_cli.commands.batch import Batch, Row
from besrour_cli.commands.coming import UNANSWERED, Coming, names
from besrour_cli.commands.desk import Desk, now
from besrour_cli.commands.result import Result
from besrour_cli.commands.voice import _, say
from besrour_cli.delivery.actions import Item
from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import Slot
from besrour_cli.model.programme import Member
from besrour_cli.model.replies import Reminder

if TYPE_CHECKING:
    from besrour_cli.delivery.fates import Fates
    from besrour_cli.storage.files import Written
    from besrour_cli.storage.replies_file import Replies


class Wish(NamedTuple):
    """What the coordinator asked for beside the session."""

    send: bool
    yes: bool
    dry_run: bool
    as_json: bool


class Reminders(Batch):
    """The reminders of one session: letters of a folder and an entry in the ledger of their own."""

    def write(self, folder: str | None) -> Written | None:
        """Write the letters below out/reminders/, or only count them (None)."""
        from besrour_cli.storage import files

        below = f"out/reminders/{self.session.id}"
        if folder is None:
            self.rows += [row for row, _data in self.each()]
            return None
        return files.write_each(folder, self._kept(below), clear=[below])

    def item(self, row: Row) -> Item:
        """A reminder as the sender needs it; apart from the invitation, so that each goes once."""
        below = f"out/reminders/{self.session.id}"
        return super().item(row)._replace(about=f"{self.session.id}/reminder", path=f"{below}/{row.name}")


def remind(desk: Desk, found: Sequence[Coming], kept: Replies, name: str, wish: Wish) -> Result:
    """Write a reminder to everybody who has not answered; those reminded before keep the letter they have.

    With ``send`` the letters go out, each exactly once, as invitations do.
    """
    session = desk.session(name)
    slot = desk.slot(session)
    if slot.state not in ("announced", "moved") or not slot.hash:
        raise AnswerIsNo(
            msg("nobody was told of “{id}” yet, or it is over", id=session.id),
            msg("invite people first: besrour invite {id}", id=session.id),
        )
    if slot.start <= now():
        raise AnswerIsNo(msg("“{id}” has begun: it is too late to remind anyone", id=session.id))
    sending = posting.Wish(send=wish.send, yes=wish.yes)
    posting.check_wish(desk, sending, wish.dry_run, wish.as_json)
    from besrour_cli.storage import replies_file, shipped

    [this] = [c for c in found if c.session.id == session.id]
    fates = posting.read_fates(desk)
    silent = [m for m in this.of(*UNANSWERED) if _to_remind(m, slot, fates)]
    fresh = [m for m in silent if m.id not in this.reminded]
    batch = Reminders(
        desk.programme, session, slot, fates, shipped.templates(desk.folder), kind="reminder", members=silent
    )
    if not wish.dry_run:
        done = [Reminder(session.id, m.id, slot.sequence) for m in fresh]
        replies_file.write(desk.folder, replies_file.merged(kept, (), done))
    batch.write(None if wish.dry_run else desk.folder)
    data: dict[str, object] = {
        "session": session.id,
        "written": not wish.dry_run,
        "reminded": [m.id for m in fresh],
        "before": [m.id for m in silent if m.id in this.reminded],
        "letters": [f"out/reminders/{session.id}/{row.name}" for row in batch.rows],
    }

    def picture() -> None:
        _picture(session.id, fresh, silent, wish.dry_run)

    if wish.send:
        return posting.sending(desk, [batch], sending, wish.dry_run, wish.as_json, data, picture)
    return Result(data, picture)


def _to_remind(member: Member, slot: Slot, fates: Fates) -> bool:
    """Whether she was invited, as far as letters went out from here, not yet reminded by ``invite``."""
    if not fates.about(slot.session):
        return True
    fate = fates.get(slot.session, member.id)
    sent = fate.sent if fate else None
    return sent is not None and (sent.kind != "reminder" or sent.facts != slot.hash)


def _picture(session: str, fresh: Sequence[Member], silent: Sequence[Member], dry_run: bool) -> None:
    from besrour_cli.commands.screen import out

    if not silent:
        out(_("Everybody has answered."))
        return
    before = len(silent) - len(fresh)
    if fresh:
        out(
            say(
                msgn(
                    "{n} reminder for {session}: {names}.",
                    "{n} reminders for {session}: {names}.",
                    len(fresh),
                    session=session,
                    names=names(fresh),
                )
            )
        )
    if before:
        out(
            say(
                msgn(
                    "{n} person was reminded before and is not reminded again.",
                    "{n} people were reminded before and are not reminded again.",
                    before,
                )
            )
        )
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    else:
        line = _("The letters are in out/reminders/{session}/. Nothing was sent.")
        out(line.format(session=session))
