"""``besrour init``: a programme folder to start from."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from besrour_cli.commands.shared.options import Json, Text, argument, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find
from besrour_cli.commands.terminal.console import ask, err, out, styled
from besrour_cli.commands.terminal.pasting import quoted_word
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import FileError, UsageError
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.language import Text as LanguageText

HELP = msg(
    "Start a programme folder, from an example or empty.\n\n"
    "The pilot is a year of cafés between Canada and Africa; the world example spans five regions; the "
    "evaluated one is a year that is over, with a report. Every fact in them is invented or public: replace "
    "it with yours. An empty programme asks five questions, or takes their answers as options, and can be "
    "planned at once.\n\n"
    "With --language, a folder that is a programme gets the files of a further language (templates/), for "
    "letters, page, form and statements: as besrour ships them, a sample for a speaker to review, or else in "
    "English, to be translated."
)
_EMPTY = "empty"
_CHOICES: Mapping[str, Message] = {
    "pilot": msg("a year of cafés between Canada and Africa, to try everything on"),
    "world": msg("an example that spans five regions"),
    "evaluated": msg("an invented year that is over, to see a report of it"),
    _EMPTY: msg("a programme of your own: five questions"),
}
_FRENCH = {"pilote": "pilot", "monde": "world", "evalue": "evaluated", "évalué": "evaluated", "vide": _EMPTY}


def command(
    folder: Annotated[str, argument(_("FOLDER"), _("The folder to make."))],
    example: Annotated[
        str,
        option("--example", "pilot|world|evaluated|empty", _("What to begin with.")),
    ] = "",
    name: Annotated[str, option("--name", _("EN / FR"), _("Empty: the programme's name."))] = "",
    anchor: Annotated[
        str, option("--anchor", _("PLACE"), _("Empty: the town on whose clock dates are read."))
    ] = "",
    organiser: Annotated[
        str,
        option("--organiser", _("WORDS"), _("Empty: name, e-mail address, postal address of the organiser.")),
    ] = "",
    series: Annotated[str, option("--series", _("EN / FR"), _("Empty: the first series' name."))] = "",
    months: Annotated[
        str, option("--months", _("MONTHS"), _("Empty: from which month to which: 2027-01 to 2027-12."))
    ] = "",
    language: Annotated[
        Text,
        option("--language", _("CODE"), _("Add the files of a further language of letters, such as pt.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Fill a new or empty folder; an existing file is never touched."""
    if language is not None:
        _add_language(folder, language, as_json)
        return
    from besrour_cli.storage.output import atomic_files

    path = os.path.abspath(folder)
    if os.path.exists(path) and (not os.path.isdir(path) or os.listdir(path)):
        raise FileError(
            msg("“{folder}” exists already and is not empty", folder=folder),
            msg("name a new folder; nothing was changed"),
        )
    given = {"name": name, "anchor": anchor, "organiser": organiser, "series": series, "months": months}
    start = _start(example, given, as_json=as_json)
    written = atomic_files.write_new(path, start.files)

    def picture() -> None:
        _print_result(folder, written, start.names)

    finish(Result({"folder": path, "files": list(written)}, picture), as_json)


class _Start(NamedTuple):
    """The files to begin with; ``names`` are those of an empty programme and its series."""

    files: dict[str, bytes]
    names: tuple[LanguageText, ...] = ()


def _start(example: str, given: Mapping[str, str], *, as_json: bool) -> _Start:
    """What to begin with; which it is is asked where nothing says it and somebody is there."""
    from besrour_cli.storage import resources

    choices = (*resources.examples(), _EMPTY)
    example = example or (_EMPTY if any(given.values()) else "")
    if not example:
        is_watched = sys.stdin.isatty() and not as_json
        example = (_asked() if is_watched else "") or choices[0]
    example = _FRENCH.get(example.casefold(), example)
    if example == _EMPTY:
        from besrour_cli.commands.workflows.series.empty_programme import empty_programme
        from besrour_cli.commands.workflows.series.first_questions import gather

        answers = gather(given)
        return _Start(empty_programme(answers), (answers.names, answers.series))
    if example not in choices:
        raise UsageError(
            msg("there is no example “{name}”", name=example),
            msg("write one of these: {choices}", choices=", ".join(choices)),
        )
    return _Start(resources.example(example))


