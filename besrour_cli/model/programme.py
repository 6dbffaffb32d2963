"""A programme of cafés as its coordinator wrote it: series, sessions, members, and what is fair to them.

All values are frozen. Times of day are minutes after local midnight; spans are half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.meeting.agenda import NO_AGENDA, Agenda
from besrour_cli.model.people.pauses import takes_part
from besrour_cli.model.people.tables import TableSettings
from besrour_cli.model.place import Place

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceText
    from besrour_cli.model.evaluation.decisions import CommitteeDecision
    from besrour_cli.model.meeting.harvest import SessionHarvest
    from besrour_cli.model.people.mentoring import MentoringTerm
    from besrour_cli.model.people.statement import Credits
    from besrour_cli.model.replies import ImapSettings, ThemeCall
    from besrour_cli.model.took_place import Attendance, SessionOutcome

DAY = 24 * 60
WEEK = 7 * DAY
PROFILES = ("clinic", "academic", "evenings")
"""Names of the burden curves (``planning.problem.burden_curve`` gives them their numbers)."""


class WeekSpan(NamedTuple):
    """Minutes of the local week, Monday 00:00 = 0; ``end`` may pass WEEK (Sunday night into Monday)."""

    start: int
    end: int


@dataclass(frozen=True)
class Member:
    """One person of the roster.

    ``languages`` has the preferred one first; ``profile`` names a burden curve ("" = the programme's);
    ``hours`` are the member's own good hours (empty: the profile's), ``never`` those without any session;
    ``paused_until`` is the day she is back, ``busy`` half-open spans of instants taken in her own calendar;
    ``observes`` are words of ``observances.observance_rules``; ``identity`` is the first id ("": ``id``).
    """

    id: str
    name: str
    email: str
    place: Place
    languages: tuple[str, ...]
    groups: tuple[str, ...]
    region: str
    role: Text | None = None
    career_stage: str = ""
    profile: str = ""
    hours: tuple[WeekSpan, ...] = ()
    never: tuple[WeekSpan, ...] = ()
    paused: bool = False
    paused_until: date | None = None
    busy: tuple[tuple[datetime, datetime], ...] = ()
    observes: tuple[str, ...] = ()
    identity: str = ""


class ObservanceRule(NamedTuple):
    """Observances that the programme sets for everybody at a place; an empty place means everywhere.

    ``country`` and ``province`` are codes; ``zone`` and ``town`` (its English name) are those of one town.
    """

    country: str
    province: str
    zone: str
    town: str
    keeps: tuple[str, ...]


class BlockedTime(NamedTuple):
    """Time that a member's holidays and observances take, in minutes since 1970-01-01T00:00Z, half-open.

    ``floor`` is what an hour of it costs at least, in hundredths of a unit. ``bar`` says who may have no
    session in it: people who must be there (``REQUIRED``), anyone (``ANYONE``), nobody (0: it only costs).
    """

    start: int
    end: int
    floor: int
    bar: int
    label: str


REQUIRED, ANYONE = 1, 2


class Contact(NamedTuple):
    """Who organises and signs: the identity, postal address and contact that CASL requires of a sender."""

    name: Text
    email: str
    address: str
    person: str = ""
    website: str = ""
    unsubscribe: str = ""


class Platform(NamedTuple):
    """Where people meet online, and where when that fails; invited people alone may read any of it."""

    name: str
    link: str = ""
    passcode: str = ""
    phone: str = ""
    meeting_id: str = ""
    help: Text | None = None
    fallback: str = ""
    whatsapp: str = ""


class SmtpSettings(NamedTuple):
    """How letters are handed to a mail server; the password is never here.

    ``security`` is “starttls” or “smtps” (RFC 3207, RFC 8314); ``sender`` is the address that bounces
    go to ("" = the organiser's); ``hours`` are the reader's local hours in which letters may arrive;
    ``rate`` is the number of letters a minute (0: as many as the server takes).
    """

    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = ""
    hours: tuple[int, int] = (7 * 60, 21 * 60)
    rate: int = 60


class PublishSettings(NamedTuple):
    """Where the programme is published, and what of it.

    ``address`` is the web address of the folder of ``calendar/`` and ``page/`` ("" = unknown); ``caldav`` a
    collection on a CalDAV server, ``user`` the account there; ``series`` are public (none named: all are).
    """

    address: str = ""
    caldav: str = ""
    user: str = ""
    series: tuple[str, ...] = ()


class PreferredStart(NamedTuple):
    """A preferred start: minutes after local midnight on a place's clock (None: the anchor's)."""

    minute: int
    place: Place | None = None


class ReviewPolicy(NamedTuple):
    """A rule set in advance: an hour is reconsidered after so many sessions with less attendance (0 to 1)."""

    after: int
    attendance: float


@dataclass(frozen=True)
class Series:
    """A run of sessions for the same groups: name, minutes, weekdays (0 = Monday), words of invitations."""

    id: str
    names: Text
    minutes: int
    groups: tuple[str, ...]
    weekdays: tuple[int, ...]
    descriptions: Text = field(default_factory=dict)
    invitations: Text = field(default_factory=dict)
    between: tuple[int, int] = (0, DAY)
    days_between: int = 0
    colour: str = ""
    platform: Platform | None = None
    prefer: PreferredStart | None = None
    agenda: Agenda = NO_AGENDA


class Window(NamedTuple):
    """Dates a session may fall on, both included, read at the programme's anchor place."""

    first: date
    last: date


