"""The register: every statement's sessions as one table (RFC 4180), for bodies that want the list."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence

from besrour_cli.clock.instants import local
from besrour_cli.model.language import ENGLISH, FRENCH
from besrour_cli.model.people.statement import Statement
from besrour_cli.model.programme import Programme
from besrour_cli.model.text.spreadsheet_cell import guarded
from besrour_cli.publishing.letters.template_facts import text_in

_HEADINGS: Mapping[str, Sequence[str]] = {
    ENGLISH: ("name", "programme", "date", "session", "theme", "minutes", "role", "place"),
    FRENCH: ("nom", "programme", "date", "séance", "thème", "minutes", "rôle", "lieu"),
}


def register(programme: Programme, statements: Iterable[Statement], language: str) -> bytes:
    """One row a person and session, words in a language; dates as ISO 8601, on the person's own calendar."""
    sheet = _Sheet()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(_HEADINGS.get(language, _HEADINGS[ENGLISH]))
    for statement in statements:
        writer.writerows(map(guarded, row) for row in _rows(programme, statement, language))
    return "".join(["\ufeff", *sheet.pieces]).encode()


class _Sheet:
    """What a writer of rows writes to."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, text: str) -> None:
        self.pieces.append(text)


def _rows(programme: Programme, statement: Statement, language: str) -> Iterator[tuple[str, ...]]:
    member = statement.member
    for each in statement.sessions:
        yield (
            member.name,
            text_in(programme.names, language),
            local(each.start, member.place.zone).date().isoformat(),
            each.session.id,
            text_in(each.session.titles, language),
            "" if each.minutes is None else str(each.minutes),
            ", ".join(each.roles),
            member.place.name(language),
        )
