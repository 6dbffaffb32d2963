"""``responses/identities.csv``: whose a name shown in a meeting is, one decision a row, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import ENGLISH, FRENCH
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.text.spreadsheet_cell import guarded, unguarded
from besrour_cli.model.took_place import IdentityDecision
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.text.source_file import file_error, page_of
from besrour_cli.storage.text.tables.csv_reader import open_reader

FOLDER = "responses"
NAME = f"{FOLDER}/identities.csv"
_COLUMNS = {
    "seen as": "seen as, vu comme",
    "address": "address, adresse",
    "session": "session, seance",
    "member": "member, membre",
    "reason": "reason, motif",
    "decided by": "decided by, decide par",
    "when": "when, quand",
}
_HEADINGS: Mapping[str, Sequence[str]] = {
    ENGLISH: tuple(_COLUMNS),
    FRENCH: ("vu comme", "adresse", "séance", "membre", "motif", "décidé par", "quand"),
}


def read_identities(folder: str) -> tuple[IdentityDecision, ...]:
    """The decisions, in the order of the rows; none where there is no file.

    Raises DiagnosticsError for rows that cannot be meant, and FileError for what the system refuses.
    """
    return _parsed(read_state(folder, NAME))


def add_identities(folder: str, decisions: Sequence[IdentityDecision], language: str) -> None:
    """Put decisions into the file, each in the place of the one it replaces; headings in a language."""
    if not decisions:
        return
    try:
        os.makedirs(os.path.join(folder, FOLDER), exist_ok=True)
    except OSError as error:
        raise file_error(error, FOLDER) from error

    def changed(data: bytes | None) -> bytes:
        known = {_key(decision): decision for decision in _parsed(data)}
        for decision in decisions:
            known[_key(decision)] = decision
        return _emitted(tuple(known.values()), language)

    update_state(folder, NAME, changed)


def _key(decision: IdentityDecision) -> tuple[str, str, str]:
    return decision.session, decision.seen_as.casefold(), decision.address.casefold()


def _parsed(data: bytes | None) -> tuple[IdentityDecision, ...]:
    if not data:
        return ()
    page = page_of(data, NAME, table=True)
    reader = open_reader(page, _COLUMNS, ("seen as", "member"))
    decisions = []
    for _row in reader.rows() if reader else ():
        assert reader is not None
        seen_as = unguarded(reader.cell("seen as"))
        if not seen_as:
            reader.report(
                "seen as",
                "identity-no-name",
                msg("this row has no name as it was seen"),
                msg("write the name as the meeting showed it, or remove the row"),
            )
            continue
        decisions.append(
            IdentityDecision(
                seen_as=seen_as,
                address=unguarded(reader.cell("address")),
                session=reader.cell("session"),
                members=tuple(reader.cell("member").split()),
                reason=reader.cell("reason"),
                decided_by=unguarded(reader.cell("decided by")),
                when=reader.cell("when"),
            )
        )
    mistakes = [problem for problem in page.problems if not problem.warning]
    if mistakes:
        raise DiagnosticsError(
            msgn(
                "{n} mistake in {path} stops this",
                "{n} mistakes in {path} stop this",
                len(mistakes),
                path=NAME,
            ),
            mistakes,
            msg("mend them, or remove the rows: besrour then asks again"),
        )
    return tuple(decisions)


def _emitted(decisions: Sequence[IdentityDecision], language: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_HEADINGS.get(language, _HEADINGS[ENGLISH]))
    for one in decisions:
        cells = (
            one.seen_as,
            one.address,
            one.session,
            " ".join(one.members),
            one.reason,
            one.decided_by,
            one.when,
        )
        writer.writerow([guarded(cell) for cell in cells])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")
