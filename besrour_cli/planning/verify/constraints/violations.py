"""Which constraints a start breaks, and whose: each a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes, local, to_epoch_minutes
from besrour_cli.model.message import Message, msg
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.constraints.of_files import FILE_CONSTRAINTS, AnchorStart
from besrour_cli.planning.verify.constraints.of_members import MEMBER_CONSTRAINTS, name_members
from besrour_cli.planning.verify.problem import SessionDomain, VerificationProblem


def violations(
    problem: VerificationProblem, domain: SessionDomain, at: EpochMinute, made: datetime | None
) -> Iterator[Message]:
    """Yield the constraints that a start breaks by today's files, each as a sentence.

    Those between sessions are not looked at. A start pinned by hand need only suit the members. ``made``:
    starts before it are past (None: none is).
    """
    pinned = domain.session.pinned
    if made is not None and at < to_epoch_minutes(made):
        yield msg("it lies in the past")
    if pinned is not None and to_epoch_minutes(pinned) != at:
        yield msg("its file asks for another start")
        return
    if pinned is None:
        begin = local(from_epoch_minutes(at), problem.programme.anchor.zone).replace(tzinfo=None)
        for constraint in FILE_CONSTRAINTS:
            yield from constraint(AnchorStart(problem.programme, domain.session, begin))
    yield from _of_members(problem, domain, at)


def _of_members(problem: VerificationProblem, domain: SessionDomain, at: EpochMinute) -> Iterator[Message]:
    session = domain.session
    invited = sorted(problem.programme.invited(session), key=lambda member: member.id)
    required = set(session.required_ids) if session.pinned is None else set()
    start, minutes = np.array([at], np.int64), np.array([domain.minutes], np.int64)
    for kind in MEMBER_CONSTRAINTS:
        names = []
        for member in invited:
            if kind.required_only and member.id not in required:
                continue
            constraint = kind.of(member, problem.week_of[member.id])
            if constraint is not None and constraint.excludes(start, minutes)[0]:
                names.append(member.name)
        if names:
            yield kind.sentence(len(names), name_members(names))
