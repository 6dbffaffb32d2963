"""``besrour form``: the form to make, as a script that builds it and as text to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace

HELP = msg(
    "Write the bilingual form on which people sign up, or the one for the evaluation.\n\n"
    "Below out/forms/, as a Google Apps Script that builds the form, and as text to paste into Microsoft "
    "Forms, LimeSurvey or a letter; the evaluation also as a REDCap dictionary and as a sheet to print. "
    "sign-up: name, address, place, languages, hours, role and consent, in words that besrour enrol reads "
    "without a question (templates/sign-up.toml has them). evaluation: less than five minutes, without name "
    "and address; besrour collect reads the answers. Its words are in sessions/evaluation.yaml, if that is "
    "there."
)
_SIGN_UP, _EVALUATION = "sign-up", "evaluation"

Kind = Annotated[str, argument(_("KIND"), _("The form to write: sign-up or evaluation."))]
TheSession = Annotated[
    Text, option("--session", _("SESSION"), _("The session that this form for the evaluation is about."))
]


def command(
    kind: Kind = _SIGN_UP, session: TheSession = None, folder: Folder = None, as_json: Json = False
) -> None:
    """Write the form below out/forms/."""
    name = kind.replace("_", "-").casefold()
    if name not in (_SIGN_UP, _EVALUATION):
        raise UsageError(msg("there is no form “{kind}”", kind=kind), msg("write sign-up or evaluation"))
    if session and name == _SIGN_UP:
        raise UsageError(
            msg("a sign-up is for the whole programme"), msg("leave out --session, or write evaluation")
        )
    workspace = open_draft(folder)
    result = _evaluation(workspace, session) if name == _EVALUATION else _sign_up(workspace)
    finish(result, as_json)


def _sign_up(workspace: Workspace) -> Result:
    from besrour_cli.publishing.forms.sign_up import TEMPLATE, apps_script, plain_text, read_form
    from besrour_cli.storage import resources
    from besrour_cli.storage.output.atomic_files import write_all

    programme = workspace.programme
    facts = {"programme": programme.names, "organiser": programme.contact.name}
    form = read_form(resources.templates(workspace.folder)[TEMPLATE], facts, programme.languages)
    script, text = "out/forms/sign-up.gs", "out/forms/sign-up.txt"
    files = {script: apps_script(form), text: plain_text(form)}
    result = write_all(workspace.folder, files)

    def picture() -> None:
        _google(script)
        out(msg("For another tool: copy the questions from {path}.", path=text))
        out(_("Then: besrour enrol FILE, with the answers as they are downloaded."))

    return Result({"files": sorted(files), "written": list(result.written)}, picture)


def _google(script: str) -> None:
    out(
        msg("For Google Forms: paste {path} into a new project on script.google.com and run it.", path=script)
    )


def _evaluation(workspace: Workspace, session: str | None) -> Result:
    from besrour_cli.commands.workflows.evaluation.waves import wave_of
    from besrour_cli.commands.workflows.evaluation.write_form import form_files
    from besrour_cli.storage.output.atomic_files import write_all

    wave = wave_of(workspace.programme, session) if session else ""
    files = form_files(workspace, wave)
    result = write_all(workspace.folder, files)
    paths = {path.rpartition("/")[2].partition(".")[2]: path for path in files}

    def picture() -> None:
        _google(paths["gs"])
        out(msg("For REDCap: upload {path} as the data dictionary.", path=paths["redcap.csv"]))
        out(msg("For another tool: copy the questions from {path}.", path=paths["txt"]))
        out(
            msg(
                "On paper: print {path} on both sides, and type the answers into {table}.",
                path=paths["html"],
                table=paths["paper.csv"],
            )
        )
        if "yaml" in paths:
            out(msg("To change the questions: copy {path} to sessions/evaluation.yaml.", path=paths["yaml"]))
        out(_("Then: besrour collect FILE, with the answers as they are downloaded."))

    return Result({"wave": wave, "files": sorted(files), "written": list(result.written)}, picture)
