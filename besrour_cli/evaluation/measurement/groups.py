"""By what people are grouped in figures: region and preferred language; how rows are named in a trace.

Answers name nobody. Their region is what they say themselves, their language that of the form.
"""

from __future__ import annotations

from collections.abc import Callable

from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.form import Item, ItemKind
from besrour_cli.model.evaluation.report import Dimension
from besrour_cli.model.evaluation.wording import folded_words
from besrour_cli.model.message import msg

REGION = "region"
"""The id of the item in which people say where they live."""
GroupOf = Callable[[EvaluatedPerson], str]


def groupings(data: EvaluationInput) -> tuple[tuple[str, GroupOf, Dimension], ...]:
    """Each way of grouping people: its name, the group of a person, the groups as a side of a table."""
    return (
        ("region", lambda person: person.region, region_dimension(data)),
        ("language", lambda person: person.language, language_dimension(data)),
    )


def region_dimension(data: EvaluationInput) -> Dimension:
    """The regions as a side of a table."""
    return Dimension("region", msg("Region"), data.regions(), data.region_names)


def language_dimension(data: EvaluationInput) -> Dimension:
    """The preferred languages as a side of a table."""
    return Dimension("language", msg("Language"), data.languages(), data.language_names)


def attendance_row(session: EvaluatedSession, member: str) -> str:
    """How a row of attendance.csv is named in a trace."""
    return f"attendance.csv {session.id} {member}"


def answer_row(answer: EvaluationAnswer) -> str:
    """How a stored answer is named in a trace."""
    return f"answer {answer.id}"


def room_rows(session: EvaluatedSession, region: str) -> list[str]:
    """How those who sat in shared rooms of a region without a name are named in a trace."""
    return [f"attendance.yaml {session.id} {region} {n}" for n in range(1, session.rooms.get(region, 0) + 1)]


def region_item(data: EvaluationInput) -> Item | None:
    """The item of the form that asks for the region; None where it is not asked."""
    items = data.form.items if data.form else ()
    return next((item for item in items if item.id == REGION and item.kind is ItemKind.ONE), None)


def region_choices(data: EvaluationInput) -> dict[str, str]:
    """The regions of those invited that the form offers by the same name, each with the id of its choice."""
    item = region_item(data)
    found: dict[str, str] = {}
    for region in data.regions():
        names = {code: folded_words(text) for code, text in data.region_names.get(region, {}).items()}
        for choice in item.choices if item else ():
            alike = any(folded_words(text) == names.get(code) for code, text in choice.text.items())
            if alike and choice.id not in found.values():
                found[region] = choice.id
                break
    return found