class Link(NamedTuple):
    """A link: its title in every language, its address in each that has one of its own, or in the first."""

    titles: Text
    urls: Text


@dataclass(frozen=True)
class Session:
    """One session to plan. ``required`` maps a role (facilitator, host, ...) to the people who must be there.

    ``pinned`` is a start that the coordinator fixed; ``took_place`` is what the file says of the session
    afterwards (None: nothing). ``sources``: where ``start``, ``window``, ``title.en``, ``link.0.fr`` stand.
    """

    id: str
    series: str
    titles: Text
    descriptions: Text
    window: Window
    minutes: int
    weekdays: tuple[int, ...]
    required: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...] = ()
    interpretation: bool = False
    links: tuple[Link, ...] = ()
    form: Link | None = None
    pinned: datetime | None = None
    path: str = ""
    took_place: SessionOutcome | None = None
    agenda: Agenda = NO_AGENDA
    sources: Mapping[str, SourceText] = field(default_factory=dict, compare=False, repr=False)

    @property
    def required_ids(self) -> tuple[str, ...]:
        """Member ids of all required people, each once, in order of writing."""
        return tuple(dict.fromkeys(i for ids in self.required.values() for i in ids))


class Blackout(NamedTuple):
    """Dates on which nothing is planned, both included, and why."""

    first: date
    last: date
    reasons: Text


@dataclass(frozen=True)
class Programme:
    """All that the coordinator's files say.

    ``languages`` are of letters, ``spoken`` of sessions that name none. ``blocked_times`` maps members' ids
    to what observances take, ``attendance`` sessions' to who was there (no entry: not noted), ``harvests`` to
    what all may read. ``remind`` are days before, ``reports`` the committee's. ``invented``: an example.
    """

    id: str
    names: Text
    contact: Contact
    languages: tuple[str, ...]
    anchor: Place
    platform: Platform
    series: Mapping[str, Series]
    sessions: tuple[Session, ...]
    members: tuple[Member, ...]
    fairness: Fairness
    blackouts: tuple[Blackout, ...] = ()
    mail: SmtpSettings | None = None
    inbox: ImapSettings | None = None
    publish: PublishSettings = field(default_factory=PublishSettings)
    review: ReviewPolicy | None = None
    regions: Mapping[str, Text] = field(default_factory=dict)
    observances: tuple[ObservanceRule, ...] = ()
    blocked_times: Mapping[str, tuple[BlockedTime, ...]] = field(default_factory=dict)
    attendance: Mapping[str, tuple[Attendance, ...]] = field(default_factory=dict)
    remind: tuple[int, ...] = ()
    reports: tuple[date, ...] = ()
    spoken: tuple[str, ...] = LANGUAGES
    theme_call: ThemeCall | None = None
    tables: TableSettings = field(default_factory=TableSettings)
    credits: Credits | None = None
    decisions: tuple[CommitteeDecision, ...] = ()
    invented: bool = False
    harvests: Mapping[str, SessionHarvest] = field(default_factory=dict)
    mentoring: MentoringTerm | None = None

    def region_name(self, region: str, language: str) -> str:
        """A region as a language names it; its id when the roster gives no other name."""
        return self.regions.get(region, {}).get(language) or region

    def invited(self, session: Session) -> tuple[Member, ...]:
        """Members of the session's groups and its required people, paused ones left out, in roster order."""
        groups, named = set(self.series[session.series].groups), set(session.required_ids)
        begins = session.window.first
        return tuple(m for m in self.members if takes_part(m, groups, required=m.id in named, begins=begins))

    def session(self, session_id: str) -> Session | None:
        """The session of that id, or None."""
        return next((s for s in self.sessions if s.id == session_id), None)

    def with_session(self, changed: Session) -> Programme:
        """The programme with another session of the same id in the place of the one it has."""
        return replace(self, sessions=tuple(changed if s.id == changed.id else s for s in self.sessions))
