"""``besrour post``: short texts and a poster about a session, to be pasted where people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.console import err, out
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.posts import MadePosts
    from besrour_cli.publishing.posts.gsm7 import TextMessage

HELP = msg(
    "Write short texts and a poster about a session, to paste them elsewhere.\n\n"
    "For WhatsApp (at most 700 characters, every clock of the roster), as a text message, for a web page or "
    "a community's pages, and the times alone; --poster makes a page of PDF with a code to the schedule "
    "page. All are made of the same facts as the letters, compared between the languages and checked by "
    "lint; none holds a link to join. They are below out/posts/. Nothing is announced by them: say besrour "
    "announce where you paste them."
)
_TITLES = {
    "whatsapp": msg("WhatsApp"),
    "sms": msg("Text message"),
    "web": msg("Web page"),
    "times": msg("Times"),
}


def command(
    session: Annotated[str, argument(_("SESSION"), _("The session the texts are about."))],
    language: Annotated[Text, option("--in", "en|fr|…", _("One language alone (default: all)."))] = None,
    place: Annotated[
        Text, option("--place", _("PLACE"), _("Whose hour a text message gives (default: the anchor's)."))
    ] = None,
    poster: Annotated[bool, flag("--poster", _("Make the poster too."))] = False,
    dry_run: Annotated[bool, flag("--dry-run", _("Show the texts; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Make the texts, check them, write them, show them."""
    from besrour_cli.commands.shared.arguments import resolve_place
    from besrour_cli.commands.workflows import posts

    workspace, moment = open_planned(folder), now()
    about = workspace.session(session)
    clock = resolve_place(place) if place is not None else None
    subject = posts.subject_of(workspace, about, moment, clock, language)
    made = posts.make_posts(subject, with_poster=poster)
    if not dry_run:
        posts.write_posts(workspace, subject, made)
    data = {
        "session": about.id,
        "state": str(subject.slot.state),
        "texts": made.texts,
        "messages": {code: _message(each) for code, each in made.messages.items()},
        "files": sorted(made.files),
        "written": not dry_run,
    }
    proposed = subject.slot.state == SessionState.PROPOSED
    no_page = poster and not workspace.programme.publish.address
    finish(Result(data, lambda: _print(made, proposed=proposed, no_page=no_page, dry_run=dry_run)), as_json)


def _message(message: TextMessage) -> dict[str, object]:
    return {"length": message.length, "plain": list(message.plain), "parts_with_accents": message.parts}


def _print(made: MadePosts, *, proposed: bool, no_page: bool, dry_run: bool) -> None:
    """Each text below its title, what an accent would cost, where the files are."""
    for name, text in made.texts.items():
        kind, _dot, language = name.partition(".")
        title = translate(_TITLES[kind]) + (f" ({language})" if language else "")
        out(f"{title}, {len(text)}" if is_plain() else f"── {title} · {len(text)} ──")
        out(text)
        if kind == "sms" and (plain := made.messages[language].plain):
            err(
                msg(
                    "The accents of {letters} are left away: with them it would take {n} messages.",
                    letters=" ".join(plain),
                    n=made.messages[language].parts,
                )
            )
        out()
    if no_page:
        err(_("The poster has no code: add publish: and below it address: to programme.yaml."))
    if proposed:
        err(msg("“{id}” is only proposed. Next: besrour announce {id}", id=made.session.id))
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    for name in () if dry_run else sorted(made.files):
        out(f"  {name}")
