"""Chosen themes on the terminal: what each group got against a plain majority, and what was checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import IN_LINE, console, out, table, truncate
from besrour_cli.commands.terminal.translation import _, language, number
from besrour_cli.model.language import language_name
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.themes.group_shares import group_share, groups_of

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, Series
    from besrour_cli.planning.themes.ballots import Ballot
    from besrour_cli.planning.themes.choice import ThemeChoice
    from besrour_cli.planning.themes.representation import Unrepresented

_TITLES: Mapping[str, Message] = {
    "region": msg("Region"),
    "language": msg("Language"),
    "career_stage": msg("Career stage"),
}


def as_data(
    series: Series, choice: ThemeChoice, strangers: int, files: Collection[str], *, written: bool
) -> dict[str, object]:
    """The choice as ``--json`` gives it."""
    themes = choice.themes
    return {
        "series": series.id,
        "sessions": choice.sessions,
        "seed": choice.seed,
        "ballots": len(choice.ballots),
        "strangers": strangers,
        "themes": [
            {"theme": each.theme, "ballots": each.ballots, "phase": str(each.phase)} for each in choice.chosen
        ],
        "majority": list(choice.plain),
        "groups": {
            kind: [
                {"group": group, **_share(cast, themes), "majority": _share(cast, choice.plain)}
                for group, cast in groups_of(choice.ballots, kind).items()
            ]
            for kind in _TITLES
        },
        "without": list(choice.without()),
        "complaints": [_complaint(each) for each in choice.complaints],
        "majority_complaints": [_complaint(each) for each in choice.plain_complaints],
        "files": sorted(files),
        "written": written,
    }


def _share(cast: Sequence[Ballot], themes: Collection[str]) -> dict[str, object]:
    share = group_share(cast, themes)
    return {"ballots": share.ballots, "average": round(float(share.average), 4), "without": share.without}


def _complaint(each: Unrepresented) -> dict[str, object]:
    return {"theme": each.theme, "claim": each.claim, "voters": list(each.voters)}


def print_choice(programme: Programme, series: Series, choice: ThemeChoice, strangers: int) -> None:
    """The themes, then the difference from a plain majority, the groups, and the check."""
    out(
        msgn(
            "{n} theme for {series}, from {ballots} ballots (ties by seed {seed}):",
            "{n} themes for {series}, from {ballots} ballots (ties by seed {seed}):",
            len(choice.chosen),
            series=series.names,
            ballots=len(choice.ballots),
            seed=choice.seed,
        )
    )
    for place, each in enumerate(choice.chosen, 1):
        out(
            msgn(
                "{at:>4}. {theme}  ({n} ballot)",
                "{at:>4}. {theme}  ({n} ballots)",
                each.ballots,
                at=place,
                theme=each.theme,
            )
        )
    if len(choice.chosen) < choice.sessions:
        out(msg("Nobody ticked any other theme; {count} sessions were to have one.", count=choice.sessions))
    out()
    _print_difference(choice)
    _print_groups(programme, choice)
    _print_check(choice, strangers)


def _print_difference(choice: ThemeChoice) -> None:
    """Which themes a plain majority would have chosen instead."""
    themes = choice.themes
    gained = [theme for theme in themes if theme not in choice.plain]
    if not gained:
        out(_("A plain majority would have chosen the same themes."))
        return
    out(_("In a plain majority’s choice these would be missing:"))
    for theme in gained:
        out(f"  + {theme}")
    out(_("and in their place would stand:"))
    for theme in choice.plain:
        if theme not in themes:
            out(f"  − {theme}")


def _print_groups(programme: Programme, choice: ThemeChoice) -> None:
    """A table a kind of groups: the themes that a ballot ticks on average, the ballots without any."""
    themes = choice.themes
    for kind, title in _TITLES.items():
        groups = groups_of(choice.ballots, kind)
        if not any(groups):
            continue
        out()
        shown = table(
            _(title.id),
            _("Ballots"),
            _("Themes each"),
            _("by majority"),
            _("Without any"),
            _("by majority"),
            right=range(1, 6),
        )
        for group, cast in groups.items():
            ours, plain = group_share(cast, themes), group_share(cast, choice.plain)
            shown.add_row(
                _group_name(programme, kind, group),
                str(ours.ballots),
                number(float(ours.average), 1),
                number(float(plain.average), 1),
                str(ours.without),
                str(plain.without),
            )
        console().print(shown)


def _group_name(programme: Programme, kind: str, group: str) -> str:
    if not group:
        return _("not known")
    if kind == "region":
        return programme.region_name(group, language())
    return language_name(group, language()) if kind == "language" else group


def _print_check(choice: ThemeChoice, strangers: int) -> None:
    """Who is left without any, and whether every group has what it could claim."""
    out()
    without, more = truncate(choice.without(), IN_LINE)
    if without:
        names = "; ".join(without)
        out(msg("Without any theme of theirs: {names}", names=names))
        if more:
            out(msgn("  and {n} more", "  and {n} more", more))
    else:
        out(_("Everybody who ticked a theme has at least one."))
    empty = sum(not ballot.approved for ballot in choice.ballots)
    if empty:
        out(msgn("{n} ballot ticks nothing.", "{n} ballots tick nothing.", empty))
    if strangers:
        out(
            msgn(
                "{n} ballot is of nobody on the roster; it counts all the same.",
                "{n} ballots are of nobody on the roster; they count all the same.",
                strangers,
            )
        )
    if not choice.complaints:
        out(_("Checked apart from the rule: no group is left without what its size lets it claim (EJR+)."))
    _print_complaints(choice)


def _print_complaints(choice: ThemeChoice) -> None:
    """Whom a plain majority would leave without what they could claim; of the choice, that never happens."""
    for each in choice.complaints:
        people = ", ".join(each.voters)
        out(msg("Not represented: {people}, who all like “{theme}”", people=people, theme=each.theme))
    if choice.plain_complaints:
        poor = {voter for each in choice.plain_complaints for voter in each.voters}
        out(
            msgn(
                "By a plain majority, {n} person would be.",
                "By a plain majority, {n} people would be.",
                len(poor),
            )
        )
