"""Years with rooms, sessions that nobody asked about, answers from nowhere: masked, then attacked."""

from __future__ import annotations

import random

import pytest
from evaluation.test_group_figures import FORM, NAMES, answer, unlike
from evaluation.test_measure import a_year

from besrour_cli.disclosure.audit import exposures
from besrour_cli.disclosure.masked_measures import masked_measures
from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.measure import measure
from besrour_cli.model.evaluation.answers import EvaluationData
from besrour_cli.model.evaluation.publication import MaskRules


def some_year(seed: int) -> EvaluationInput:
    """A year in which regions answer unlike, the last session was not asked about, some say no region."""
    chance = random.Random(seed)
    year = a_year(chance, chance.randint(3, 5), rooms=seed % 2 == 0)
    called = {"North": "Canada", "South": "Africa"}
    people = {one: p._replace(region=called[p.region]) for one, p in year.people.items()}
    sessions = tuple(s._replace(rooms={"Africa": s.rooms.get("South", 0)}) for s in year.sessions)
    answers = tuple(
        answer(
            number,
            language := chance.choice(("en", "fr")),
            chance.choice(("canada", "canada", "west" if language == "fr" else "canada", "elsewhere", "")),
            chance.randint(1, 4),
            chance.randint(1, 5),
            chance.choice(("s0", "s1", "month-3")),
        )
        for number in range(chance.randint(12, 60))
    )
    return year._replace(
        people=people, sessions=sessions, region_names=NAMES, form=FORM, data=EvaluationData(answers)
    )


@pytest.mark.parametrize("seed", range(8))
def test_nobody_is_found_in_figures_of_groups(seed: int) -> None:
    """What the mask takes for true is so, and what is hidden stays at least three wide to who reads all."""
    year = unlike() if seed == 0 else some_year(seed)
    measures = measure(year)
    found = masked_measures(measures, "june", (), MaskRules())
    assert exposures((found.publication,), MaskRules()) == ()
    for figure in found.measures.figures.values():
        if figure.id.startswith("rejoins.region.") and figure.n < MaskRules().threshold:
            assert not figure.is_shown
        if figure.id.startswith(("response.region.", "response.language.", "item.lead.weighted-")):
            parts = [found.measures.figures[part] for part in figure.parts]
            assert not figure.is_shown or all(part.is_shown for part in parts)
