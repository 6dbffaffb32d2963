"""``besrour invite``: one bilingual letter a person, with her own local time and a calendar entry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from besrour_cli.commands.shared.options import Folder, Json, Lang, count
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letter_batch import LetterBatch
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Write one bilingual letter a person for a session, and send them with --send.\n\n"
    "Each letter is a file below out/letters/, with that person's own local time and a calendar "
    "entry. Writing them announces the session: from then on a new plan keeps its time. "
    "--dry-run shows who would get what, and writes nothing. --send shows what would go to whom, "
    "asks, and sends each letter once: after an interruption the same command goes on, and later "
    "it sends only what is new or changed. --test-to sends one letter of each language to yourself."
)


def command(
    session: Annotated[
        list[str],
        typer.Argument(metavar=_("SESSION..."), help=_("Sessions by file name, such as 2027-01-cafe.")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show who would get what; write and send nothing."))
    ] = False,
    remind: Annotated[
        bool,
        typer.Option(
            "--remind",
            help=_("Remind, once, the people invited who have not said no, where nothing has changed since."),
        ),
    ] = False,
    unanswered: Annotated[
        bool,
        typer.Option("--unanswered", help=_("Remind only those who have not answered; with --remind.")),
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
            "--limit", metavar=_("N"), parser=count, help=_("Send at most so many letters this time.")
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
            parser=count,
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
    if unanswered and not remind:
        raise UsageError(msg("--unanswered belongs to --remind"), msg("add --remind"))
    from besrour_cli.commands.views import invite, send_report, time_drift
    from besrour_cli.commands.workflows import reminders, send_letters, start_checks
    from besrour_cli.commands.workflows.letter_batch import LetterBatch
    from besrour_cli.schedule.announce import with_announcement
    from besrour_cli.storage.output import resources
    from besrour_cli.storage.state import plan_file as plans

    wish = send_letters.SendOptions(
        send,
        yes,
        tuple(only or ()),
        limit,
        rate,
        any_hour,
        reworded,
        tuple(resend or ()),
        tuple(assume_sent or ()),
        test_to,
    )
    workspace, moment = open_workspace(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    send_letters.check_options(workspace, wish, dry_run, as_json)
    templates = resources.templates(workspace.folder)
    sessions = [workspace.session(name) for name in dict.fromkeys(session)]
    said = start_checks.check_before_announcing(workspace, sessions, moment)
    if not dry_run and not test_to:
        send_letters.decisions(workspace, wish, [found.id for found in sessions])
    log = send_letters.read_delivery_log(workspace)
    batches: list[LetterBatch] = []
    reminded: list[reminders.ReminderTargets] = []
    slots = dict(workspace.plan.slots)
    for found in sessions:
        slot = with_announcement(workspace.programme, found, _open(workspace.slot(found)), moment)
        if remind:
            reminders.may_remind(workspace.slot(found), slot, moment)
            whom = reminders.select(
                workspace, found, slot, log, moment, unanswered=unanswered, send=send and not dry_run
            )
            reminded.append(whom)
            batches.append(
                LetterBatch(
                    workspace.programme,
                    found,
                    slot,
                    log,
                    templates,
                    kind="reminder",
                    members=whom.people,
                    dates=whom.dates,
                )
            )
        else:
            batches.append(LetterBatch(workspace.programme, found, slot, log, templates))
        slots[found.id] = slot
    if test_to:
        finish(send_letters.send_test(workspace, batches, wish, test_to, dry_run), as_json)
        return
    results: list[WriteResult | None] = [None] * len(batches)
    if not dry_run and slots != workspace.plan.slots:
        plans.write(workspace.folder, replace(workspace.plan, slots=slots), workspace.digest)
    if not dry_run and reminded:
        reminders.save(workspace, batches, reminded)
    for place, batch in enumerate(batches):
        results[place] = batch.write(None if dry_run else workspace.folder)
    data = {**invite.as_data(batches, reminded, dry_run), "warnings": said}

    def picture() -> None:
        invite.print_result(batches, reminded, results, log)
        if not send:
            send_report.print_nothing_sent()

    if send:
        finish(send_letters.sending(workspace, batches, wish, dry_run, as_json, data, picture), as_json)
    else:
        finish(Result(data, picture), as_json)


def _open(slot: ScheduledSession) -> ScheduledSession:
    if slot.state == "held" or (slot.state == "cancelled" and slot.announced_times):
        raise NegativeAnswer(msg("“{id}” is over: nobody can be invited to it", id=slot.session))
    if slot.state == "cancelled" and not slot.hash:
        raise NegativeAnswer(
            msg("“{id}” was called off before anyone was told: there is nobody to write to", id=slot.session)
        )
    return slot
