"""The command line: every command by name, each loaded only when it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from besrour_cli.commands.shared.options import language_option, plain_option
from besrour_cli.commands.terminal.help_format import HelpContext
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

GROUPS: Sequence[tuple[Message, Mapping[str, Message]]] = (
    (
        msg("Set up"),
        {
            "init": msg("Start a programme folder, from an example or empty."),
            "new": msg("Make the files of new sessions, of one month or of a sheet."),
            "check": msg("Read every file and list all mistakes at once."),
            "place": msg("Show which time zone a place stands for."),
            "busy": msg("Keep the hours free that a member's own calendar has taken."),
            "themes": msg("Choose themes in proportion, from the ballots of a form."),
            "form": msg("Write the bilingual form for sign-ups, or the one for the evaluation."),
            "enrol": msg("Take people from a sign-up sheet into the roster."),
            "rename": msg("Say that a session or a member has another name, and lose nothing."),
            "pause": msg("Say that a member is away for a while."),
            "leave": msg("Say that a member has left."),
        },
    ),
    (
        msg("Plan"),
        {
            "plan": msg("Choose a fair start for every session and remember it."),
            "why": msg("Say why a session is when it is, and what another start would change."),
            "move": msg("Give a session another start."),
            "cancel": msg("Call a session off."),
            "restore": msg("Plan a session again that was called off."),
            "hold": msg("Hold a proposed start."),
            "free": msg("Let a start go that was held."),
            "undo": msg("Take the last change of the plan back."),
            "verify": msg("Check the proof that the plan is the fairest, without the solver."),
            "fairness": msg("Show what fairness costs: the frontier, each step's price, other curves."),
        },
    ),
    (
        msg("Tell"),
        {
            "invite": msg("Write one bilingual letter a person for a session, to look at them."),
            "newsletter": msg("Write the members' newsletter, to look at it."),
            "send": msg("Show who gets what, ask, announce, send; letters or the newsletter."),
            "announce": msg("Say that people are told in another way than by besrour send."),
            "post": msg("Write short texts and a poster about a session, to paste them elsewhere."),
            "export": msg("Publish the calendars and the schedule page."),
            "correct": msg("Correct printed local times that a change of law made untrue."),
        },
    ),
    (
        msg("Meet"),
        {
            "tables": msg("Seat those who come at small tables where nobody is without a language."),
            "mentors": msg("Bring mentors and those who ask for one together for a term."),
            "sheet": msg("Write the run of a session for whoever facilitates, and a page for the screen."),
        },
    ),
    (
        msg("Listen"),
        {
            "replies": msg("Read the answers to invitations, and show who comes."),
            "delivered": msg("Say from a letter that arrived whether mail servers believe its sender."),
            "bounces": msg("Read which letters came back."),
            "attendance": msg("Say who came, by the download of the meeting program."),
            "statements": msg("Write statements of attendance, signed, and check them."),
            "collect": msg("Take answers to the evaluation form as they were downloaded."),
            "codes": msg("Show what comments are about, and how far two coders agree."),
            "report": msg("Write the report that the committee decides on."),
        },
    ),
    (
        msg("Look"),
        {
            "next": msg("Say what there is to do, the most urgent first."),
            "members": msg("List the members, or show one of them."),
            "calendar": msg("Show the year ahead: sessions, holidays, clock changes, Ramadan."),
            "when": msg("Show a moment on every participant's clock."),
            "lint": msg("Check an announcement that somebody wrote by hand."),
        },
    ),
    (
        msg("Protect"),
        {
            "privacy": msg("Say what is kept of people, where, why and until when."),
            "extract": msg("Give a person everything that is kept about them."),
            "forget": msg("Forget a person, for good."),
        },
    ),
    (
        msg("Hand on"),
        {
            "next-year": msg("Begin a second year from the first."),
            "handover": msg("Pack the programme for whoever takes it over."),
            "receive": msg("Take over a programme from an archive of besrour handover."),
        },
    ),
)
"""Every command with its summary, by the work it belongs to, in the order a coordinator meets them."""
WITHOUT_FOLDER = frozenset({"delivered", "init", "place", "receive"})
"""Commands that need no programme."""
COMMANDS: Mapping[str, Message] = {name: text for _title, group in GROUPS for name, text in group.items()}


class LazyGroup(TyperGroup):
    """A group whose commands live in modules of the same name, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name: its module's function ``command`` and its translated help ``HELP``."""
        if cmd_name not in COMMANDS:
            return None
        module, app = module_of(cmd_name), _typer()
        app.command(cmd_name, help=translate(module.HELP), options_metavar=_("[OPTIONS]"))(module.command)
        return _with_shared(typer.main.get_command(app))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant, or a refusal that names a similar one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        hint = _("did you mean “{name}”?").format(name=near[0]) if near else _("see besrour --help")
        ctx.fail(_("there is no command “{name}”; {hint}").format(name=name, hint=hint))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands to offer in a shell, none of which is imported, then the options."""
        from click import Command
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=translate(text))
            for name, text in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by the work they belong to, none of which is imported."""
        widest = max(map(len, COMMANDS))
        for title, commands in GROUPS:
            with formatter.section(translate(title)):
                formatter.write_dl([(name.ljust(widest), translate(text)) for name, text in commands.items()])


