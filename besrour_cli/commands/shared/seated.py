"""Who is expected at a session, and the tables made of them, as the command and its pictures share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member
    from besrour_cli.seating.values import Pool, Seating


class Expected(NamedTuple):
    """Who is expected at a session, in roster order, and ``replied``: whether by their answers."""

    members: tuple[Member, ...]
    replied: bool


class Seated(NamedTuple):
    """The tables of a session, what they were made of, and who moved to another one.

    ``searched``: the best tables were looked for, so that the steps have bounds worth telling.
    """

    pool: Pool
    seating: Seating
    missing: tuple[str, ...]
    moved: tuple[str, ...] = ()
    searched: bool = False
