"""What each region bears, and every step of the rule with its proof: the tables of ``plan --details``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import shortened, width
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.translation import _, language, number, translate
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Burden, ObjectiveValue
from besrour_cli.planning.problem.fairness_rule import TIE

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.model.programme import Programme

STEPS = {
    "possible": msg("sessions that cannot be held"),
    "nights": msg("nights (sum, and the worst-off person’s × λ)"),
    "regions": msg("mean burden of an invitation in the worst-off region"),
    "people": msg("people (mean, and the worst-off person’s × λ)"),
    "rhythm": msg("days and hours to remember, changes"),
    "burden": msg("burden of all together"),
}

REGRETS = STEPS | {
    "regions": msg("burden of an invitation above what could be had, where that is most"),
    "people": msg("people (mean, and the worst-off person’s × λ) above what could be had"),
    "burden": msg("burden of all together, mean of the tables"),
}
"""The words of the steps where several profiles are assumed."""


def regions_table(programme: Programme, people: Mapping[str, Burden]) -> Table:
    """A row a region: its people, what they bear on average, their nights, and who bears most."""
    heads = (_("People"), _("Mean burden"), _("Nights"))
    table = empty_table(_("Region"), *heads, _("Bears most"), right=(1, 2, 3), no_wrap=True)
    regions: dict[str, list[str]] = {}
    for member in programme.members:
        if member.id in people:
            regions.setdefault(member.region, []).append(member.id)
    names = {member.id: member.name for member in programme.members}
    called = {region: programme.region_name(region, language()) for region in regions}
    room = width() - max(map(len, (*called.values(), _("Region")))) - sum(map(len, heads)) - 8
    for region, ids in sorted(regions.items()):
        worst = max(ids, key=lambda i: (people[i].burden, i))
        table.add_row(
            called[region],
            str(len(ids)),
            number(sum(people[i].burden for i in ids) / len(ids)),
            str(sum(people[i].nights for i in ids)),
            shortened(f"{number(people[worst].burden)}  {names[worst]}", max(room, 12)),
        )
    return table


def steps_table(steps: Sequence[ObjectiveValue], *, regret: bool = False) -> Table:
    """A row a step of the rule: what the plan reaches, the least possible, and whether that is proven.

    ``regret``: several profiles are assumed.
    """
    from besrour_cli.planning.explain.year_summary import leading_proven

    table = empty_table(_("Step"), _("In this plan"), _("Least possible"), "", right=(1, 2))
    steps = [step for step in steps if step.name != TIE]  # a sentence says which ties are open
    proven = leading_proven(steps)
    for at, step in enumerate(steps):
        words = (REGRETS if regret else STEPS).get(step.name)
        table.add_row(
            translate(words) if words else step.name,
            number(step.value, 2),
            number(step.least, 2),
            _("proven")
            if at < proven
            else _("not proven in this time")
            if at == proven or step.least != step.bound
            else _("follows one not proven"),
        )
    return table
