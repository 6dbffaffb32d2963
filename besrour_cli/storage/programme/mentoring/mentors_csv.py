"""``sessions/mentors.csv``: who offers mentoring and who asks for it, one row a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.people.mentoring import MentoringEntry, MentoringTerm
from besrour_cli.model.programme import Member
from besrour_cli.storage.programme.mentoring.section import NO_TERM
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader

COLUMNS = {
    "member": "member, membre, participant, participante",
    "offers": "offers, offer, offre, offres",
    "asks": "asks, ask, demande, demandes",
    "most": "most, at most, au plus, maximum",
    "region": "region, région",
}
"""The columns, each with the headers it may have."""
_WISHES = {"other": "other", "autre": "other", "same": "same", "meme": "same"}
_MOST_GROUPS = 9


def with_mentors(
    page: SourceFile | None,
    term: MentoringTerm | None,
    members: Sequence[Member] | None,
    ignored: Collection[str] = (),
) -> MentoringTerm | None:
    """The term with the people of the file, where there is one; None where there is no term that can be read.

    That programme.yaml says nothing of a term is reported here; its mistakes are told with their lines.
    """
    if term is NO_TERM:
        return None
    if page is None:
        return term
    if term is None:
        page.report(
            "mentors-term",
            0,
            0,
            msg("programme.yaml says nothing of a term of mentoring"),
            msg("write mentors: with from:, to: and topics: into it"),
        )
        return None
    return term._replace(entries=read_mentors(page, term.topics, members, ignored))


def read_mentors(
    page: SourceFile, topics: Collection[str], members: Sequence[Member] | None, ignored: Collection[str] = ()
) -> tuple[MentoringEntry, ...]:
    """The people of the file in the order of its rows; mistakes are reported on the page.

    ``topics`` are the ids that ``mentors:`` of programme.yaml names. ``members`` is None when the roster
    could not be read as a whole: then nobody can be called unknown. ``ignored`` are headers passed over.
    """
    if not page.text.strip():
        page.report_empty(
            msg("write one row a person below the headers member, offers, asks, or remove the file")
        )
        return ()
    reader = open_reader(page, COLUMNS, ("member",), ignored)
    if reader is None:
        return ()
    by_word = _by_word(members or ())
    found: dict[str, MentoringEntry] = {}
    for _row in reader.rows():
        member = _member(reader, by_word, complete=members is not None)
        offers, asks = (_topics(reader, column, topics) for column in ("offers", "asks"))
        most = reader.read("most", _most, 1)
        region = reader.read("region", _wish, "")
        if not member:
            continue
        if member in found:
            reader.report(
                "member",
                "mentors-doubled",
                msg("“{member}” has a row already", member=member),
                msg("write what she offers and asks into one row"),
            )
        elif not any(map(reader.cell, ("offers", "asks"))):
            reader.report(
                "member",
                "mentors-nothing",
                msg("“{member}” neither offers nor asks anything", member=member),
                msg("write topics into offers or asks, or remove the row"),
                warning=True,
            )
        elif offers or asks:
            found[member] = MentoringEntry(member, offers, asks, most, region)
    return tuple(found.values())


def _by_word(members: Sequence[Member]) -> Mapping[str, set[str]]:
    """Ids of members by everything that names them."""
    found: dict[str, set[str]] = {}
    for member in members:
        for word in (member.id, member.email.casefold(), fold_case(member.name)):
            found.setdefault(word, set()).add(member.id)
    return found


def _member(reader: CsvReader, by_word: Mapping[str, set[str]], *, complete: bool) -> str:
    """The id of the person a row names; "" with a mistake reported, or when nobody can know."""
    text = reader.cell("member")
    meant = by_word.get(text) or by_word.get(text.casefold()) or by_word.get(fold_case(text), set())
    if len(meant) == 1:
        return next(iter(meant))
    if not complete and text:
        return ""
    near = scalars.similar(text, by_word) if text else ""
    if meant:
        what = msg("“{text}” can be {n} people of members.csv", text=text, n=len(meant))
        remedy = msg("write the id of the one you mean: {ids}", ids=", ".join(sorted(meant)))
    else:
        what = msg("members.csv has no “{text}”", text=text) if text else msg("this row names nobody")
        remedy = (
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("write the person's id, e-mail address or name, as members.csv has it")
        )
    reader.report("member", "mentors-member", what, remedy)
    return ""


def _topics(reader: CsvReader, column: str, topics: Collection[str]) -> tuple[str, ...]:
    """The topics of a cell, by their ids; one that there is not is reported."""
    found = []
    for word in filter(None, re.split(r"[\s,;/]+", reader.cell(column))):
        topic = word.casefold()
        if topic in topics:
            found.append(topic)
            continue
        what = msg("programme.yaml has no topic “{word}” below mentors:", word=word)
        reader.report(column, *scalars.unknown_choice(topic, topics, "mentors-topic", what))
    return tuple(dict.fromkeys(found))


def _most(text: str) -> int | scalars.ParseError:
    number = scalars.integer(text)
    if isinstance(number, int) and number <= _MOST_GROUPS:
        return number
    return scalars.ParseError(
        "mentors-most",
        msg("“{text}” is not how many groups somebody mentors", text=text),
        msg("write a number up to {n}", n=_MOST_GROUPS),
    )


def _wish(text: str) -> str | scalars.ParseError:
    wish = _WISHES.get(fold_case(text))
    if wish:
        return wish
    return scalars.ParseError(
        "mentors-region",
        msg("“{text}” is no wish for a region", text=text),
        msg("write other or same, or leave the cell empty"),
    )
