"""A plan: what was decided for each session, what was printed, and what it cost whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from besrour_cli.model.evaluation.decisions import SeenRules
    from besrour_cli.model.took_place import BurdenCharge
    from besrour_cli.model.units import Hundredths


class SessionState(StrEnum):
    """How far a session has come; plan.yaml has the values, and coordinators read them."""

    PROPOSED = "proposed"
    """Its start was chosen, and nobody has been invited yet."""
    ANNOUNCED = "announced"
    """People were invited to its start."""
    HELD = "held"
    """It is over, and it took place."""
    MOVED = "moved"
    """Its start was changed, and people do not know it yet."""
    CANCELLED = "cancelled"
    """It was called off, or nobody met."""


STATES = tuple(SessionState)
FIXED = frozenset(SessionState) - {SessionState.PROPOSED}
"""States whose start a new plan keeps, since people have been invited to it."""


class PublishedReading(NamedTuple):
    """One local reading as it was published: place, IANA zone and ISO 8601 local time with offset."""

    place: str
    zone: str
    local: str


@dataclass(frozen=True)
class ScheduledSession:
    """What was decided for one session; instants are UTC.

    ``anchor`` is the IANA zone in which the window's dates were read; ``tzdata`` is the IANA version that
    the local readings in ``printed`` were made with; ``sequence`` is the iCalendar SEQUENCE (RFC 5546
    section 2.1.4). ``hash`` is the digest of what was announced, and ``edition`` counts how often that
    differed from what people knew (1: the first invitation). ``former`` is what was printed before
    ``printed``, when the last announcement moved the session; ``revised`` is the instant at which its
    content last changed (DTSTAMP, LAST-MODIFIED).

    Once the session is over, ``announced_times`` is the announced start and end, where the actual ones
    differ (a cancelled session that has them is one at which nobody met); ``charged`` is what the ledger
    was charged for it, and ``guests`` are the people who came without being invited.

    ``identity`` is the id under which people know it, where its file has another name by now ("": its own):
    the UID of its calendar entry is made of it.
    """

    session: str
    start: datetime
    end: datetime
    state: SessionState
    anchor: str
    tzdata: str
    sequence: int = 0
    hash: str = ""
    edition: int = 0
    printed: tuple[PublishedReading, ...] = ()
    former: tuple[PublishedReading, ...] = ()
    announced: datetime | None = None
    revised: datetime | None = None
    announced_times: tuple[datetime, datetime] | None = None
    charged: tuple[BurdenCharge, ...] = ()
    guests: tuple[str, ...] = ()
    identity: str = ""

    @property
    def known_id(self) -> str:
        """The id that calendar entries are made of, whatever the file is called now."""
        return self.identity or self.session

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.end - self.start).total_seconds() / 60)

    @property
    def known_times(self) -> tuple[datetime, datetime]:
        """Start and end as they were announced, whatever happened then."""
        return self.announced_times or (self.start, self.end)

    def with_state(self, state: SessionState) -> ScheduledSession:
        """The same slot in another state."""
        return replace(self, state=state)


class Burden(NamedTuple):
    """What the planned year costs one person: burden in hours-equivalents, nights, sessions counted."""

    burden: float
    nights: int
    sessions: int


class ObjectiveValue(NamedTuple):
    """One step of the rule: its value in the chosen plan, and the least there is, with the bound on that.

    ``value`` exceeds ``least`` by what the step gave away to later ones, within its tolerance. That nothing
    is less than ``least`` is proven where ``bound`` equals it.
    """

    name: str
    value: float
    bound: float
    least: float


@dataclass(frozen=True)
class Plan:
    """All decisions so far. ``ledger`` maps member ids to what held sessions cost them.

    ``holds`` are sessions whose proposed start the coordinator holds (``besrour hold``) until it is freed;
    ``retained`` those whose start was fixed so when the plan was made, so that the rule did not choose it.
    ``freed`` were held, and are to be chosen anew, wherever they are. ``rules`` are the rules of decision as
    they were seen, the first ones first. ``best``: where several profiles are assumed, what the steps that
    judge burden could have under each of them alone (profile, then step, to hundredths of a unit).
    """

    programme: str
    tzdata: str
    slots: Mapping[str, ScheduledSession] = field(default_factory=dict)
    ledger: Mapping[str, Burden] = field(default_factory=dict)
    steps: tuple[ObjectiveValue, ...] = ()
    retained: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    freed: tuple[str, ...] = ()
    rules: tuple[SeenRules, ...] = ()
    best: Mapping[str, Mapping[str, Hundredths]] = field(default_factory=dict)

    def free_identity(self, session: str) -> str:
        """The identity of a new slot: "" unless another session was first announced under this very id."""
        taken = {slot.known_id for slot in self.slots.values() if slot.session != session}
        names = (f"{session}.{number}" for number in range(2, len(taken) + 3))
        return "" if session not in taken else next(name for name in names if name not in taken)
