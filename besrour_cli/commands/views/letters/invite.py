"""What ``besrour invite`` and ``besrour send`` found: who gets which letter at which hour there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.letter_batch import (
    KINDS,
    LetterBatch,
    ReminderTargets,
    WrittenBatch,
    local_start,
)
from besrour_cli.commands.terminal.console import console, out, styled
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.letters import send_report
from besrour_cli.commands.views.local_times import anchor_words
from besrour_cli.delivery.mail.decide import decide_one
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.delivery.mail.status import DeliveryLog
    from besrour_cli.model.place import Place
    from besrour_cli.model.programme import Member


def as_data(batches: Sequence[WrittenBatch], *, written: bool) -> dict[str, object]:
    """The letters of each session, for ``--json``; ``written``: as files below out/."""
    return {"written": written, "sessions": [_session_data(each) for each in batches]}


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
                "local": local_start(batch.slot, letter.member),
                "subject": letter.subject,
            }
            for letter in written.letters
        ],
        **({"before": list(reminder.before), "left_out": list(reminder.not_reminded)} if reminder else {}),
    }


def print_session(written: WrittenBatch, log: DeliveryLog, news: Sequence[str], anchor: Place) -> None:
    """When a session is where, how many letters in which language, what changed since the last.

    ``news`` are lines on what people do not know yet.
    """
    batch, spoken = written.batch, language()
    title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
    out(f"{styled(batch.session.id, 'bold')}  {title}")
    out(f"{translate(KINDS[batch.kind])}, {anchor_words(batch.slot.start, anchor)}")
    for words in news:
        out(words)
    if batch.members:
        console().print(_by_place(batch))
    if batch.reminder:
        _print_reminder(batch.reminder)
    counts = Counter(letter.language for letter in written.letters)
    first = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
    line = msgn(
        "{n} letter, by first language: {counts}.",
        "{n} letters, by first language: {counts}.",
        len(written.letters),
        counts=first,
    )
    out(line)
    _print_others(batch)
    if written.result is not None:
        line = msg(
            "In {folder}/: {new} written, {same} unchanged, {gone} removed.",
            folder=batch.folder,
            new=len(written.result.written),
            same=len(written.result.unchanged),
            gone=len(written.result.removed),
        )
        out(line)
    if batch.sent_before:
        counts = Counter(decide_one(letter, log).why for letter in written.outgoing())
        changes = ", ".join(f"{translate(send_report.WHY[why])} {n}" for why, n in sorted(counts.items()))
        out(msg("Since the last letters: {changes}.", changes=changes))
    out()


def _print_others(batch: LetterBatch) -> None:
    """Who is written to although not invited, and who is not although invited."""
    gone = [m.id for group in batch.groups if group.kind == LetterKind.WITHDRAWAL for m in group.members]
    if gone:
        line = msgn(
            "{n} person who had the invitation is no longer invited, and is told so: {ids}.",
            "{n} people who had the invitation are no longer invited, and are told so: {ids}.",
            len(gone),
            ids=", ".join(gone),
        )
        out(line)
    if batch.never_invited:
        line = msgn(
            "{n} person was never invited to it, and gets no cancellation.",
            "{n} people were never invited to it, and get no cancellation.",
            len(batch.never_invited),
        )
        out(line)


def _print_reminder(reminded: ReminderTargets) -> None:
    """Who gets no reminder, or no second one, in words."""
    others, before = len(reminded.not_reminded), len(reminded.before)
    if not reminded.people and reminded.unanswered:
        out(_("Everybody has answered."))
        return
    if others and reminded.unanswered:
        line = msgn(
            "{n} person has answered and is not reminded.",
            "{n} people have answered and are not reminded.",
            others,
        )
        out(line)
    elif others:
        line = msgn(
            "{n} person has said no and is not reminded.",
            "{n} people have said no and are not reminded.",
            others,
        )
        out(line)
    if before:
        line = msgn(
            "{n} person was reminded before and is not reminded again.",
            "{n} people were reminded before and are not reminded again.",
            before,
        )
        out(line)


def _by_place(batch: LetterBatch) -> Table:
    spoken = language()
    table = empty_table(_("Place"), _("Local time"), _("People"), _("Languages"), right=(2,))
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
