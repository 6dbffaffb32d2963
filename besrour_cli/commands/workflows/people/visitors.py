"""Visitors of past sessions who may be enrolled: those of meetings' downloads who are on no roster."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from besrour_cli.commands.shared.member_lookup import matching_members
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import language
from besrour_cli.feedback.attendance.names import is_nameless
from besrour_cli.model.address import comparable
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.people.sheet import Sheet, SheetRow
from besrour_cli.storage.attendance import identities_csv
from besrour_cli.storage.state import attendance_file

FORM = "visitors"
"""What an enrolment of visitors is called, in which no sheet is remembered."""
_HEADINGS = ("name", "email", "place")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")


class Visitor(NamedTuple):
    """Somebody who came and is no member: the name shown in the meeting, and the address, where known."""

    seen_as: str
    address: str

    @property
    def name(self) -> str:
        """The name without what stands in brackets."""
        return _BRACKETS.sub(" ", self.seen_as).strip() or self.seen_as


def visitors(workspace: Workspace) -> tuple[Visitor, ...]:
    """The visitors of all sessions, each once, who are on the roster neither by address nor by name."""
    records = attendance_file.read(workspace.folder).sessions.values()
    others = (one for record in records for one in record.others if one.visitor and not one.people)
    decided = (d for d in identities_csv.read_identities(workspace.folder) if not d.members and d.is_lasting)
    seen = [
        *(Visitor(each.seen_as, each.address) for each in decided),
        *(Visitor(one.seen_as, one.address) for one in others),
    ]
    found: dict[str, Visitor] = {}
    for visitor in sorted(seen, key=lambda visitor: not visitor.address):
        if not is_nameless(visitor.seen_as) and not _is_member(workspace, visitor):
            found.setdefault(fold_case(visitor.name), visitor)
    if not found:
        raise NegativeAnswer(
            msg("no visitor of a session can be enrolled"),
            msg("besrour attendance FILE finds those who came and are no members"),
        )
    return tuple(found.values())


def _is_member(workspace: Workspace, visitor: Visitor) -> bool:
    members = workspace.programme.members
    return any(matching_members(members, word) for word in (visitor.address, visitor.name) if word)


def sheet_of(people: Sequence[Visitor]) -> Sheet:
    """The visitors as a sheet of sign-ups, in which all else about them is still to be asked."""
    rows = (SheetRow(number, (visitor.name, visitor.address, "")) for number, visitor in enumerate(people, 2))
    return Sheet("", (SheetRow(1, _HEADINGS), *rows))


def recognise(folder: str, people: Sequence[Visitor], ids: Mapping[int, str]) -> None:
    """From now on, take the names of visitors for the members that they have become, by their rows."""
    if not people:
        return
    enrolled = {fold_case(visitor.name): ids[row] for row, visitor in enumerate(people, 2) if row in ids}
    addresses = {comparable(g.address): enrolled.get(fold_case(g.name)) for g in people if g.address}
    decisions = []
    for decision in identities_csv.read_identities(folder):
        member = enrolled.get(fold_case(Visitor(decision.seen_as, "").name)) or addresses.get(
            comparable(decision.address)
        )
        if member and not decision.members and decision.is_lasting:
            decisions.append(decision._replace(members=(member,), reason="enrolled"))
    identities_csv.add_identities(folder, decisions, language())
