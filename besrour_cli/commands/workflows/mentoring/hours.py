"""The weekly hours of people who would meet, by what hours cost them in planning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from besrour_cli.model.units import to_hundredths
from besrour_cli.planning.explain.weekly_hours import HourPolicy, MeetingTerm, WeeklyHour, best_hours
from besrour_cli.planning.problem.equivalence_classes import time_preferences

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.people.mentoring import MentoringTerm


class GroupHours:
    """The two best weekly hours of some people, kept on the first one's clock; each group once."""

    def __init__(self, workspace: Workspace, term: MentoringTerm) -> None:
        programme = workspace.observed().programme
        weeks = (term.last - term.first + timedelta(days=7)).days // 7
        self.term = MeetingTerm(term.first, max(weeks, 1), term.minutes)
        good = int(to_hundredths(programme.fairness.good_burden(term.minutes)))
        self._policy = HourPolicy(good, programme.fairness.night)
        self._people = {m.id: time_preferences(m, programme) for m in programme.members}
        self._known: dict[tuple[str, ...], tuple[WeeklyHour, ...]] = {}

    def best(self, people: tuple[str, ...]) -> tuple[WeeklyHour, ...]:
        """The best hours of a group, the best first; none where none is reasonable for all."""
        if people not in self._known:
            clocks = [self._people[person] for person in people]
            self._known[people] = best_hours(clocks, self.term, self._policy)
        return self._known[people]

    def cost(self, people: tuple[str, ...]) -> int | None:
        """What the best hour costs a group together, in hundredths; None where none is reasonable for all."""
        found = self.best(people)
        return found[0].cost if found else None
