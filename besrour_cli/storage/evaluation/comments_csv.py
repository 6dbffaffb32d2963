"""``responses/comments.csv``: words of people in their own language, with the codes of two coders."""

from __future__ import annotations

import re
from collections.abc import Iterable

from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.message import msg
from besrour_cli.model.text.spreadsheet_cell import unguarded
from besrour_cli.storage.evaluation.tables import FOLDER, emitted, page
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader

NAME = f"{FOLDER}/comments.csv"
COLUMNS = {
    "comment": "comment, commentaire",
    "wave": "wave, vague",
    "source": "source",
    "language": "language, langue",
    "text": "text, texte",
    "first": "first, premier, premiere",
    "second": "second, deuxieme, seconde",
    "quote": "quote, citation",
}
"""The columns, each with the headers it may have."""
_PARTS = re.compile(r"[\s,;]+")


def read_comments(data: bytes) -> tuple[tuple[EvaluationComment, ...], SourceFile]:
    """The comments of the file's bytes in the order of its rows, and the page with all mistakes in them."""
    source = page(data, NAME)
    if not source.text.strip():
        return (), source
    reader = open_reader(source, COLUMNS, ("comment", "wave", "text"))
    comments: list[EvaluationComment] = []
    seen: dict[str, int] = {}
    for row in reader.rows() if reader else ():
        assert reader is not None
        identifier = reader.cell("comment")
        if not identifier:
            reader.report("comment", "comment-no-id", msg("this row has no number of a comment"))
        elif identifier in seen:
            reader.report(
                "comment",
                "comment-doubled",
                msg("the comment {id} is on line {line} already", id=identifier, line=seen[identifier]),
            )
        else:
            seen[identifier] = row.line
            comments.append(_comment(reader, identifier))
    return tuple(comments), source


def emit_comments(comments: Iterable[EvaluationComment], former: bytes | None) -> bytes:
    """The file; codes are joined by a space, and what may be quoted says ``yes``."""
    rows = (
        (
            one.id,
            one.wave,
            one.source,
            one.language,
            one.text,
            " ".join(one.first),
            " ".join(one.second),
            "yes" if one.quote else "",
        )
        for one in comments
    )
    return emitted(tuple(COLUMNS), rows, former)


def codes_in(cell: str) -> tuple[str, ...]:
    """The codes of a cell, each once, whatever stands between them; capitals make no difference."""
    return tuple(dict.fromkeys(word for word in _PARTS.split(cell.casefold()) if word))


def _comment(reader: CsvReader, identifier: str) -> EvaluationComment:
    return EvaluationComment(
        id=identifier,
        wave=reader.cell("wave"),
        source=reader.cell("source"),
        language=reader.cell("language"),
        text=unguarded(reader.cell("text")),
        first=codes_in(unguarded(reader.cell("first"))),
        second=codes_in(unguarded(reader.cell("second"))),
        quote=reader.read("quote", scalars.boolean, False),
    )
