"""People of shared rooms without a name: how many, and of which region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme
    from besrour_cli.model.took_place import MeetingRecord


def unnamed_people(programme: Programme, records: Mapping[str, MeetingRecord]) -> dict[str, dict[str, int]]:
    """The people of shared rooms without a name, by session and the region of the room."""
    members = {m.id: m for m in programme.members}
    regions: dict[str, str] = {}
    for member in programme.members:
        for word in (*member.place.names.values(), member.place.input):
            regions.setdefault(word.casefold(), member.region)
    counts: dict[str, dict[str, int]] = {}
    for session, record in records.items():
        for other in record.others:
            more = other.people - len(other.members)
            if more <= 0:
                continue
            known = [members[m].region for m in other.members if m in members]
            region = regions.get(other.place.casefold(), known[0] if known else "")
            counts.setdefault(session, {})[region] = counts.get(session, {}).get(region, 0) + more
    return counts