def group(cls: type[LazyGroup] = LazyGroup) -> click.Command:
    """The whole program as one Click group, in the coordinator's language."""
    app = _typer(cls=cls)

    @app.callback(
        help=_("Plan, announce and publish cafés across time zones, fairly and in two languages."),
        epilog=_("Each command has its own help: besrour plan --help."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [WORDS]..."),
        no_args_is_help=False,
        invoke_without_command=True,
    )
    def besrour(
        ctx: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", "-V", help=_("Print the version and that of the time zone data."))
        ] = False,
    ) -> None:
        from besrour_cli.commands.terminal.console import out

        if version:
            from besrour_cli import __version__
            from besrour_cli.clock.tzdata import in_use

            out(f"besrour {__version__} (tzdata {in_use().version}, {in_use().source})")
        elif ctx.invoked_subcommand is None:
            _next_or_help(ctx)

    program = _with_shared(typer.main.get_command(app))
    program.params += _completion_options()
    return program


_THIS_SHELL = "this"


def _completion_options() -> list[click.Option]:
    """``--install-completion`` and ``--show-completion``: with a shell, or without for the one in use."""
    from click import Option

    helps = {
        "install": _("Let the shell complete commands, options and ids."),
        "show": _("Print what the shell reads for that."),
    }
    return [
        Option(
            [f"--{verb}-completion"],
            metavar="bash|zsh|fish|powershell",
            is_flag=False,
            flag_value=_THIS_SHELL,
            is_eager=True,
            callback=_completion,
            expose_value=False,
            help=words,
        )
        for verb, words in helps.items()
    ]


def _completion(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Write or print the script of a shell, and leave."""
    if value is None or context.resilient_parsing:
        return
    from besrour_cli.commands.workflows import completion

    shell = "" if value == _THIS_SHELL else value
    (completion.show if "show" in (option.name or "") else completion.install)(shell, context.command)
    context.exit()


def _next_or_help(ctx: typer.Context) -> None:
    """What there is to do in the programme folder one stands in; outside of any, which commands there are."""
    from besrour_cli.commands import next as next_command
    from besrour_cli.commands.shared.workspace import find
    from besrour_cli.commands.terminal.console import out
    from besrour_cli.model.errors import NotFoundError

    try:
        folder = find(None)
    except NotFoundError:
        out(ctx.get_help())
        return
    next_command.command(folder)


def module_of(name: str) -> ModuleType:
    """The module of a command, whose name has no hyphens."""
    return import_module(f"besrour_cli.commands.{name.replace('-', '_')}")


def _with_shared(command: click.Command) -> click.Command:
    command.params += [language_option(), plain_option()]
    command.context_class = HelpContext
    return command


def _typer(cls: type[TyperGroup] | None = None) -> typer.Typer:
    return typer.Typer(
        cls=cls,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 80},
    )
