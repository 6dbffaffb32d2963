"""Tables as a person reads them: line by line, nothing told by colour or place alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import language as reader_language
from besrour_cli.model.language import language_name
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.text.numbers import percent_text
from besrour_cli.seating.values import StepValue, TableStep

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.people.tables import CafeTable
    from besrour_cli.model.programme import Member
    from besrour_cli.seating.explain import TableReasons
    from besrour_cli.seating.values import Pool, Seating


class Expected(NamedTuple):
    """Who is expected at a session, in roster order, and ``replied``: whether by their answers."""

    members: tuple[Member, ...]
    replied: bool


class Seated(NamedTuple):
    """The tables of a session, what they were made of, and who moved to another one.

    ``searched``: the best tables were looked for, so that the steps have bounds worth telling.
    """

    pool: Pool
    seating: Seating
    missing: tuple[str, ...]
    moved: tuple[str, ...] = ()
    searched: bool = False


_WORSE = {
    TableStep.NAMED_HOSTS: msg("a table would be without a host named for the session"),
    TableStep.ALONE: msg("more people would be the only one of their language or region at a table"),
    TableStep.UNACCOMPANIED: msg("more people early in their career would have nobody more experienced"),
    TableStep.REGIONS: msg("fewer regions would meet"),
    TableStep.REPEATS: msg("more people would meet again who sat together before"),
    TableStep.UNMET: msg("fewer pairs of regions would have met"),
}
_LANGUAGE = (
    msg("her first language is also spoken by"),
    msg("nobody else there speaks her first language"),
)
_REGION = msg("from her region as well"), msg("nobody else there is from her region")
_BEFORE = msg("she has sat before with"), msg("she has sat with nobody there before")


def print_tables(workspace: Workspace, seated: Seated) -> None:
    """Each table with its language, host and people, then who moved, and what was reached."""
    for number, table in enumerate(seated.seating.tables):
        for line in table_lines(workspace, number, table):
            out(line)
        out()
    if seated.moved:
        out(msg("moved to another table: {people}", people=names(workspace, seated.moved)))
    if seated.missing:
        out(msg("missing: {people}", people=names(workspace, seated.missing)))
    for step in seated.seating.steps:
        if step.step is TableStep.NAMED_HOSTS and (step.proven or not seated.searched):
            continue  # no more hosts are named, which is not news
        out(step_line(step) if seated.searched else _reached(step.step, step.value))


def table_lines(workspace: Workspace, number: int, table: CafeTable) -> Iterator[Message | str]:
    """A table: its number, language and host, then a line for each of the others."""
    language = language_name(table.language, reader_language())
    host = names(workspace, (table.host,))
    yield msg("Table {number}, in {language}; host: {host}", number=number + 1, language=language, host=host)
    for person in table.people:
        if person != table.host:
            yield f"  {names(workspace, (person,))}"


def names(workspace: Workspace, people: tuple[str, ...]) -> str:
    """People by name; who is no member any more by her id."""
    by_id = {m.id: m.name for m in workspace.programme.members}
    return ", ".join(by_id.get(person, person) for person in people)


def step_line(step: StepValue) -> Message:
    """What the tables reach in a step, and how much better it could be at most."""
    reached = _reached(step.step, step.value)
    if step.proven:
        return reached
    gap = percent_text(step.gap, reader_language())
    return msg("{reached} (not proven: at most {gap} better)", reached=reached, gap=gap)


def _reached(step: TableStep, value: int) -> Message:
    if step is TableStep.NAMED_HOSTS:
        return msg("tables without a host named for the session: {n}", n=value)
    if step is TableStep.ALONE:
        return msg("people alone of their language or region at their table: {n}", n=value)
    if step is TableStep.UNACCOMPANIED:
        return msg("people early in their career with nobody more experienced: {n}", n=value)
    if step is TableStep.REGIONS:
        return msg("regions at each table, added up: {n}", n=-value)
    if step is TableStep.REPEATS:
        return msg("company repeated, the newest weighing 64: {n}", n=value)
    return msg("pairs of regions that have not met: {n}", n=value)


def print_why(
    workspace: Workspace, person: str, tables: tuple[CafeTable, ...], reasons: TableReasons
) -> None:
    """Why somebody sits where she sits, a sentence a line."""
    table, name = tables[reasons.number], names(workspace, (person,))
    for line in table_lines(workspace, reasons.number, table):
        out(line)
    language = language_name(table.language, reader_language())
    number = reasons.number + 1
    out(msg("{name} sits at table {n}, where all speak {language}.", name=name, n=number, language=language))
    for people, some, nobody in (
        (reasons.same_language, *_LANGUAGE),
        (reasons.same_region, *_REGION),
        (reasons.before, *_BEFORE),
    ):
        out(msg("{what}: {people}", what=some, people=names(workspace, people)) if people else nobody)
    for other in reasons.others:
        out(msg("table {n}: {why}", n=other.number + 1, why=_why_not(other.step, possible=other.possible)))


def _why_not(step: TableStep | None, *, possible: bool) -> Message:
    if not possible:
        return msg("no exchange leaves both tables a language, a host and enough people")
    return _WORSE[step] if step is not None else msg("it would be as good")


def as_data(
    session: str, seated: Seated, files: list[str], *, replied: bool, written: bool
) -> dict[str, object]:
    """The result for other programs; ``replied``: whether those expected said so."""
    return {
        "session": session,
        "by_replies": replied,
        "tables": [
            {"number": n + 1, "language": str(t.language), "host": t.host, "people": list(t.people)}
            for n, t in enumerate(seated.seating.tables)
        ],
        "missing": list(seated.missing),
        "moved": list(seated.moved),
        "steps": [
            {"step": str(s.step), "value": s.value, "bound": s.bound, "proven": s.proven}
            for s in seated.seating.steps
        ],
        "files": files,
        "written": written,
    }


def count_line(people: int, *, replied: bool) -> Message:
    """How many are expected, and how that is known."""
    if replied:
        return msgn(
            "{n} person said that she comes, or perhaps.",
            "{n} people said that they come, or perhaps.",
            people,
        )
    return msg("Nobody has answered yet: all who are invited are expected ({n}).", n=people)
