"""``plan.yaml``, besrour's own memory: the same plan is the same bytes, written whole or not at all.

Nor is it ever written over a change that someone else made meanwhile.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import Plan
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.state.handover.mark import refuse_if_handed_over
from besrour_cli.storage.state.plan_format import SCHEMA, UnreadablePlan, emit, parse
from besrour_cli.storage.state.state_file import LARGE_LIMIT, changed_meanwhile, locked_state, read_state

NAME, BACKUP = "plan.yaml", "plan.yaml.bak"
_SCHEMA_LINE = re.compile(rb"^schema: (\d+)\s*$", re.MULTILINE)
_CONTENT_LINE = re.compile(rb"^content: sha256-([0-9a-f]{64})\n", re.MULTILINE)


class StoredPlan(NamedTuple):
    """The plan, and the digest of the file it was read from ("" when there is none yet)."""

    plan: Plan
    digest: str


def read(folder: str, programme_id: str) -> StoredPlan:
    """The plan of a programme folder; an empty one when nothing has been planned yet.

    Raises :class:`PlanFileError` when the file is another programme's, from a newer besrour, damaged or
    edited by hand.
    """
    data = read_state(folder, NAME, LARGE_LIMIT)
    if data is None:
        return StoredPlan(Plan(programme_id, ""), "")
    return StoredPlan(_parsed(folder, data, programme_id), _digest(data))


def read_backup(folder: str, programme_id: str) -> Plan | None:
    """The plan before the last change, None where there is none; raises :class:`PlanFileError`."""
    data = read_state(folder, BACKUP, LARGE_LIMIT)
    return None if data is None else _parsed(folder, data, programme_id)


def _parsed(folder: str, data: bytes, programme_id: str) -> Plan:
    text = data.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
    schema = _SCHEMA_LINE.search(text)
    if schema and int(schema[1][:9]) > SCHEMA:
        raise PlanFileError(
            msg(
                "plan.yaml was written by a newer besrour (form {n}; this one knows {known})",
                n=int(schema[1][:9]),
                known=SCHEMA,
            ),
            msg("install the newest besrour on this machine too; nothing was changed"),
        )
    if b"\n<<<<<<< " in b"\n" + text:
        raise _damaged(folder, msg("plan.yaml holds two versions of the plan, from a merge left undone"))
    content = _CONTENT_LINE.search(text)
    if content is None or _digest(text[content.end() :]) != content[1].decode():
        raise _damaged(folder, msg("plan.yaml was edited by hand or damaged: it is not what besrour wrote"))
    try:
        plan = parse(text.decode("utf-8"))
    except (UnreadablePlan, UnicodeDecodeError) as error:
        raise _damaged(folder, msg("plan.yaml cannot be read")) from error
    if plan.programme != programme_id:
        raise PlanFileError(
            msg(
                "plan.yaml belongs to the programme “{other}”, and programme.yaml is “{id}”",
                other=plan.programme,
                id=programme_id,
            ),
            msg(
                "write id: {other} into programme.yaml again, or move plan.yaml away to plan anew",
                other=plan.programme,
            ),
        )
    return plan


@contextmanager
def unchanged(folder: str, digest: str, *, forgetting: bool = False) -> Iterator[None]:
    """Have the folder alone, its plan being the one that :func:`read` gave this digest of.

    What belongs to a change of the plan, as the ledger of announcements, is written inside: either all of it
    is, or nothing. Raises :class:`PlanFileError` when the file on disk is no longer the one that was read, or
    the folder was handed over, unless somebody is ``forgetting`` what it keeps.
    """
    with locked_state(folder):  # the digest alone guards where a folder cannot be locked
        if not forgetting:
            refuse_if_handed_over(folder)
        former = read_state(folder, NAME, LARGE_LIMIT)
        if ("" if former is None else _digest(former)) != digest:
            raise changed_meanwhile(NAME)
        yield


def write(folder: str, plan: Plan, digest: str) -> str:
    """Replace plan.yaml at once, keeping the former one as plan.yaml.bak; the new digest.

    ``digest`` is what :func:`read` gave. Raises :class:`PlanFileError`, with nothing written, when the file
    on disk is no longer the one that was read.
    """
    path = os.path.realpath(os.path.join(folder, NAME))
    data = emit(plan)
    with unchanged(folder, digest):
        former = read_state(folder, NAME, LARGE_LIMIT)
        if former != data:
            if former is not None:
                replace_file(os.path.join(folder, BACKUP), former, private=True)
            replace_file(path, data, private=True)
    return _digest(data)


def _digest(data: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits (FIPS 180-4)."""
    # a third of a bare start of Python, and a folder without a plan needs no digest
    from hashlib import sha256  # noqa: PLC0415

    return sha256(data).hexdigest()


def _damaged(folder: str, what: Message) -> PlanFileError:
    if os.path.exists(os.path.join(folder, BACKUP)):
        return PlanFileError(
            what,
            msg(
                "put a backup in its place; plan.yaml.bak beside it is the plan before besrour's last change"
            ),
        )
    return PlanFileError(what, msg("put a backup in its place, or move it away to plan anew"))
