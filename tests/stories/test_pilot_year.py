"""A whole pilot year with real servers, in each language; then everything that it wrote is read by others.

``dev.py year`` lives the months in which something happens; every month is a campaign, since each takes
minutes: ``dev.py campaigns tests/stories``. Both in both languages.
Exim takes the letters, Dovecot has the answers, Radicale the calendar, Chromium shows the page. In June the
time zone data learns of a law; in December somebody else takes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest
from stories.year import ending, events, founding, months
from stories.year.founding import CAFES, MEETINGS
from stories.year.people import PEOPLE, PLACES, SECRETS
from stories.year.shown_page import shows_the_page

from support.stories.coordinator import Coordinator
from support.stories.invariants.both_languages import BothLanguages
from support.stories.invariants.nothing_private import NothingPrivate
from support.stories.invariants.nothing_twice import NothingTwice
from support.stories.invariants.one_hour import OneHour
from support.stories.invariants.reading import Invariant
from support.stories.law import as_installed
from support.stories.servers import running

SUMMER = CAFES[6:9]
CHANGED = (2, 4)
"""The months whose café was moved, or called off and restored."""
THOROUGH = (0, 5, 10)
"""The months in which commands are run twice, tables and sheets made, and the plan looked at."""
EVENTFUL, EVERY = (0, 2, 4, 5, 6, 10), tuple(range(11))
LEAST = {EVENTFUL: (25_000, 750, 200, 750), EVERY: (50_000, 1_500, 400, 1_500)}
"""How much each invariant must have read at least."""


@pytest.mark.readers
@pytest.mark.parametrize(
    ("language", "months_lived"),
    [
        pytest.param("en", EVENTFUL, id="en", marks=pytest.mark.year),
        pytest.param("fr", EVENTFUL, id="fr", marks=pytest.mark.year),
        pytest.param("en", EVERY, id="en-whole", marks=pytest.mark.campaign),
        pytest.param("fr", EVERY, id="fr-whole", marks=pytest.mark.campaign),
    ],
)
def test_a_pilot_year_from_sign_ups_to_a_stranger(
    language: str, months_lived: tuple[int, ...], tmp_path: Path
) -> None:
    """Up to fifteen sessions; one hour everywhere, both languages alike, nothing private, nothing twice."""
    with running(tmp_path) as servers:
        she = Coordinator(tmp_path, language, servers)
        stranger = lives(she, tmp_path, months_lived)
    written, people = she.written, {person.name: person.email for person in PEOPLE}
    invariants: tuple[Invariant, ...] = (
        OneHour(written, PLACES, [as_installed(), stranger.zones], (20, 70)),
        BothLanguages(written),
        NothingPrivate(written, SECRETS, people),
        NothingTwice(written),
    )
    mistakes = [
        f"{type(each).__name__}: {sentence}"
        for each in invariants
        for sentence in islice(each.mistakes(), 20)
    ]
    assert not mistakes, "\n".join(mistakes)
    assert all(each.seen > least for each, least in zip(invariants, LEAST[months_lived], strict=True))


def lives(she: Coordinator, place: Path, months_lived: Sequence[int]) -> Coordinator:
    """The year until December, and who goes on with it; what is quiet in some months is tried in others."""
    founding.makes_a_folder(she)
    founding.takes_sign_ups(she)
    founding.lets_people_choose_themes(she)
    cafes = {*(CAFES[number] for number in (*months_lived, 11)), *SUMMER}
    founding.plans_the_year(she, cafes)
    founding.publishes(she)
    she.today(months.day_of(she, CAFES[0], -28))
    months.invites(she, CAFES[0], MEETINGS[0], again=True)
    for number, after in pairwise((*months_lived, 11)):
        cafe, thorough = CAFES[number], number in THOROUGH
        happens(she, number)
        if thorough:
            months.prepares(she, cafe)
        if thorough or number in CHANGED:
            months.reminds(she, cafe, missing=int(number == 0), again=thorough)
        months.records(she, cafe, away=number)
        if thorough:
            months.looks_up(she, cafe)
        if number == 0:
            months.shares_what_was_said(she, cafe)
        if number == 5:
            events.hears_of_a_law(she, place, SUMMER)
            shows_the_page(she, warns=True)
        coming = [cafe for cafe in CAFES[after : after + 1] if cafe not in SUMMER]
        coming += [meeting for meeting in MEETINGS if meeting.startswith(CAFES[after][:7])]
        if coming:
            months.invites(she, *coming)
        if meeting := next((m for m in MEETINGS if m.startswith(cafe[:7])), ""):
            months.reminds(she, meeting)
            months.records(she, meeting, away=number)
    ending.asks_what_people_thought(she, CAFES[0], CAFES[10])
    stranger = ending.hands_over(she, CAFES[-1], place)
    months.records(stranger, CAFES[-1], away=11)
    months.looks_up(stranger, CAFES[-1])
    ending.gives_statements(stranger)
    ending.reports(stranger)
    founding.exports(stranger)
    shows_the_page(stranger)
    return stranger


def happens(she: Coordinator, number: int) -> None:
    """What is special before a café: January's facilitator, March's move, May's cancellation."""
    if number == 0:
        events.loses_a_facilitator(she, CAFES[number])
    elif number == CHANGED[0]:
        events.moves(she, CAFES[number])
        shows_the_page(she)
    elif number == CHANGED[1]:
        events.calls_off_and_restores(she, CAFES[number])