def _asked() -> str:
    """What is typed for one of the choices; "" for an empty line."""
    err(msg("What to begin with?"))
    for name, meaning in _CHOICES.items():
        err(f"  {name:<8}{translate(meaning)}")
    return ask(msg("Type one of these (empty line: pilot):"))


def _add_language(folder: str, code: str, as_json: bool) -> None:
    """Write the files of a language that a programme does not have yet."""
    from besrour_cli.model.language import LANGUAGES
    from besrour_cli.storage import resources
    from besrour_cli.storage.output import atomic_files
    from besrour_cli.storage.text.scalars import is_language

    code = code.strip().lower()
    if code in LANGUAGES or not is_language(code):
        raise UsageError(
            msg("English and French are built in")
            if code in LANGUAGES
            else msg("“{text}” is not the code of a language", text=code),
            msg("write the two letters of a further language, such as pt for Portuguese"),
        )
    path, is_shipped = find(folder), code in resources.shipped_languages()
    files = {
        name: data
        for name, data in resources.language_files(code).items()
        if not os.path.lexists(os.path.join(path, *name.split("/")))
    }
    written = atomic_files.write_new(path, files)
    data = {"folder": path, "files": list(written), "sample": is_shipped}
    finish(Result(data, lambda: _print_language(code, written, is_shipped=is_shipped)), as_json)


def _print_language(code: str, written: Sequence[str], *, is_shipped: bool) -> None:
    """The files that were written, whether they are translated, and what to do next."""
    for name in written:
        out(name)
    n = len(written)
    ready = (
        msgn("{n} file is written, as besrour ships it.", "{n} files are written, as besrour ships them.", n)
        if is_shipped
        else msgn(
            "{n} file is written, in English: translate it.",
            "{n} files are written, in English: translate them.",
            n,
        )
    )
    out(styled(translate(ready) if written else _("All files of this language are there already."), "bold"))
    if is_shipped and written:
        out(_("They are a sample: have a speaker of the language review them before anything is sent."))
    out(
        msg(
            "Then write {code} after `languages:` in sessions/programme.yaml, and run `besrour check`.",
            code=code,
        )
    )


def _print_result(folder: str, written: Sequence[str], names: Sequence[LanguageText]) -> None:
    ready = msgn("{folder} is ready, {n} file.", "{folder} is ready, {n} files.", len(written), folder=folder)
    out(styled(translate(ready), "bold"))
    if names:
        english, french = ("; ".join(text[code] for text in names) for code in ("en", "fr"))
        out(msg("In English: {english}. In French: {french}.", english=english, french=french))
    out()
    out(_("Next:"))
    out(f"  cd {quoted_word(folder)}")
    own = ("members.csv", "programme.yaml")
    first = next((p[9:-5] for p in sorted(written) if p.endswith(".yaml") and p[9:] not in own), "")
    steps: tuple[tuple[str, str], ...] = (
        ("besrour check", _("reads every file and lists all mistakes")),
        ("besrour plan", _("chooses a fair start for every session")),
        (f"besrour invite {first}", _("writes its letters, to look at them")),
    )
    if names:
        from besrour_cli.storage.text.scalars import slug

        series = slug(names[-1]["en"])
        steps = (
            (_("besrour enrol FILE"), _("takes people from a sign-up sheet")),
            (_("besrour new {series} --from FILE").format(series=series), _("gives sessions their themes")),
            *steps[:2],
        )
    for words, meaning in steps if first or names else steps[:-1]:
        out(f"  {words:<34}{meaning}")
    out()
    out(_("Then open sessions/members.csv in a spreadsheet and the other files in a text editor."))
