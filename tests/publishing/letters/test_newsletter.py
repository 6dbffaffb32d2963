"""The newsletter tells everyone what is certain, in a few lines, and nothing of what is not public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import support.publishing.letter_programme as given
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme, PublishSettings, Session, Window
from besrour_cli.publishing.letters.newsletter import coming, newsletter

NOW = given.utc(2027, 1, 5, 12, 0)


def text(programme: Programme = given.PROGRAMME, plan: Plan = given.PLAN) -> str:
    """The issue of January on one line, its no-break spaces as spaces."""
    files = newsletter(programme, plan, NOW, given.templates())
    return " ".join(files["newsletter-2027-01.txt"].decode().split())


def session(name: str, series: str = "cafe", month: int = 6) -> Session:
    """One more session, of a later month."""
    return replace(
        given.SESSION,
        id=name,
        series=series,
        titles={"en": f"Title {name}", "fr": f"Titre {name}"},
        window=Window(date(2027, month, 1), date(2027, month, 20)),
    )


def test_what_is_only_proposed_or_not_planned_stands_in_one_line_without_an_hour() -> None:
    """Twelve sessions that nobody announced make one paragraph, with a month each: no wall, no false date."""
    more = tuple(session(f"s{n}", month=n) for n in range(2, 13))
    programme = replace(given.PROGRAMME, sessions=(*given.PROGRAMME.sessions, *more))
    issue = text(programme)
    assert issue.count("Day and hour are to be confirmed") == 1
    assert (
        "Title s2 (Besrour Café, February 2027); Mentors near and far (Besrour Café, February 2027)" in issue
    )
    assert "Title s12 (Besrour Café, December 2027)." in issue
    assert "Titre s12 (Café Besrour, décembre 2027)." in issue
    assert "February 17" not in issue and "to be confirmed" not in issue.replace("are to be confirmed", "")


def test_a_session_that_was_never_planned_and_whose_days_are_over_is_not_told() -> None:
    """Nobody is promised an hour of last month; one whose days have begun is still to come."""
    over, begun = session("over"), session("begun")
    windows = Window(date(2026, 12, 1), date(2027, 1, 4)), Window(date(2026, 12, 1), date(2027, 1, 20))
    more = [replace(each, window=window) for each, window in zip((over, begun), windows, strict=True)]
    issue = text(replace(given.PROGRAMME, sessions=(*given.PROGRAMME.sessions, *more)))
    assert "Title over" not in issue and "Title begun (Besrour Café, January 2027)" in issue


def test_a_session_of_next_year_is_further_ahead_and_not_this_year() -> None:
    """A firm date beyond two months stands below “Further ahead”, with its year."""
    slots = {**given.PLAN.slots, "far": given.slot("far", 2028, 1, 12, 17, 0)}
    programme = replace(given.PROGRAMME, sessions=(*given.PROGRAMME.sessions, session("far")))
    issue = text(programme, replace(given.PLAN, slots=slots))
    assert "## Further ahead - Wednesday, January 12, 2028: Title far" in issue
    assert "## Par la suite - Mercredi 12 janvier 2028 : Titre far" in issue
    assert "this year" not in issue


def test_it_speaks_of_what_took_place_only_when_something_did() -> None:
    """Without a session held, neither heading nor opening promises a report."""
    assert "Here is what took place lately, what comes next and how" in text()
    slots = {name: slot for name, slot in given.PLAN.slots.items() if name != "2026-12-cafe"}
    issue = text(plan=replace(given.PLAN, slots=slots))
    assert "Here is what comes next and how you can take part." in issue
    assert "What took place" not in issue and "Ce qui a eu lieu" not in issue


def test_with_nothing_ahead_it_says_how_to_take_part_alone() -> None:
    """An empty plan: no blank heading, and the way in."""
    programme = replace(given.PROGRAMME, sessions=())
    issue = text(programme, replace(given.PLAN, slots={}))
    assert "Here is how you can take part." in issue and "Voici comment participer." in issue
    for heading in ("Coming next", "Further ahead", "Still being planned", "What took place", "Cancelled"):
        assert heading not in issue
    assert "write a line to cafe@example.org" in issue
    assert "The next meeting is not set yet." in issue


def test_only_published_series_are_told_to_everyone() -> None:
    """The working group's meetings are neither listed nor announced by the newsletter."""
    private = replace(
        given.PROGRAMME,
        sessions=(*given.PROGRAMME.sessions, session("group", "working")),
        publish=PublishSettings(series=("cafe",)),
    )
    plan = replace(given.PLAN, slots={**given.PLAN.slots, "group": given.slot("group", 2027, 1, 22, 15, 0)})
    issue = text(private, plan)
    assert "Title group" not in issue and "Working group" not in issue
    assert [slot.session for slot in coming(private, plan, NOW)] == ["2027-01-cafe", "2027-02-cafe"]
    open_to_all = replace(private, publish=PublishSettings())
    assert "Title group" in text(open_to_all, plan)


def test_a_cancelled_session_is_named_as_such() -> None:
    """It is under its own heading, and nowhere else."""
    slots = dict(given.PLAN.slots)
    slots["2027-01-cafe"] = slots["2027-01-cafe"].with_state(SessionState.CANCELLED)
    issue = text(plan=replace(given.PLAN, slots=slots))
    assert "## Cancelled - Wednesday, January 20, 2027: Teaching at the bedside" in issue
    assert "Coming next" not in issue
