"""The tables of a session in words: who moved, who is missing, what was reached and what is proven."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views.tables import Seated, print_tables, print_why, step_line
from besrour_cli.model.people.tables import CafeTable
from besrour_cli.model.plan import Plan
from besrour_cli.seating.explain import OtherTable, TableReasons
from besrour_cli.seating.values import Pool, Seating, StepValue, TableStep
from support.planning.world import member, programme

FOLDER = Workspace(
    "", programme([member("ana"), member("awa"), member("kofi")], [], []), Plan("test", ""), ""
)
TABLES = (CafeTable(("ana", "awa"), "en", "awa"), CafeTable(("kofi", "zoe"), "fr", "kofi"))


def test_who_moved_and_who_is_missing_stands_below_the_tables(printed: Callable[[], list[str]]) -> None:
    """A host first, the others below; who is no member any more by her id."""
    steps = (StepValue(TableStep.NAMED_HOSTS, 1, 1), StepValue(TableStep.ALONE, 2, 1))
    print_tables(FOLDER, Seated(Pool(()), Seating(TABLES, steps), missing=("zoe",), moved=("ana",)))
    assert printed() == [
        "Table 1, in English; host: Awa",
        "  Ana",
        "",
        "Table 2, in French; host: Kofi",
        "  zoe",
        "",
        "moved to another table: Ana",
        "missing: zoe",
        "people alone of their language or region at their table: 2",
    ]


def test_searched_tables_say_how_much_better_they_could_be(
    printed: Callable[[], list[str]],
) -> None:
    """Hosts that are named as well as can be are no news; those that are not, are; so is a bound."""
    steps = (StepValue(TableStep.NAMED_HOSTS, 2, 1), StepValue(TableStep.REGIONS, -4, -4))
    print_tables(FOLDER, Seated(Pool(()), Seating((), steps), missing=(), searched=True))
    assert printed() == [
        "tables without a host named for the session: 2 (not proven: at most 50% better)",
        "regions at each table, added up: 4",
    ]
    proven = (StepValue(TableStep.NAMED_HOSTS, 1, 1),)
    print_tables(FOLDER, Seated(Pool(()), Seating((), proven), missing=(), searched=True))
    assert printed() == []


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (TableStep.UNACCOMPANIED, "people early in their career with nobody more experienced: 3"),
        (TableStep.REPEATS, "company repeated, the newest weighing 64: 3"),
        (TableStep.UNMET, "pairs of regions that have not met: 3"),
    ],
)
def test_each_step_has_its_sentence(step: TableStep, expected: str) -> None:
    """What is counted, and how many."""
    assert translate(step_line(StepValue(step, 3, 3))) == expected


def test_why_somebody_sits_there_and_not_at_the_others(printed: Callable[[], list[str]]) -> None:
    """Whom she shares something with; of the others, what would be worse, or that it would be as good."""
    others = (
        OtherTable(1, TableStep.ALONE),
        OtherTable(2, None),
        OtherTable(3, None, possible=False),
    )
    print_why(FOLDER, "ana", TABLES, TableReasons(0, ("awa",), (), (), others))
    assert printed()[2:] == [
        "Ana sits at table 1, where all speak English.",
        "her first language is also spoken by: Awa",
        "nobody else there is from her region",
        "she has sat with nobody there before",
        "table 2: more people would be the only one of their language or region at a table",
        "table 3: it would be as good",
        "table 4: no exchange leaves both tables a language, a host and enough people",
    ]
