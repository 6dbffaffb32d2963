"""``besrour mentors``: who takes part in the term, who is brought together, and what is remembered of it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from besrour_cli.commands.views.people.mentors import MatchedTerm
from besrour_cli.commands.workflows.mentoring.hours import GroupHours
from besrour_cli.mentoring.match import match
from besrour_cli.mentoring.values import MentoringPerson, MentoringProblem
from besrour_cli.model.errors import NegativeAnswer, NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.storage.state.mentoring import mentors_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.people.mentoring import MentoringEntry, MentoringGroup, MentoringTerm
    from besrour_cli.model.programme import Member

_STAGES = {"early": 1, "début": 1, "mid": 2, "milieu": 2, "senior": 3}


def term_of(workspace: Workspace) -> MentoringTerm:
    """The term of mentoring. Raises NotFoundError where the files name none, or nobody in it."""
    term = workspace.programme.mentoring
    if term is None:
        raise NotFoundError(
            msg("programme.yaml says nothing of a term of mentoring"),
            msg("write mentors: with from:, to: and topics: into it"),
        )
    if not term.entries:
        raise NotFoundError(
            msg("nobody offers or asks mentoring yet"),
            msg("write sessions/mentors.csv, one row a person: member, offers, asks"),
        )
    return term


def match_term(workspace: Workspace, *, triads: bool, again: bool, seconds: float) -> MatchedTerm:
    """The groups of the term: those that are introduced stay, the others change as little as can be.

    ``again``: those that are not introduced are forgotten first.
    """
    term = term_of(workspace)
    stored = mentors_file.read(workspace.folder)
    before = tuple(g for g in stored.get(term.name, ()) if g.introduced or not again)
    hours = GroupHours(workspace, term)
    members = {member.id: member for member in workspace.programme.members}
    people = tuple(
        _person(entry, members[entry.member])
        for entry in term.entries
        if entry.member in members and not is_paused(members[entry.member], term.first)
    )
    problem = MentoringProblem(
        people=people,
        hour_cost=hours.cost,
        past=_past(stored, term.name),
        before=before,
        triads=triads or any(len(group.mentees) > 1 for group in before),
    )
    result = match(problem, monotonic, seconds)
    best = {group.people: hours.best(group.people) for group in result.groups}
    return MatchedTerm(term, problem, result, best, hours.term)


def _past(stored: Mapping[str, tuple[MentoringGroup, ...]], name: str) -> frozenset[tuple[str, str]]:
    """The pairs of all other terms."""
    groups = (group for other, found in stored.items() if other != name for group in found)
    return frozenset((group.mentor, mentee) for group in groups for mentee in group.mentees)


def _person(entry: MentoringEntry, member: Member) -> MentoringPerson:
    stage = member.career_stage.partition(" / ")[0].strip().casefold()
    return MentoringPerson(
        id=member.id,
        languages=tuple(map(str, member.languages)),
        region=member.region,
        stage=_STAGES.get(stage, 0),
        offers=entry.offers,
        asks=entry.asks,
        most=entry.most,
        wish=entry.region,
    )


def store(workspace: Workspace, matched: MatchedTerm) -> None:
    """Remember the groups of the term."""
    name = matched.term.name
    mentors_file.update(workspace.folder, lambda terms: {**terms, name: matched.result.groups})


def stored_groups(workspace: Workspace, term: MentoringTerm) -> tuple[MentoringGroup, ...]:
    """The groups of a term that are remembered. Raises NegativeAnswer where there are none."""
    groups = mentors_file.read(workspace.folder).get(term.name, ())
    known = {member.id for member in workspace.programme.members}
    found = tuple(group for group in groups if known.issuperset(group.people))
    if not found:
        raise NegativeAnswer(
            msg("nobody is brought together for this term yet"), msg("first: besrour mentors")
        )
    return found
