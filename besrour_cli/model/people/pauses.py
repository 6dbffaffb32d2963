"""Members who are paused: for good, or until a day from which they are invited again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member


def is_paused(member: Member, day: date) -> bool:
    """Whether nothing is sent to a member on a day."""
    return member.paused or (member.paused_until is not None and day < member.paused_until)


def takes_part(member: Member, groups: Collection[str], *, required: bool, begins: date) -> bool:
    """Whether a member is invited to a session of some groups whose window begins on a day.

    Who is paused until a later day is left out, unless the session's own file requires her.
    """
    if required and not member.paused:
        return True
    return not is_paused(member, begins) and any(group in groups for group in member.groups)
