"""Whom a word means among all whom files name: members, those who have left, visitors of a session."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.member_lookup import matching_members
from besrour_cli.commands.shared.privacy.values import NamedPerson
from besrour_cli.commands.workflows.people.renaming import people_known
from besrour_cli.model.address import comparable
from besrour_cli.model.language import fold_case
from besrour_cli.model.people.person import PSEUDONYM, Person, PersonNames
from besrour_cli.storage.attendance.identities_csv import read_identities
from besrour_cli.storage.state import attendance_file, journal_lines
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Member

_PSEUDONYM = re.compile(rf"\b{PSEUDONYM}-(\d{{1,6}})\b".encode())
_STATE = (
    "plan.yaml",
    "replies.yaml",
    "attendance.yaml",
    "tables.yaml",
    "mentors.yaml",
    "responses/identities.csv",
    *journal_lines.JOURNALS,
)
"""Where a pseudonym may stand already."""


def find_person(workspace: Workspace, word: str) -> NamedPerson:
    """The person whom an id, an address or a name means; UsageError where it means nobody or several."""
    members = workspace.programme.members
    log = workspace.announcements
    known = tuple(log.members.values()) if log is not None else ()
    here = matching_members(members, word)
    former = () if here else matching_members([m for m in known if m.id not in {h.id for h in members}], word)
    if len(former) == 1:
        return _found(workspace, former[0], known)
    if not here and word in people_known(workspace):
        return NamedPerson(
            word, Person(_without_others(workspace, {word}, (), ()), _pseudonym(workspace)), None
        )
    if not here and _is_visitor(workspace, word):
        named = _without_others(workspace, set(), [word], [word] if "@" in word else [])
        return NamedPerson(word, Person(named, _pseudonym(workspace)), None)
    return _found(workspace, workspace.member(word), known)


def _found(workspace: Workspace, member: Member, known: Iterable[Member]) -> NamedPerson:
    """A member with all the ids, names and addresses that she has or had."""
    ids = frozenset({member.id, *([member.identity] if member.identity else [])})
    journals = [read_state(workspace.folder, name, LARGE_LIMIT) or b"" for name in journal_lines.JOURNALS]
    for data in journals:
        ids = journal_lines.former_ids(data, ids)
    person = Person(PersonNames(ids))
    lines = [fields for data in journals for fields in journal_lines.lines_about(data, person)]
    names = [member.name, *(str(fields["name"]) for fields in lines if fields.get("name"))]
    addresses = [member.email]
    addresses += [str(fields[key]) for fields in lines for key in ("email", "to") if fields.get(key)]
    for decision in read_identities(workspace.folder):
        if decision.is_lasting and len(decision.members) == 1 and decision.members[0] in ids:
            names.append(decision.seen_as)
            addresses.append(decision.address)
    named = _without_others(workspace, ids, names, addresses)
    return NamedPerson(member.name, Person(named, _pseudonym(workspace)), member)


def _without_others(
    workspace: Workspace, ids: Iterable[str], names: Iterable[str], addresses: Iterable[str]
) -> PersonNames:
    """The names and addresses that no other member has too."""
    own = frozenset(ids)
    log = workspace.announcements
    others = [*workspace.programme.members, *(log.members.values() if log is not None else ())]
    others = [member for member in others if member.id not in own]
    their_names = {fold_case(member.name) for member in others}
    their_addresses = {comparable(member.email) for member in others}
    return PersonNames(
        own,
        frozenset(name for name in names if fold_case(name) not in their_names),
        frozenset(address for address in addresses if comparable(address) not in their_addresses),
    )


def _is_visitor(workspace: Workspace, word: str) -> bool:
    """Whether somebody was seen at a session under this very name or address, and is no member."""
    wanted = fold_case(word)
    records = attendance_file.read(workspace.folder).sessions.values()
    seen = {fold_case(other.seen_as) for record in records for other in record.others if not other.people}
    for decision in read_identities(workspace.folder):
        if not decision.members:
            seen |= {fold_case(decision.seen_as), fold_case(decision.address)}
    return wanted in seen - {""}


def _pseudonym(workspace: Workspace) -> str:
    """The next pseudonym that nobody has; nothing says who had the one before."""
    numbers = [0]
    for name in _STATE:
        if os.path.lexists(os.path.join(workspace.folder, name)):
            data = read_state(workspace.folder, name, LARGE_LIMIT) or b""
            numbers += map(int, _PSEUDONYM.findall(data))
    return f"{PSEUDONYM}-{max(numbers) + 1}"
