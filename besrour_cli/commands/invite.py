"""``besrour invite``: one bilingual letter a person, with her own local time and a calendar entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from besrour_cli.commands import posting, posting_view
from besrour_cli.commands.desk import now, open_desk
from besrour_cli.commands.options import Folder, Json, Lang
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.voice import _, language, say
from besrour_cli.delivery.actions import Item
from besrour_cli.delivery.fates import Fates
from besrour_cli.model.announce import announced
from besrour_cli.model.clock import instant, writing
from besrour_cli.model.fault import AnswerIsNo
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import Slot
from besrour_cli.model.programme import Member, Programme, Session

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.storage.files import Written

HELP = msg(
    "Write one bilingual letter a person for a session, and send them with --send.\n\n"
    "Each letter is a file below out/letters/, with that person's own local time and a calendar "
    "entry. Writing them announces the session: from then on a new plan keeps its time. "
    "--dry-run shows who would get what, and writes nothing. --send shows what would go to whom, "
    "asks, and sends each letter once: after an interruption the same command goes on, and later "
    "it sends only what is new or changed. --test-to sends one letter of each language to yourself."
)
KINDS = {
    "invitation": msg("invitation"),
    "update": msg("update"),
    "correction": msg("correction"),
    "reminder": msg("reminder"),
    "cancellation": msg("cancellation"),
}


def count_asked(text: str) -> int:
    """A whole number of zero or more; Click's own words for another one cannot be translated."""
    if not text.isdecimal() or len(text) > 9:
        raise typer.BadParameter(_("“{text}” is not a whole number").format(text=text))
    return int(text)


