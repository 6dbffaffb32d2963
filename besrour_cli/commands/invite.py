"""``besrour invite``: one bilingual letter a person, with her own local time and a calendar entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.desk import now, open_desk
from besrour_cli.commands.options import Folder, Json, Lang
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.voice import _, language, say
from besrour_cli.model.announce import announced
from besrour_cli.model.clock import instant, writing
from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import Slot
from besrour_cli.model.programme import Member, Session

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.publishing.letters import Letter
    from besrour_cli.storage.files import Written

HELP = msg(
    "Write one bilingual letter a person for a session.\n\n"
    "Each letter is a file below out/letters/, with that person's own local time and a calendar "
    "entry. Writing them announces the session: from then on a new plan keeps its time. "
    "--dry-run shows who would get what, and writes nothing. Nothing is sent."
)
KINDS = {
    "invitation": msg("invitation"),
    "update": msg("update"),
    "cancellation": msg("cancellation"),
}


def command(
    session: Annotated[
        list[str],
        typer.Argument(metavar=_("SESSION..."), help=_("Sessions by file name, such as 2027-01-cafe.")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show who would get what; write nothing."))
    ] = False,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Render every letter, remember what was announced, then write the files."""
    from besrour_cli.publishing.letters import letters
    from besrour_cli.storage import files, shipped
    from besrour_cli.storage import plan as plans

    desk, moment = open_desk(folder), now()
    templates = shipped.templates(desk.folder)
    batches: list[Batch] = []
    slots = dict(desk.plan.slots)
    for name in dict.fromkeys(session):
        found = desk.session(name)
        slot = announced(desk.programme, found, _open(desk.slot(found)), moment)
        kind = kind_of(slot)
        members = desk.programme.invited(found)
        written = list(letters(desk.programme, found, slot, kind, members, templates))
        batches.append(Batch(found, slot, kind, members, written))
        slots[found.id] = slot
    results: list[Written | None] = [None] * len(batches)
    if not dry_run:
        if slots != desk.plan.slots:
            plans.write(desk.folder, replace(desk.plan, slots=slots), desk.digest)
        for place, batch in enumerate(batches):
            folder_of = f"out/letters/{batch.session.id}"
            data = {f"{folder_of}/{letter.name}": letter.data for letter in batch.letters}
            results[place] = files.write_all(desk.folder, data, clear=[folder_of])
    finish(Result(_data(batches, dry_run), lambda: _picture(batches, results)), as_json)


class Batch:
    """The letters of one session."""

    def __init__(
        self, session: Session, slot: Slot, kind: str, members: Sequence[Member], letters: list[Letter]
    ) -> None:
        self.session, self.slot, self.kind = session, slot, kind
        self.members, self.letters = members, letters


def kind_of(slot: Slot) -> str:
    """Which letter a slot calls for: the first, a change of time, or its end."""
    if slot.state == "cancelled":
        return "cancellation"
    return "update" if slot.edition > 1 else "invitation"


def _open(slot: Slot) -> Slot:
    if slot.state == "held":
        raise AnswerIsNo(msg("“{id}” is over: nobody can be invited to it", id=slot.session))
    if slot.state == "cancelled" and not slot.hash:
        raise AnswerIsNo(
            msg("“{id}” was called off before anyone was told: there is nobody to write to", id=slot.session)
        )
    return slot


def _data(batches: Sequence[Batch], dry_run: bool) -> dict[str, object]:
    return {
        "written": not dry_run,
        "sessions": [
            {
                "id": batch.session.id,
                "kind": batch.kind,
                "start": instant.instant_text(batch.slot.start),
                "letters": [
                    {
                        "member": letter.member,
                        "file": f"out/letters/{batch.session.id}/{letter.name}",
                        "language": letter.language,
                        "local": instant.local(batch.slot.start, member.place.zone).isoformat(),
                        "subject": letter.subject,
                    }
                    for letter, member in zip(batch.letters, batch.members, strict=True)
                ],
            }
            for batch in batches
        ],
    }


def _picture(batches: Sequence[Batch], results: Sequence[Written | None]) -> None:
    from besrour_cli.commands.screen import console, out, styled

    for batch, written in zip(batches, results, strict=True):
        spoken = language()
        title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
        out(f"{styled(batch.session.id, 'bold')}  {title}")
        out(f"{say(KINDS[batch.kind])}, {_reader_time(batch)}")
        console().print(_by_place(batch))
        counts = Counter(letter.language for letter in batch.letters)
        first = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
        out(
            say(
                msgn(
                    "{n} letter, by first language: {counts}.",
                    "{n} letters, by first language: {counts}.",
                    len(batch.letters),
                    counts=first,
                )
            )
        )
        if written is None:
            out(_("Nothing was written: this was a trial."))
        else:
            out(_written_line(batch, written))
        out()


def _reader_time(batch: Batch) -> str:
    local = instant.local(batch.slot.start, batch.slot.anchor)
    day = writing.date_words(local.date(), language())
    return f"{day}, {writing.time_words(local, language())} ({batch.slot.anchor})"


def _by_place(batch: Batch) -> Table:
    from besrour_cli.commands.screen import table as empty_table

    spoken = language()
    table = empty_table()
    for title in (_("Place"), _("Local time"), _("People"), _("Languages")):
        table.add_column(title, justify="right" if title == _("People") else "left")
    places: dict[tuple[str, str], list[Member]] = {}
    for member in batch.members:
        places.setdefault((member.place.name(spoken), member.place.zone), []).append(member)
    anchor = instant.local(batch.slot.start, batch.slot.anchor).date()
    for (name, zone), people in sorted(
        places.items(), key=lambda row: (instant.offset_minutes(batch.slot.start, row[0][1]), row[0][0])
    ):
        reading = instant.local(batch.slot.start, zone)
        mark = writing.day_mark(reading, anchor, spoken)
        hour = writing.time_words(reading, spoken)
        tongues = Counter(m.languages[0] for m in people if m.languages)
        table.add_row(
            name,
            f"{hour} ({mark})" if mark else hour,
            str(len(people)),
            ", ".join(f"{code} {n}" for code, n in sorted(tongues.items())),
        )
    return table


def _written_line(batch: Batch, written: Written) -> str:
    return _(
        "In out/letters/{session}/: {new} written, {same} unchanged, {gone} removed. Nothing was sent."
    ).format(
        session=batch.session.id,
        new=len(written.written),
        same=len(written.unchanged),
        gone=len(written.removed),
    )
