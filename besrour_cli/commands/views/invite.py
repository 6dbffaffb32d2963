"""What ``besrour invite`` found: who gets which letter at which local hour, as JSON and as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views import send_report
from besrour_cli.commands.workflows.letter_batch import KINDS, LetterBatch
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.programme import Member

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.commands.workflows.reminders import ReminderTargets
    from besrour_cli.storage.output.atomic_files import WriteResult


def as_data(
    batches: Sequence[LetterBatch], reminded: Sequence[ReminderTargets], dry_run: bool
) -> dict[str, object]:
    """The JSON of ``invite``; ``reminded`` goes with the batches, or is empty."""
    return {
        "written": not dry_run,
        "sessions": [
            {
                "id": batch.session.id,
                "kind": batch.kind,
                "start": instants.instant_text(batch.slot.start),
                "letters": [
                    {
                        "member": row.member.id,
                        "file": f"{batch.below}/{row.name}",
                        "kind": row.kind,
                        "language": row.language,
                        "local": batch.local(row.member),
                        "subject": row.subject,
                    }
                    for row in batch.rows
                ],
                **({"before": list(whom.before), "left_out": list(whom.not_reminded)} if whom else {}),
            }
            for batch, whom in zip_longest(batches, reminded)
        ],
    }


def print_result(
    batches: Sequence[LetterBatch],
    reminded: Sequence[ReminderTargets],
    results: Sequence[WriteResult | None],
    log: DeliveryLog,
) -> None:
    """Each session: when it is where, how many letters in which language, what changed since the last."""
    from besrour_cli.commands.terminal.console import console, out, styled
    from besrour_cli.commands.workflows.reminders import lines as reminder_lines

    for batch, whom, written in zip_longest(batches, reminded, results):
        spoken = language()
        title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
        out(f"{styled(batch.session.id, 'bold')}  {title}")
        out(f"{translate(KINDS[batch.kind])}, {_reader_time(batch)}")
        if batch.members:
            console().print(_by_place(batch))
        for line in reminder_lines(whom) if whom else ():
            out(line)
        counts = Counter(row.language for row in batch.rows)
        first = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
        out(
            translate(
                msgn(
                    "{n} letter, by first language: {counts}.",
                    "{n} letters, by first language: {counts}.",
                    len(batch.rows),
                    counts=first,
                )
            )
        )
        if written is None:
            out(_("Nothing was written: this was a trial."))
        else:
            out(_written_line(batch, written))
        _since(batch, log)
        out()


def _since(batch: LetterBatch, log: DeliveryLog) -> None:
    """What changed since the last letters that were sent from here."""
    from besrour_cli.commands.terminal.console import out
    from besrour_cli.delivery.mail.decide import decide_one

    if not batch.sent_before:
        return
    counts = Counter(decide_one(batch.item(row), log).why for row in batch.rows)
    told = ", ".join(f"{n} {translate(send_report.WHY[why])}" for why, n in sorted(counts.items()))
    out(translate(msg("Since the last letters: {changes}.", changes=told)))


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
        folder=batch.below,
        new=len(written.written),
        same=len(written.unchanged),
        gone=len(written.removed),
    )