def command(
    session: Annotated[
        list[str],
        typer.Argument(metavar=_("SESSION..."), help=_("Sessions by file name, such as 2027-01-cafe.")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show who would get what; write and send nothing."))
    ] = False,
    remind: Annotated[
        bool, typer.Option("--remind", help=_("Remind the people invited, where nothing has changed since."))
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help=_("Send the letters that are new or changed, after asking."))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=_("Send without asking, for scripts; only with --send."))
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar=_("MEMBER"), help=_("Send to this member only; may be repeated.")),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar=_("N"), parser=count_asked, help=_("Send at most so many letters this time.")
        ),
    ] = None,
    test_to: Annotated[
        str | None,
        typer.Option(
            "--test-to",
            metavar=_("ADDRESS"),
            help=_("Send one letter of each language to this address, and nothing to members."),
        ),
    ] = None,
    rate: Annotated[
        int | None,
        typer.Option(
            "--rate",
            metavar=_("N"),
            parser=count_asked,
            help=_("At most so many letters a minute, 0 for no limit (default: the programme's, or 60)."),
        ),
    ] = None,
    any_hour: Annotated[
        bool,
        typer.Option(
            "--any-hour", help=_("Send at night too (default: from 7:00 to 21:00 on the reader's clock).")
        ),
    ] = False,
    reworded: Annotated[
        bool,
        typer.Option("--reworded", help=_("Send again where only the wording changed, not the facts.")),
    ] = False,
    resend: Annotated[
        list[str] | None,
        typer.Option(
            "--resend",
            metavar=_("MEMBER"),
            help=_("This member did not get the last letter: let it go again; may be repeated."),
        ),
    ] = None,
    assume_sent: Annotated[
        list[str] | None,
        typer.Option(
            "--assume-sent",
            metavar=_("MEMBER"),
            help=_("This member got the letter whose fate was unknown; may be repeated."),
        ),
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Render every letter, remember what was announced, write the files, then send if asked."""
    from besrour_cli.commands import driftwords
    from besrour_cli.storage import plan as plans
    from besrour_cli.storage import shipped

    wish = posting.Wish(
        send, yes, tuple(only or ()), limit, rate, any_hour, reworded, tuple(resend or ()),
        tuple(assume_sent or ()), test_to,
    )  # fmt: skip
    desk, moment = open_desk(folder), now()
    driftwords.warn(desk.programme, desk.plan, moment)
    posting.check_wish(desk, wish, dry_run, as_json)
    templates = shipped.templates(desk.folder)
    sessions = [desk.session(name) for name in dict.fromkeys(session)]
    if not dry_run and not test_to:
        posting.decisions(desk, wish, [found.id for found in sessions])
    fates = posting.read_fates(desk)
    batches: list[Batch] = []
    slots = dict(desk.plan.slots)
    for found in sessions:
        slot = announced(desk.programme, found, _open(desk.slot(found)), moment)
        if remind:
            _may_remind(desk.slot(found), slot, moment)
        kind = "reminder" if remind else ""
        batches.append(Batch(desk.programme, found, slot, fates, templates, kind=kind))
        slots[found.id] = slot
    if test_to:
        finish(posting.trial(desk, batches, wish, test_to, dry_run), as_json)
        return
    results: list[Written | None] = [None] * len(batches)
    if not dry_run and slots != desk.plan.slots:
        plans.write(desk.folder, replace(desk.plan, slots=slots), desk.digest)
    for place, batch in enumerate(batches):
        results[place] = batch.write(None if dry_run else desk.folder)
    data = _data(batches, dry_run)
    if not send:

        def picture() -> None:
            _picture(batches, results, fates)
            posting_view.nothing_sent()

        finish(Result(data, picture), as_json)
        return
    finish(posting.sending(desk, batches, wish, dry_run, as_json, data,
                           lambda: _picture(batches, results, fates)), as_json)  # fmt: skip


class Row(NamedTuple):
    """What is remembered of a letter once it is written: its bytes would fill the memory."""

    member: Member
    name: str
    kind: str
    subject: str
    language: str
    digest: str
    id: str


class Batch:
    """The letters of one session, rendered when they are asked for."""

    def __init__(
        self,
        programme: Programme,
        session: Session,
        slot: Slot,
        fates: Fates,
        templates: Mapping[str, str],
        *,
        kind: str = "",
        members: Sequence[Member] | None = None,
    ) -> None:
        from besrour_cli.publishing.letters import letters

        self.session, self.slot, self.kind = session, slot, kind or kind_of(slot)
        self.asked = kind
        self.members = programme.invited(session) if members is None else members
        self.rows: list[Row] = []
        self.sent_before = fates.about(session.id)
        groups: dict[str, list[Member]] = {}
        for member in self.members:
            groups.setdefault(self._kind_for(member, fates), []).append(member)
        # every text is checked here, before the first letter comes
        self.streams = [
            (kind, people, letters(programme, session, slot, kind, people, templates))
            for kind, people in groups.items()
        ]

    def _kind_for(self, member: Member, fates: Fates) -> str:
        """The letter one person needs: who was never written to is invited, however late."""
        if self.asked == "reminder" and self.session.id in fates.invited:
            fate = fates.get(self.session.id, member.id)
            return "reminder" if fate and fate.sent else "invitation"
        if self.asked or self.kind == "cancellation" or not self.sent_before:
            return self.kind
        fate = fates.get(self.session.id, member.id)
        sent = fate.sent if fate else None
        if sent is None:
            return "invitation" if self.session.id in fates.invited else self.kind
        same = (sent.facts, sent.local) == (self.slot.hash, self.local(member))
        if same:
            return sent.kind if sent.kind in KINDS else "update"
        return "correction" if sent.facts == self.slot.hash else "update"

    def local(self, member: Member) -> str:
        """The start on a member's clock, as ISO 8601."""
        return instant.local(self.slot.start, member.place.zone).isoformat()

    def each(self) -> Iterator[tuple[Row, bytes]]:
        """Every letter, one at a time."""
        from besrour_cli.delivery import wire

        for kind, people, stream in self.streams:
            for member, letter in zip(people, stream, strict=True):
                digest, identity = wire.digest(letter.data), wire.identifier(letter.data)
                row = Row(member, letter.name, kind, letter.subject, letter.language, digest, identity)
                yield row, letter.data

    def write(self, folder: str | None) -> Written | None:
        """Write the letters below a programme folder, or only count them (None)."""
        from besrour_cli.storage import files

        below = f"out/letters/{self.session.id}"
        written = None
        if folder is None:
            self.rows += [row for row, _data in self.each()]
        else:
            written = files.write_each(folder, self._kept(below), clear=[below])
        order = {member.id: place for place, member in enumerate(self.members)}
        self.rows.sort(key=lambda row: order[row.member.id])
        return written

    def _kept(self, below: str) -> Iterator[tuple[str, bytes]]:
        for row, data in self.each():
            self.rows.append(row)
            yield f"{below}/{row.name}", data

    def item(self, row: Row) -> Item:
        """A letter as the sender needs it."""
        return Item(
            self.session.id, row.member.id, row.member.name, posting.envelope(row.member.email), row.kind,
            self.slot.hash, self.local(row.member), row.member.place.zone, row.digest, row.id,
            f"out/letters/{self.session.id}/{row.name}",
        )  # fmt: skip


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


def _may_remind(told: Slot, slot: Slot, now: datetime) -> None:
    """A reminder repeats what people were told; what they do not know yet needs another letter first."""
    if slot.state == "cancelled" or slot.end <= now:
        raise AnswerIsNo(
            msg("“{id}” is over or called off: there is nothing to remind people of", id=slot.session)
        )
    if not told.hash:
        raise AnswerIsNo(
            msg("nobody was told of “{id}” yet", id=slot.session),
            msg("invite people first: besrour invite {id}", id=slot.session),
        )
    if told.hash != slot.hash:
        raise AnswerIsNo(
            msg("“{id}” has changed since people were told of it", id=slot.session),
            msg("tell them first: besrour invite {id}", id=slot.session),
        )


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
                        "member": row.member.id,
                        "file": f"out/letters/{batch.session.id}/{row.name}",
                        "kind": row.kind,
                        "language": row.language,
                        "local": batch.local(row.member),
                        "subject": row.subject,
                    }
                    for row in batch.rows
                ],
            }
            for batch in batches
        ],
    }


def _picture(batches: Sequence[Batch], results: Sequence[Written | None], fates: Fates) -> None:
    from besrour_cli.commands.screen import console, out, styled

    for batch, written in zip(batches, results, strict=True):
        spoken = language()
        title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
        out(f"{styled(batch.session.id, 'bold')}  {title}")
        out(f"{say(KINDS[batch.kind])}, {_reader_time(batch)}")
        console().print(_by_place(batch))
        counts = Counter(row.language for row in batch.rows)
        first = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
        out(
            say(
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
        _since(batch, fates)
        out()


def _since(batch: Batch, fates: Fates) -> None:
    """What changed since the last letters that were sent from here."""
    from besrour_cli.commands.screen import out
    from besrour_cli.delivery.actions import judge

    if not batch.sent_before:
        return
    counts = Counter(judge(batch.item(row), fates).why for row in batch.rows)
    told = ", ".join(f"{n} {say(posting_view.WHY[why])}" for why, n in sorted(counts.items()))
    out(say(msg("Since the last letters: {changes}.", changes=told)))


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
    return _("In out/letters/{session}/: {new} written, {same} unchanged, {gone} removed.").format(
        session=batch.session.id,
        new=len(written.written),
        same=len(written.unchanged),
        gone=len(written.removed),
    )
