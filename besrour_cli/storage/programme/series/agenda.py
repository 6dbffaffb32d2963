"""``agenda:`` and ``thanks:`` of a session or of a series, whose parts must fit into the session."""

from __future__ import annotations

import re
from collections.abc import Sequence

from besrour_cli.model.language import Text
from besrour_cli.model.meeting.agenda import Agenda, AgendaPart
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.series.required_people import ROLES
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.times import LONGEST
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import Reader, bilingual, list_of, paragraphs, scalar_of

AGENDA_KEYS = ("agenda", "thanks")
_PART_KEYS = ("minutes", "title", "role", "opening", "questions", "tables")
_MINUTES = re.compile(r"(\d{1,3}) ?(?:min|mins|mn|minutes?)?\.?", re.IGNORECASE)


def read_agenda(fields: Fields, languages: tuple[str, ...], minutes: int, usual: Agenda) -> Agenda:
    """The agenda below a session's or a series' keys; what they do not say is as in ``usual``.

    ``minutes`` is how long the session lasts: parts that take longer are a mistake at the one that does not
    fit any more, parts that take less a warning.
    """
    text, block = bilingual(languages), bilingual(languages, paragraphs)
    parts = fields.optional("agenda", list_of(_part_reader(text, block)), usual.parts)
    thanks = fields.optional("thanks", list_of(text), usual.thanks)
    if node := fields.node_of("agenda"):
        _check_length(fields, node, minutes)
    elif parts and sum(part.minutes for part in parts) > minutes:
        fields.report(
            "duration",
            "agenda-long",
            msg(
                "the agenda of the series takes {n} min, and this session lasts {minutes} min",
                n=sum(part.minutes for part in parts),
                minutes=minutes,
            ),
            msg("write an agenda: of its own into the session's file, or lengthen the session"),
        )
    return Agenda(parts, thanks)


def part_minutes(text: str) -> int | scalars.ParseError:
    """The length of a part in minutes: ``5``, ``5 min``; from a minute to eight hours."""
    match = _MINUTES.fullmatch(scalars.tidy(text))
    if match and 1 <= int(match[1]) <= LONGEST:
        return int(match[1])
    return scalars.ParseError(
        "agenda-minutes",
        msg("“{text}” is not a number of minutes", text=scalars.tidy(text)),
        msg("write whole minutes, such as 10 or 10 min"),
    )


def _role(text: str) -> str | scalars.ParseError:
    word = text.strip().casefold()
    if word in ROLES:
        return word
    return scalars.unknown_choice(
        word, ROLES, "agenda-role", msg("“{text}” is no role of a session", text=text.strip())
    )


def _part_reader(text: Reader[Text], block: Reader[Text]) -> Reader[AgendaPart]:
    """A reader of one part, whose texts are in the languages of the programme."""

    def read(page: SourceFile, node: Node) -> AgendaPart | None:
        fields = Fields(page, node, _PART_KEYS)
        part = AgendaPart(
            minutes=fields.required("minutes", scalar_of(part_minutes), 0),
            titles=fields.required("title", text, {}),
            role=fields.optional("role", scalar_of(_role), ""),
            opening=fields.optional("opening", block, {}),
            questions=fields.optional("questions", list_of(text), ()),
            tables=fields.optional("tables", scalar_of(scalars.boolean), False),
        )
        if part.tables and part.role:
            fields.report(
                "role",
                "agenda-role",
                msg("a part at tables is led by the hosts of the tables"),
                msg("leave role: out, or tables:"),
            )
        return part if fields.complete else None

    return read


def _check_length(fields: Fields, node: Node, minutes: int) -> None:
    """Report the part that ends after the session does, or minutes of it that are in no part."""
    nodes: Sequence[Node] = node.items if isinstance(node, SequenceNode) else [node]
    passed = 0
    for item in nodes:
        pair = item.pairs.get("minutes") if isinstance(item, MappingNode) else None
        length = part_minutes(getattr(pair[1], "text", "")) if pair else None
        if not isinstance(length, int):
            return  # which is a mistake of its own
        passed += length
        if pair and passed > minutes:
            report(
                fields.page,
                pair[1],
                "agenda-long",
                msg("with this part the agenda takes {n} min of {minutes}", n=passed, minutes=minutes),
                msg("shorten parts by {n} min in all, or lengthen the session", n=_all(nodes) - minutes),
            )
            fields.complete = False
            return
    if passed < minutes:
        fields.report(
            "agenda",
            "agenda-short",
            msg("{n} min of the session are in no part of its agenda", n=minutes - passed),
            msg("lengthen a part, or shorten the session"),
            warning=True,
        )


def _all(nodes: Sequence[Node]) -> int:
    """How long all parts take together, as far as their lengths can be read."""
    lengths = (
        part_minutes(getattr(item.pairs["minutes"][1], "text", ""))
        for item in nodes
        if isinstance(item, MappingNode) and "minutes" in item.pairs
    )
    return sum(length for length in lengths if isinstance(length, int))
