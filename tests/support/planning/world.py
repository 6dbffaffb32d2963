"""Small programmes for the planning tests."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import (
    Blackout,
    Contact,
    Member,
    Platform,
    PreferredStart,
    Programme,
    Series,
    Session,
    WeekSpan,
    Window,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = {
    "Toronto": ("America/Toronto", "CA", "North America"),
    "Vancouver": ("America/Vancouver", "CA", "North America"),
    "St. John's": ("America/St_Johns", "CA", "North America"),
    "Accra": ("Africa/Accra", "GH", "Africa"),
    "Nairobi": ("Africa/Nairobi", "KE", "Africa"),
    "Cairo": ("Africa/Cairo", "EG", "Africa"),
    "Casablanca": ("Africa/Casablanca", "MA", "Africa"),
    "Kampala": ("Africa/Kampala", "UG", "Africa"),
    "Kathmandu": ("Asia/Kathmandu", "NP", "Asia"),
    "Tokyo": ("Asia/Tokyo", "JP", "Asia"),
    "London": ("Europe/London", "GB", "Europe"),
    "Lord Howe": ("Australia/Lord_Howe", "AU", "Oceania"),
}
SPANS = (
    WeekSpan(8 * 60, 12 * 60),
    WeekSpan(2 * 1440 + 13 * 60, 2 * 1440 + 19 * 60),
    WeekSpan(6 * 1440 + 22 * 60, 7 * 1440 + 300),
    WeekSpan(3 * 1440, 3 * 1440 + 9 * 60),
)


def place(name: str) -> Place:
    """One of ``PLACES``, by its name."""
    zone, country, region = PLACES[name]
    return Place(name, {"en": name, "fr": name}, country, zone, region)


def member(
    ident: str,
    where: str = "Toronto",
    groups: Sequence[str] = ("cafe",),
    *,
    region: str = "",
    profile: str = "",
    hours: Sequence[WeekSpan] = (),
    never: Sequence[WeekSpan] = (),
    paused: bool = False,
) -> Member:
    """A member at one of ``PLACES``, in a group, with what else a test needs."""
    spot = place(where)
    return Member(
        ident,
        ident.title(),
        f"{ident}@example.org",
        spot,
        ("en",),
        tuple(groups),
        region or spot.region,
        profile=profile,
        hours=tuple(hours),
        never=tuple(never),
        paused=paused,
    )


def series(
    ident: str = "cafe",
    minutes: int = 90,
    days_between: int = 0,
    *,
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
    between: tuple[int, int] = (0, 1440),
    groups: tuple[str, ...] = (),
    prefer: PreferredStart | None = None,
) -> Series:
    """A series for the group of its own name, on working days, unless a test says otherwise."""
    return Series(
        ident,
        {"en": ident, "fr": ident},
        minutes,
        groups or (ident,),
        weekdays,
        between=between,
        days_between=days_between,
        prefer=prefer,
    )


def session(
    ident: str,
    first: date,
    last: date,
    of: Series,
    *,
    required: Mapping[str, tuple[str, ...]] | None = None,
    weekdays: Sequence[int] | None = None,
    pinned: datetime | None = None,
) -> Session:
    """A session of a series, in a window of dates."""
    return Session(
        ident,
        of.id,
        {"en": ident, "fr": ident},
        {},
        Window(first, last),
        of.minutes,
        tuple(of.weekdays if weekdays is None else weekdays),
        required or {},
        pinned=pinned,
    )


def programme(
    members: Sequence[Member],
    runs: Sequence[Series],
    sessions: Sequence[Session],
    fairness: Fairness | None = None,
    blackouts: Sequence[Blackout] = (),
    anchor: str = "Toronto",
) -> Programme:
    """A programme of these members, series and sessions."""
    return Programme(
        "test",
        {"en": "Test", "fr": "Essai"},
        Contact({"en": "Us", "fr": "Nous"}, "us@example.org", "1 Street"),
        ("en", "fr"),
        place(anchor),
        Platform("Zoom"),
        {run.id: run for run in runs},
        tuple(sessions),
        tuple(members),
        fairness or Fairness(),
        tuple(blackouts),
    )


def random_instance(seed: int) -> tuple[Programme, Plan]:
    """A programme small enough to try everything, with every kind of demand in it now and then."""
    dice = random.Random(seed)
    names = dice.sample(sorted(PLACES), dice.randint(2, 4))
    people = []
    for i in range(dice.randint(2, 5)):
        people.append(
            member(
                f"m{i}",
                dice.choice(names),
                dice.choice((("cafe",), ("cafe", "team"), ("team",))),
                profile=dice.choice(("", "", "academic", "evenings")),
                hours=dice.sample(SPANS, 1) if dice.random() < 0.2 else (),
                never=dice.sample(SPANS, 1) if dice.random() < 0.25 else (),
            )
        )
    step = dice.choice((150, 180, 210, 240, 300))
    between = dice.choice(((0, 1440), (6 * 60, 22 * 60), (12 * 60, 9 * 60)))
    runs = [
        series("cafe", dice.choice((60, 90)), dice.choice((0, 0, 2)), between=between),
        series("team", 60, weekdays=(0, 1, 2, 3, 4, 5, 6)),
    ]
    begin = date(2027, dice.choice((1, 3, 10)), dice.choice((8, 11, 12, 13, 14)))
    sessions = []
    for i in range(dice.randint(2, 3)):
        run = dice.choice(runs)
        first = begin + timedelta(days=dice.choice((0, 1, 7)) * i)
        required = {"facilitator": (dice.choice(people).id,)} if dice.random() < 0.3 else None
        last = first + timedelta(days=dice.choice((0, 1, 1)))
        sessions.append(session(f"s{i}", first, last, run, required=required))
    fairness = Fairness(
        step=step,
        good=dice.choice((1.5, 2.0, 4.5)),
        good_sessions=dice.randint(0, 3),
        lambda_=dice.choice((3.0, 0.5, 0.0, 1.25)),
        profile=dice.choice(("clinic", "academic")),
    )
    blackouts = [Blackout(begin, begin, {})] if dice.random() < 0.1 else []
    past = [m.id for m in people if dice.random() < 0.4]
    ledger = {i: Burden(dice.choice((0.0, 3.0, 7.25, 4.37)), dice.randint(0, 2), 2) for i in past}
    return programme(people, runs, sessions, fairness, blackouts), Plan("test", "", {}, ledger)
