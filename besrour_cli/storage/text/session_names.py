"""Names of session files that cannot be ids, or that no disk keeps apart: letters are called after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.scalars import slug
from besrour_cli.storage.text.source_file import printable_path

LONGEST_ID = 100
"""Characters of a session's id; a disk takes 255 bytes, and names are made longer than the id is."""
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SESSION_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def name_mistakes(names: Sequence[str]) -> Iterator[Diagnostic]:
    """A mistake for each file of a session whose name is wrong, at the beginning of that file."""
    alike: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (name != name.casefold(), name)):
        twins = alike.setdefault(name.casefold(), [])
        twins.append(name)
        found = _twin(twins) if len(twins) > 1 else _wrong(name.removesuffix(".yaml"))
        if found:
            yield Diagnostic("file-name", _spot(name), what=found[0], remedy=found[1])


def _spot(name: str) -> SourceLocation:
    return SourceLocation(f"{SESSIONS}/{printable_path(name)}", 1, 1)


def _twin(twins: Sequence[str]) -> tuple[Message, Message]:
    """What is wrong with the last of some names that differ in letter case only, and the remedy."""
    better = slug(printable_path(twins[-1].removesuffix(".yaml")))
    return (
        msg(
            "the name differs from {other} in letter case only: most disks keep one file",
            other=str(_spot(twins[0])),
        ),
        msg("rename it to {name}", name=f"{better}-{len(twins)}.yaml"),
    )


def _wrong(stem: str) -> tuple[Message, Message | None] | None:
    """What is wrong with a name by itself, and the remedy; None for one that is right."""
    if not _SESSION_ID.fullmatch(stem):
        better = slug(printable_path(stem))
        return (
            msg("the file's name becomes the session's id, and has small letters, digits and hyphens"),
            msg("rename it to {name}", name=f"{better}.yaml") if better else None,
        )
    if len(stem) > LONGEST_ID:
        return (
            msg("the file's name is too long: letters and calendars are called after it"),
            msg("rename it to something shorter, such as {name}", name="2027-01-cafe.yaml"),
        )
    if _RESERVED.fullmatch(stem):
        return (
            msg("Windows has no file of this name, and letters and calendars are called after it"),
            msg("rename it to {name}", name=f"2027-{stem}.yaml"),
        )
    return None
