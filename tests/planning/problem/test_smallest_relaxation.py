"""The fewest demands to give up are the fewest: every member's counted apart, and every set tried."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from besrour_cli.clock.instants import local
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import DAY, Blackout, Member, Programme, Session, WeekSpan
from besrour_cli.planning.solve.choose import choose
from support.campaigns.thorough import a_few
from support.planning.oracle import by_the_minute
from support.planning.world import NOW, member, programme, series, session

FIRST = date(2027, 1, 11)
DAILY = series("cafe", 60, weekdays=(0, 1, 2, 3, 4, 5, 6))
MORNINGS = [WeekSpan(d * DAY, d * DAY + 12 * 60) for d in range(7)]
EVENINGS = [WeekSpan(d * DAY + 12 * 60, (d + 1) * DAY) for d in range(7)]
FILES = {
    "its weekdays": "weekdays",
    "its hours of the day (between)": "between",
    "the blackout dates": "blackouts",
}


def no(asked: Programme, plan: Plan | None = None) -> tuple[str, str]:
    """The refusal to plan, and its remedy."""
    with pytest.raises(NegativeAnswer) as fault:
        choose(asked, plan or Plan("test", ""), NOW)
    return str(fault.value.what), str(fault.value.remedy)


def one(*people: Member, last: int = 13) -> Programme:
    """One session a day long for some people in Accra."""
    asked = session("s", FIRST, date(2027, 1, last), DAILY)
    return programme(people, [DAILY], [asked], Fairness(step=60), anchor="Accra")


def test_two_who_are_alike_count_twice() -> None:
    """Two people give up their mornings, or one her evenings: the one is asked, and nobody else."""
    alike = [member(i, "Accra", never=MORNINGS) for i in ("ada", "ben")]
    what, remedy = no(one(*alike, member("zoe", "Accra", never=EVENINGS)))
    assert "the never-hours of Ada and Ben exclude 36 and the never-hours of Zoe exclude 36" in what
    assert remedy == "for s, give up the never-hours of Zoe; no other date would help"


def test_all_who_are_alike_are_named() -> None:
    """Where every one of them must give way, every one is named; after three the rest are counted."""
    always = [WeekSpan(0, 7 * DAY)]
    two = [member(i, "Accra", never=always) for i in ("ada", "ben")]
    assert no(one(*two))[1] == "for s, give up the never-hours of Ada and Ben; no other date would help"
    six = [member(f"m{i}", "Accra", never=always) for i in range(6)]
    assert no(one(*six))[1] == (
        "for s, give up the never-hours of M0, M1, M2 and 3 more; no other date would help"
    )


def test_a_wider_window_is_advised_where_it_helps_alone() -> None:
    """One who never can on three days can on the fourth; one who never can cannot."""
    busy = member("ada", "Accra", never=[WeekSpan(0, 3 * DAY)])
    assert no(one(busy))[1] == "for s, widen the window or give up the never-hours of Ada"
    whole = member("ada", "Accra", never=[WeekSpan(0, 7 * DAY)])
    assert no(one(whole))[1] == "for s, give up the never-hours of Ada; no other date would help"


def test_many_demands_are_counted_not_listed() -> None:
    """Twenty people who all differ: a handful of demands is told, and how many there are besides."""
    people = [member(f"m{i:02}", "Accra", never=[WeekSpan(i * 60, 3 * DAY)]) for i in range(20)]
    what, _ = no(one(*people))
    assert len(what) < 600
    assert "more demands exclude others" in what


@pytest.mark.parametrize("seed", a_few(range(150), 50))
def test_the_set_named_is_a_smallest_one(seed: int) -> None:
    """On small random instances every set of demands is tried, the smallest first."""
    asked = _random(seed)
    broken = [_broken(asked, start) for start in _starts(asked)]
    if all(broken):
        every = sorted(set().union(*broken))
        size = next(
            n
            for n in range(1, len(every) + 1)
            if any(out <= set(those) for those in combinations(every, n) for out in broken)
        )
        named, more = _named(no(asked)[1])
        assert len(named) + more == size
        assert more or any(out <= named for out in broken)
    else:
        assert not _broken(asked, choose(asked, Plan("test", ""), NOW).plan.slots["s"].start)


def test_most_of_the_random_instances_have_no_start() -> None:
    """So that the test before this one is one of refusals."""
    refused = sum(all(_broken(asked, s) for s in _starts(asked)) for asked in map(_random, range(150)))
    assert refused > 75


def _random(seed: int) -> Programme:
    dice = random.Random(seed)
    kinds = (
        (),
        MORNINGS,
        EVENINGS,
        [WeekSpan(0, 3 * DAY)],
        [WeekSpan(6 * 60, 4 * DAY)],
        [WeekSpan(0, 7 * DAY)],
    )
    people = []
    for i in range(dice.randint(2, 6)):
        hours = dice.choice(((), (), [WeekSpan(DAY + 8 * 60, DAY + 12 * 60)], [WeekSpan(4 * DAY, 5 * DAY)]))
        person = member(
            f"m{i}", dice.choice(("Accra", "Tokyo")), never=dice.choice(kinds), hours=hours, region="one"
        )
        if dice.random() < 0.2:
            taken = datetime(2027, 1, 11, tzinfo=UTC)
            person = replace(person, busy=((taken, taken + timedelta(days=dice.randint(1, 3))),))
        people.append(person)
    run = series(
        "cafe",
        60,
        weekdays=dice.choice(((0, 1, 2), (3, 4))),
        between=dice.choice(((0, DAY), (8 * 60, 20 * 60))),
    )
    required = {"host": tuple(p.id for p in people if dice.random() < 0.4)}
    asked = session("s", FIRST, FIRST + timedelta(days=dice.randint(0, 2)), run, required=required)
    blackouts = [Blackout(FIRST, FIRST, {})] if dice.random() < 0.4 else []
    return programme(people, [run], [asked], Fairness(step=240), blackouts, "Accra")


def _starts(asked: Programme) -> Iterator[datetime]:
    window = asked.sessions[0].window
    start = datetime(window.first.year, window.first.month, window.first.day, tzinfo=UTC)  # Accra keeps UTC
    while start.date() <= window.last:
        yield start
        start += timedelta(minutes=asked.fairness.step)


def _broken(asked: Programme, start: datetime) -> set[str]:
    """The constraints that a start violates, minute by minute and member by member."""
    one_session: Session = asked.sessions[0]
    run = asked.series[one_session.series]
    end = start + timedelta(minutes=one_session.minutes)
    begins = local(start, asked.anchor.zone)
    at = begins.hour * 60 + begins.minute
    found = set()
    if begins.weekday() not in one_session.weekdays:
        found.add("weekdays")
    if run.between != (0, DAY) and not run.between[0] <= at <= run.between[1] - one_session.minutes:
        found.add("between")
    if any(b.first <= begins.date() <= b.last for b in asked.blackouts):
        found.add("blackouts")
    for person in asked.invited(one_session):
        _, _, never, outside = by_the_minute(asked, person, start, one_session.minutes)
        if never:
            found.add(f"never {person.name}")
        if outside and person.id in one_session.required_ids:
            found.add(f"hours {person.name}")
        if any(a < end and start < b for a, b in person.busy):
            found.add(f"busy {person.name}")
    return found


def _named(remedy: str) -> tuple[set[str], int]:
    """The demands a remedy names, and how many it only counts."""
    given_up = remedy.partition("give up ")[2].removesuffix("; no other date would help")
    found = {kind for words, kind in FILES.items() if words in given_up}
    more = 0
    for kind, words in (
        ("never", r"never-hours of ((?:M\d(?:, | and )?)+)(?:(\d+) more)?"),
        ("busy", r"calendars? of ((?:M\d(?:, | and )?)+)(?:(\d+) more)?"),
        ("hours", r"own hours of ((?:M\d(?:, | and )?)+)(?:(\d+) more)?"),
    ):
        for match in re.finditer(words, given_up):
            found |= {f"{kind} {name}" for name in re.findall(r"M\d", match[1])}
            more += int(match[2] or 0)
    return found, more
