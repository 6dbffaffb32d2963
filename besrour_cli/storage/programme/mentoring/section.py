"""``mentors:`` in ``sessions/programme.yaml``: the term, how long people meet, and the topics there are."""

from __future__ import annotations

from datetime import date

from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.people.mentoring import MentoringTerm
from besrour_cli.storage.programme.common_readers import read_dates
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, report
from besrour_cli.storage.yaml.readers import Reader, bilingual, scalar_of

_LONGEST = 366
USUAL_MINUTES = 60


def read_mentors_section(page: SourceFile, node: Node, languages: tuple[str, ...]) -> MentoringTerm | None:
    """``from``, ``until``, ``length`` and ``topics``; None when the term cannot be read."""
    fields = Fields(page, node, ("from", "to", "length", "topics"))
    ends = read_dates(fields) if fields.node is not None else None
    minutes = fields.optional("length", scalar_of(times.duration), USUAL_MINUTES)
    topics = fields.required("topics", _topics_reader(bilingual(languages)), {})
    if ends is None or not fields.complete:
        return None
    if (ends[1] - ends[0]).days > _LONGEST:
        fields.report(
            "to", "mentors-term", msg("the term is longer than a year"), msg("check the year of both dates")
        )
        return None
    return MentoringTerm(*ends, minutes, topics)


NO_TERM = MentoringTerm(date.min, date.min)
"""Stands in for a term that cannot be read, so that nobody is told that there is none."""


def _topics_reader(text: Reader[Text]) -> Reader[dict[str, Text]]:
    """A reader of topics: below the id of each its name in both languages."""

    def read(page: SourceFile, node: Node) -> dict[str, Text] | None:
        if not isinstance(node, MappingNode) or not node.pairs:
            report(
                page,
                node,
                "mentors-topics",
                msg("“topics” names no topic"),
                msg("write an id a line, such as research: {{en: Research, fr: La recherche}}"),
            )
            return None
        found: dict[str, Text] = {}
        whole = True
        for name, (key, value) in node.pairs.items():
            identifier = scalars.identifier(name)
            if isinstance(identifier, scalars.ParseError):
                report(page, key, *identifier)
                whole = False
            words = text(page, value)
            whole = whole and words is not None
            found[name] = words or {}
        return found if whole else None

    return read
