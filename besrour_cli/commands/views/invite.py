"""What ``besrour invite`` found: who gets which letter at which local hour, as JSON and as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.letter_batch import KINDS, LetterBatch, ReminderTargets, WrittenBatch
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views import send_report
from besrour_cli.delivery.mail.decide import decide_one
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.programme import Member

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.storage.output.atomic_files import WriteResult


def as_data(written: Sequence[WrittenBatch], *, dry_run: bool) -> dict[str, object]:
    """The letters of each session, for ``--json``."""
    return {"written": not dry_run, "sessions": [_session_data(each) for each in written]}


def _session_data(written: WrittenBatch) -> dict[str, object]:
    batch, reminder = written.batch, written.batch.reminder
    return {
        "id": batch.session.id,
        "kind": batch.kind,
        "start": instants.instant_text(batch.slot.start),
        "letters": [
            {
                "member": letter.member.id,
                "file": f"{batch.folder}/{letter.name}",
                "kind": letter.kind,
                "language": letter.language,
                "local": batch.local(letter.member),
                "subject": letter.subject,
            }
            for letter in written.letters
        ],
        **({"before": list(reminder.before), "left_out": list(reminder.not_reminded)} if reminder else {}),
    }


def print_result(written: Sequence[WrittenBatch], log: DeliveryLog) -> None:
    """Each session: when it is where, how many letters in which language, what changed since the last."""
    for each in written:
        _print_session(each, log)


def _print_session(written: WrittenBatch, log: DeliveryLog) -> None:
    from besrour_cli.commands.terminal.console import console

    batch, spoken = written.batch, language()
    title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
    out(f"{styled(batch.session.id, 'bold')}  {title}")
    out(f"{translate(KINDS[batch.kind])}, {_reader_time(batch)}")
    if batch.members:
        console().print(_by_place(batch))
    for line in _reminder_lines(batch.reminder) if batch.reminder else ():
        out(line)
    counts = Counter(letter.language for letter in written.letters)
    first = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
    out(
        translate(
            msgn(
                "{n} letter, by first language: {counts}.",
                "{n} letters, by first language: {counts}.",
                len(written.letters),
                counts=first,
            )
        )
    )
    if written.result is None:
        out(_("Nothing was written: this was a trial."))
    else:
        out(_written_line(batch, written.result))
    if batch.sent_before:
        out(_changes_line(written, log))
    out()


def _changes_line(written: WrittenBatch, log: DeliveryLog) -> str:
    """What changed since the last letters that were sent from here."""
    counts = Counter(decide_one(letter, log).why for letter in written.outgoing())
    changes = ", ".join(f"{n} {translate(send_report.WHY[why])}" for why, n in sorted(counts.items()))
    return translate(msg("Since the last letters: {changes}.", changes=changes))


def _reminder_lines(reminded: ReminderTargets) -> list[str]:
    """Who gets no reminder, or no second one, in words."""
    if not reminded.people and reminded.unanswered:
        return [_("Everybody has answered.")]
    found = []
    if reminded.not_reminded and reminded.unanswered:
        found.append(
            msgn(
                "{n} person has answered and is not reminded.",
                "{n} people have answered and are not reminded.",
                len(reminded.not_reminded),
            )
        )
    elif reminded.not_reminded:
        found.append(
            msgn(
                "{n} person has said no and is not reminded.",
                "{n} people have said no and are not reminded.",
                len(reminded.not_reminded),
            )
        )
    if reminded.before:
        found.append(
            msgn(
                "{n} person was reminded before and is not reminded again.",
                "{n} people were reminded before and are not reminded again.",
                len(reminded.before),
            )
        )
    return [translate(line) for line in found]


def _reader_time(batch: LetterBatch) -> str:
    local = instants.local(batch.slot.start, batch.slot.anchor)
    day = formatting.date_words(local.date(), language())
    return f"{day}, {formatting.time_words(local, language())} ({batch.slot.anchor})"


def _by_place(batch: LetterBatch) -> Table:
    from besrour_cli.commands.terminal.console import table as empty_table

    spoken = language()
    table = empty_table()
    for title in (_("Place"), _("Local time"), _("People"), _("Languages")):
        table.add_column(title, justify="right" if title == _("People") else "left")
    places: dict[tuple[str, str], list[Member]] = {}
    for member in batch.members:
        places.setdefault((member.place.name(spoken), member.place.zone), []).append(member)
    anchor = instants.local(batch.slot.start, batch.slot.anchor).date()
    for (name, zone), people in sorted(
        places.items(), key=lambda row: (instants.offset_minutes(batch.slot.start, row[0][1]), row[0][0])
    ):
        reading = instants.local(batch.slot.start, zone)
        mark = formatting.day_mark(reading, anchor, spoken)
        hour = formatting.time_words(reading, spoken)
        tongues = Counter(m.languages[0] for m in people if m.languages)
        table.add_row(
            name,
            f"{hour} ({mark})" if mark else hour,
            str(len(people)),
            ", ".join(f"{code} {n}" for code, n in sorted(tongues.items())),
        )
    return table


def _written_line(batch: LetterBatch, written: WriteResult) -> str:
    return _("In {folder}/: {new} written, {same} unchanged, {gone} removed.").format(
        folder=batch.folder,
        new=len(written.written),
        same=len(written.unchanged),
        gone=len(written.removed),
    )
