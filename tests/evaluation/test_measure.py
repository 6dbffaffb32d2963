"""Figures of a year of random people, counted again by hand; and of a year of which little is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest

from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.evaluation.measurement.daytime import minutes_outside_day
from besrour_cli.evaluation.measurement.figure_book import FigureBook
from besrour_cli.evaluation.measurement.measure import measure
from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationData
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemChoice, ItemKind
from besrour_cli.model.evaluation.report import ALL, FigureKind, FigureUnit, Measures
from besrour_cli.model.message import msg

BOTH = {"en": "words", "fr": "mots"}
FORM = EvaluationForm(
    title=BOTH,
    about=BOTH,
    items=(
        Item("fair", ItemKind.SCALE, BOTH, tuple(ItemChoice(n, BOTH) for n in "12345")),
        Item("lead", ItemKind.THEN_NOW, BOTH, tuple(ItemChoice(n, BOTH) for n in "12345")),
        Item("used", ItemKind.SEVERAL, BOTH, (ItemChoice("idea", BOTH), ItemChoice("none", BOTH))),
    ),
    primary="lead",
)
FIRST = datetime(2027, 1, 19, 14, 30, tzinfo=UTC)


def a_year(chance: random.Random, sessions: int, *, rooms: bool = True) -> EvaluationInput:
    """People of two regions and languages, some of whom come, some with minutes; and their answers."""
    people = {
        f"p{n}": EvaluatedPerson(f"p{n}", chance.choice(("North", "South")), chance.choice(("en", "fr")))
        for n in range(chance.randint(12, 30))
    }
    held = tuple(_session(chance, number, list(people), rooms=rooms) for number in range(sessions))
    answers = tuple(
        EvaluationAnswer(
            str(number), chance.choice(held).id, chance.choice(("en", "fr")), code, _values(chance)
        )
        for number, code in enumerate(chance.choices(("AB01", "CD02", "", "EF03", "GH04"), k=40), 1)
    )
    return EvaluationInput(people=people, sessions=held, form=FORM, data=EvaluationData(answers))


def _session(chance: random.Random, number: int, people: list[str], *, rooms: bool) -> EvaluatedSession:
    came = chance.sample(people, chance.randint(3, len(people)))
    return EvaluatedSession(
        id=f"s{number}",
        titles=BOTH,
        start=FIRST + timedelta(days=28 * number),
        minutes=90,
        invited=frozenset(chance.sample(people, len(people) - 2)),
        accepted=frozenset(),
        came={one: chance.choice((None, 30, 90, 120)) for one in came},
        rooms={"South": chance.randint(0, 4)} if rooms else {},
        outside={one: chance.choice((0, 30, 90)) for one in people},
        led_by=(chance.choice(people),),
    )


def _values(chance: random.Random) -> dict[str, str]:
    values = {
        "fair": chance.choice("12345"),
        "lead.then": chance.choice("123"),
        "lead.now": chance.choice("12345"),
    }
    return values | {"used": chance.choice(("idea", "none", "idea none"))}


def value(measures: Measures, name: str) -> float:
    """The first value of a figure."""
    return measures.figures[name].values[0]


@pytest.fixture(params=range(12))
def year(request: pytest.FixtureRequest) -> Iterator[EvaluationInput]:
    """Twelve different years."""
    chance = random.Random(request.param)
    yield a_year(chance, chance.randint(4, 7), rooms=request.param % 2 == 0)


def test_who_came_back_is_as_one_counts_by_hand(year: EvaluationInput) -> None:
    """Of those with three more sessions after their first, how many came to one of the three."""
    measures = measure(year)
    first = back = 0
    for person in year.people:
        hers = [s for s in year.sessions if person in s.invited or person in s.came]
        came = [n for n, s in enumerate(hers) if person in s.came]
        if came and len(hers) > came[0] + 3:
            first += 1
            back += any(n in came for n in range(came[0] + 1, came[0] + 4))
    assert (value(measures, "return.first"), value(measures, "return.back")) == (first, back)


def test_representation_counts_shared_rooms(year: EvaluationInput) -> None:
    """Minutes by region, whole sessions for people in rooms, beside the shares of those invited."""
    measures = measure(year)
    minutes = {"North": 0, "South": 0}
    for session in year.sessions:
        for person, stayed in session.came.items():
            minutes[year.people[person].region] += 90 if stayed is None else min(stayed, 90)
        minutes["South"] += 90 * session.rooms.get("South", 0)
    invited = {one for s in year.sessions for one in s.invited}
    for region, attended in minutes.items():
        share = sum(year.people[one].region == region for one in invited) / len(invited)
        assert value(measures, f"minutes.region.{region.lower()}") == attended
        ratio = value(measures, f"representation.region.{region.lower()}")
        assert ratio == pytest.approx(attended / sum(minutes.values()) / share, abs=1e-12)


def test_confidence_counts_a_person_once_by_her_last_answer(year: EvaluationInput) -> None:
    """Improved, same and worse of the last answer of each code, and of all answers without one."""
    measures = measure(year)
    last: dict[str, EvaluationAnswer] = {}
    for answer in sorted(year.data.answers, key=lambda one: (int(one.wave[1:]), one.id)):
        last[answer.code or answer.id] = answer
    ways = [int(one.values["lead.now"]) - int(one.values["lead.then"]) for one in last.values()]
    expected = [sum(w > 0 for w in ways), sum(w == 0 for w in ways), sum(w < 0 for w in ways)]
    found = [value(measures, f"item.lead.change.{name}") for name in ("improved", "same", "worse")]
    assert found == expected
    assert value(measures, "item.lead.now") == median(int(o.values["lead.now"]) for o in last.values())


def test_every_margin_is_the_sum_of_its_cells(year: EvaluationInput) -> None:
    """Tables that say they add up do, and each counted figure has as many rows as it says."""
    measures = measure(year)
    for table in measures.tables:
        for keys, name in table.cells.items():
            inner = [
                each
                for each in table.cells
                if ALL not in each and all(a in (b, ALL) for a, b in zip(keys, each, strict=True))
            ]
            if ALL in keys and table.adds_up and not table.id.startswith("invited."):
                assert value(measures, name) == sum(value(measures, table.cells[each]) for each in inner)
    for figure in measures.figures.values():
        if str(figure.formula) == "the rows below, counted":
            assert len(figure.rows) == figure.values[0] == figure.n


def test_parts_are_figures_of_the_same_report(year: EvaluationInput) -> None:
    """Whatever a figure is worked out from can be looked up as well, and ids are plain."""
    measures = measure(year)
    for name, figure in measures.figures.items():
        assert name == figure.id and name == name.casefold() and " " not in name
        assert all(part in measures.figures for part in figure.parts), figure.id


def test_an_id_names_one_figure_alone() -> None:
    """A second figure of the same id is refused, since a trace would tell of either."""
    book = FigureBook()
    book.count("people.came", FigureUnit.PEOPLE, msg("people"), ["p1", "p2"])
    with pytest.raises(ValueError, match=r"people\.came"):
        book.count("people.came", FigureUnit.PEOPLE, msg("people"), ["p1"])
    assert book.figure("people.came").values == (2,)


def test_who_has_left_the_roster_is_invited_and_in_no_region() -> None:
    """The sum of the regions is no total then: people who are missing in it are not in the table."""
    year = a_year(random.Random(5), 4)
    gone = sorted(year.sessions[0].invited)[0]
    left = year._replace(people={name: each for name, each in year.people.items() if name != gone})
    for data, totals in ((year, True), (left, False)):
        table = measure(data).table("invited.region")
        assert table is not None and ((ALL,) in table.cells) is totals
    assert value(measure(left), "people.invited") == value(measure(year), "people.invited")


def test_no_percentage_below_ten_and_no_test_below_six() -> None:
    """Few people: counts alone, and a reason in the place of the rest."""
    few = a_year(random.Random(5), 4)
    answers = few.data.answers[:5]
    measures = measure(few._replace(data=EvaluationData(answers)))
    share = measures.figures["item.fair.agree-share"]
    assert (share.kind, share.values) == (FigureKind.PERCENT, ()) and share.reason is not None
    assert measures.figures["item.lead.signed-rank"].values == ()
    assert measures.figures["item.lead.holm"].values == ()


def test_one_session_and_nobody_who_answered_is_a_report_already() -> None:
    """From the first session on; who comes back is not known yet, and nothing is divided by zero."""
    year = a_year(random.Random(8), 1)
    measures = measure(year._replace(form=None, data=EvaluationData()))
    assert value(measures, "sessions.held") == 1
    assert value(measures, "return.first") == 0
    assert measures.figures["return.share"].values == ()
    assert not [name for name in measures.figures if name.startswith(("item.", "response."))]


def test_minutes_outside_the_day_follow_the_clock_of_the_place() -> None:
    """08:00 to 18:00 there: half an hour before eight counts, and a clock that changes meanwhile is read."""
    start = datetime(2027, 1, 19, 12, 30, tzinfo=UTC)
    end = start + timedelta(minutes=90)
    assert minutes_outside_day(start, end, "America/Toronto") == 30  # 7:30 to 9:00
    assert minutes_outside_day(start, end, "Africa/Nairobi") == 0  # 15:30 to 17:00
    night = datetime(2027, 3, 14, 6, 0, tzinfo=UTC)  # 1:00 in Toronto, where the clock jumps at 2:00
    assert minutes_outside_day(night, night + timedelta(hours=8), "America/Toronto") == 6 * 60
