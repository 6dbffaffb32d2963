"""By what people are grouped in figures: region and preferred language; how rows are named in a trace."""

from __future__ import annotations

from collections.abc import Callable

from besrour_cli.evaluation.inputs import EvaluatedPerson, EvaluatedSession, EvaluationInput
from besrour_cli.model.evaluation.answers import EvaluationAnswer
from besrour_cli.model.evaluation.report import Dimension
from besrour_cli.model.message import msg

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
