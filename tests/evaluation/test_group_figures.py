"""Figures of groups beside each other, each worked out by hand: response, weights, languages, rejoins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.evaluation.measurement.measure import measure
from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationData
from besrour_cli.model.evaluation.figure_text import figure_text
from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemChoice, ItemKind
from besrour_cli.model.evaluation.report import Measures

BOTH = {"en": "words", "fr": "mots"}
POINTS = tuple(ItemChoice(n, BOTH) for n in "12345")
FORM = EvaluationForm(
    title=BOTH,
    about=BOTH,
    items=(
        Item("fair", ItemKind.SCALE, BOTH, POINTS),
        Item("lead", ItemKind.THEN_NOW, BOTH, POINTS),
        Item(
            "region",
            ItemKind.ONE,
            BOTH,
            (
                ItemChoice("canada", {"en": "Canada", "fr": "Canada"}),
                ItemChoice("west", {"en": "West Africa", "fr": "Afrique de l’Ouest"}),
                ItemChoice("elsewhere", {"en": "Elsewhere", "fr": "Ailleurs"}),
            ),
        ),
    ),
    primary="lead",
)
NAMES = {
    "Canada": {"en": "Canada", "fr": "Canada"},
    "Africa": {"en": "West Africa", "fr": "Afrique de l'Ouest"},
}
FIRST = datetime(2027, 1, 19, 14, 30, tzinfo=UTC)


def person(number: int) -> EvaluatedPerson:
    """Twelve Canadians who prefer English, then Africans who prefer French."""
    canada = number < 12
    return EvaluatedPerson(f"p{number}", "Canada" if canada else "Africa", "en" if canada else "fr")


def session(name: str, came: Mapping[str, int], joins: Mapping[str, int] | None = None) -> EvaluatedSession:
    """A session of ninety minutes to which everybody was invited."""
    return EvaluatedSession(
        id=name,
        titles=BOTH,
        start=FIRST + timedelta(days=28 * int(name[1:])),
        minutes=90,
        invited=frozenset(f"p{n}" for n in range(32)),
        accepted=frozenset(),
        came=came,
        joins=joins or {},
    )


def answer(
    number: int, language: str, region: str, then: int, now: int, wave: str = "s0"
) -> EvaluationAnswer:
    """An answer of somebody who answers once."""
    values = {"lead.then": str(then), "lead.now": str(now), "fair": str(now), "region": region}
    return EvaluationAnswer(f"{number:03d}", wave, language, "", {k: v for k, v in values.items() if v})


def year(answers: list[EvaluationAnswer], *sessions: EvaluatedSession) -> EvaluationInput:
    """A year of these sessions and answers."""
    return EvaluationInput(
        people={f"p{n}": person(n) for n in range(32)},
        sessions=sessions,
        region_names=NAMES,
        language_names={"en": {"en": "English", "fr": "anglais"}, "fr": {"en": "French", "fr": "français"}},
        form=FORM,
        data=EvaluationData(tuple(answers)),
    )


def unlike() -> EvaluationInput:
    """Of 12 Canadians 9 answer, of 20 Africans 6; two in three of those improve, one in two of these."""
    canadian = [answer(n, "en", "canada", 2, 3 if n < 6 else 2) for n in range(9)]
    african = [answer(20 + n, "fr", "west", 2, 4 if n < 3 else 1) for n in range(6)]
    return year([*canadian, *african], session("s0", {f"p{n}": 90 for n in range(32)}))


def value(measures: Measures, name: str) -> float:
    """The first value of a figure."""
    return measures.figures[name].values[0]


def test_response_by_region_and_language_is_answers_by_attendances() -> None:
    """9 of 12 and 6 of 20; the form says “Afrique de l’Ouest” and the roster writes another apostrophe."""
    measures = measure(unlike())
    for name, first, second in (("region", "canada", "africa"), ("language", "en", "fr")):
        assert value(measures, f"response.{name}.{first}") == 9 / 12
        assert value(measures, f"response.{name}.{second}") == 6 / 20
        p = value(measures, f"response.{name}-p")
        assert p == pytest.approx(0.026880108332930308, abs=1e-12)  # Fisher's test of [[9, 3], [6, 14]]


def test_shared_rooms_count_where_they_stand_and_name_nobody() -> None:
    """Ten people around one screen in Africa are ten more attendances that could be answered."""
    data = unlike()
    room = data.sessions[0]._replace(rooms={"Africa": 10})
    measures = measure(data._replace(sessions=(room,)))
    assert value(measures, "answerable.region.africa.all") == 30
    assert value(measures, "response.region.africa") == 6 / 30
    assert value(measures, "response.language.fr") == 6 / 20
    assert len(measures.figures["attendance.rooms"].rows) == value(measures, "attendance.rooms") == 10


def test_an_answer_that_names_no_region_counts_in_none() -> None:
    """Nor does one from elsewhere: it is part of the response of all together."""
    data = unlike()
    blank = [answer(90, "en", "", 2, 3), answer(91, "en", "elsewhere", 2, 3)]
    measures = measure(data._replace(data=EvaluationData((*data.data.answers, *blank))))
    assert value(measures, "response.answered") == 17
    assert value(measures, "response.region.canada") == 9 / 12
    assert value(measures, "response.language.en") == 11 / 12


def test_more_answers_than_attendances_are_no_rate() -> None:
    """Somebody answered twice, or for a neighbour: no percentage, and the reason."""
    many = [answer(n, "en", "canada", 2, 3) for n in range(14)]
    measures = measure(year(many, session("s0", {f"p{n}": 90 for n in range(12)})))
    figure = measures.figures["response.region.canada"]
    assert figure.values == () and str(figure.reason) == "the part is larger than the whole"


def test_a_region_that_the_form_does_not_name_has_no_response() -> None:
    """Nobody guesses that “Afrique” of the roster is “Afrique de l’Ouest” of the form."""
    data = unlike()._replace(
        region_names={"Canada": NAMES["Canada"], "Africa": {"en": "Africa", "fr": "Afrique"}}
    )
    figures = measure(data).figures
    assert not [name for name in figures if name.startswith("response.region")]
    assert "response.language.fr" in figures


def test_where_response_is_unlike_the_share_is_weighted_by_attendance() -> None:
    """9 of 15 improved; 12 attendances of 32 at 6 of 9, and 20 of 32 at 3 of 6: 9/16 beside 9/15."""
    measures = measure(unlike())
    assert value(measures, "item.lead.improved-share") == 9 / 15
    for name in ("region", "language"):
        assert value(measures, f"item.lead.weighted-{name}") == (12 * 6 / 9 + 20 * 3 / 6) / 32 == 0.5625


def test_where_response_is_alike_nothing_is_weighted() -> None:
    """Exactly ten points apart is not more than ten: 6 of 20 and 8 of 20."""
    both = [answer(n, "en", "canada", 2, 3) for n in range(6)]
    both += [answer(20 + n, "fr", "west", 2, 3) for n in range(8)]
    twice = session("s0", {f"p{n}": 90 for n in range(32)}), session("s1", {f"p{n}": 90 for n in range(8)})
    measures = measure(year([*both, answer(60, "en", "", 2, 3, "s1")], *twice))
    assert (
        value(measures, "response.region.canada") == 0.3 and value(measures, "response.region.africa") == 0.4
    )
    assert not [name for name in measures.figures if "weighted" in name]


def test_a_silent_group_cannot_be_weighted() -> None:
    """Where nobody of a region answered nothing is known of it, and no weight can make up for that."""
    alone = [answer(n, "en", "canada", 2, 3) for n in range(12)]
    figure = measure(year(alone, session("s0", {f"p{n}": 90 for n in range(32)}))).figures[
        "item.lead.weighted-region"
    ]
    assert figure.values == () and figure.reason is not None


def test_both_languages_are_compared_over_every_division() -> None:
    """Changes of 6 times 1 and 3 times 0, against 3 times 2 and 3 times -1; agreement of five 1 and six 5."""
    measures = measure(unlike())
    first, second = [1] * 6 + [0] * 3, [2] * 3 + [-1] * 3
    delta = sum((a > b) - (a < b) for a in first for b in second) / 54
    assert value(measures, "item.lead.language-delta") == delta == 0
    assert value(measures, "item.lead.language-p") == 1
    apart = [answer(n, "en", "", 1, 1) for n in range(5)] + [answer(50 + n, "fr", "", 1, 5) for n in range(6)]
    measures = measure(year(apart, session("s0", {f"p{n}": 90 for n in range(32)})))
    assert value(measures, "item.fair.language-delta") == -1
    divisions = [sum(chosen) for chosen in combinations([1] * 5 + [5] * 6, 5)]
    rare = sum(abs(total - 35 * 5 / 11) >= 35 * 5 / 11 - 5 for total in divisions) / len(divisions)
    assert value(measures, "item.fair.language-p") == pytest.approx(rare, abs=1e-12)


def test_languages_too_small_to_tell_have_a_delta_and_no_p() -> None:
    """Three against four can reach 0.057 at best."""
    few = [answer(n, "en", "", n + 1, 1) for n in range(3)]
    few += [answer(50 + n, "fr", "", 1, n + 2) for n in range(4)]
    measures = measure(year(few, session("s0", {f"p{n}": 90 for n in range(32)})))
    assert measures.figures["item.lead.language-delta"].values == (-1.0,)
    assert measures.figures["item.lead.language-p"].values == ()
    assert measures.figures["item.lead.language-holm"].values == ()


def test_rejoins_are_counted_by_the_hours_attended() -> None:
    """Two Africans, 90 and 60 minutes, one of whom came in three times: two rejoins in 2.5 hours."""
    came = {"p0": 90, "p12": 90, "p13": 60, "p14": 30}
    held = session("s0", came, {"p0": 1, "p12": 3, "p13": 1}), session("s1", came)
    measures = measure(year([], *held))
    assert value(measures, "rejoins.sessions") == 1
    assert value(measures, "rejoins.region.africa") == 2 / 2.5
    assert value(measures, "rejoins.region.canada") == 0
    assert measures.figures["rejoins.region.africa"].n == 2
    assert "rejoins.all" not in measures.figures


def test_files_without_joins_say_nothing_of_them() -> None:
    """Attendance as it was written before: no figure, and so no sentence."""
    measures = measure(year([], session("s0", {"p0": 90, "p12": 90})))
    assert not [name for name in measures.figures if name.startswith("rejoins")]


def test_a_median_below_nothing_is_written_with_a_minus() -> None:
    """Confidence may fall: −1, with the sign of a minus and not a hyphen, in both languages."""
    fell = [answer(n, "en", "", 3, 2) for n in range(6)] + [answer(50 + n, "fr", "", 4, 2) for n in range(6)]
    figure = measure(year(fell, session("s0", {f"p{n}": 90 for n in range(32)}))).figures[
        "item.lead.median.fr"
    ]
    assert figure_text(figure, "en") == "\u22122 (\u22122 to \u22122)"
    assert figure_text(figure, "fr") == "\u22122 (\u22122 à \u22122)"
