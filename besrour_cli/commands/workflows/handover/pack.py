"""``besrour handover``: the folder is marked, read while nobody writes, and packed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli import __version__
from besrour_cli.commands.shared.handover.accounts import known_secrets
from besrour_cli.commands.terminal.translation import UI_LANGUAGES, speaking
from besrour_cli.commands.views.handover.page import html_page
from besrour_cli.commands.views.handover.sections import Briefing, sections
from besrour_cli.durable.journal import Journal
from besrour_cli.durable.lock import AlreadyLocked
from besrour_cli.model.errors import DiagnosticsError, FileError
from besrour_cli.model.message import msg
from besrour_cli.storage.handover import archive
from besrour_cli.storage.handover.contents import ArchiveContents, contents
from besrour_cli.storage.state.handover import mark
from besrour_cli.storage.state.journal_lines import JOURNALS
from besrour_cli.storage.state.state_file import locked_state

if TYPE_CHECKING:
    from besrour_cli.commands.shared.situation import Situation


class Packed(NamedTuple):
    """An archive, and what is in it."""

    data: bytes
    contents: ArchiveContents
    digest: str


def look(situation: Situation) -> ArchiveContents:
    """What would be handed over. Raises FileError and DiagnosticsError where there is a secret in it."""
    passwords = [problem for problem in situation.problems if problem.code == "mail-password"]
    if passwords:
        raise DiagnosticsError(
            msg("a password would be handed over"), passwords, msg("take it out, and change it")
        )
    programme = situation.programme
    return contents(situation.folder, known_secrets(programme) if programme else ())


def hand_over(situation: Situation, briefing: Briefing, moment: datetime) -> Packed:
    """Mark the folder, so that nothing leaves it any more, and pack it as it is then.

    Raises FileError, with no mark left, where another run is writing, or something may not be handed over.
    """
    folder, programme = situation.folder, situation.programme
    assert programme is not None
    with locked_state(folder), _marked(folder, moment) as since, _journals(folder):
        inside = look(situation)
        data = archive.pack(inside.files, _page(briefing, inside), programme.id, __version__, since)
    return Packed(data, inside, archive.digest(data))


def _page(briefing: Briefing, inside: ArchiveContents) -> bytes:
    """The page in every language that besrour speaks, the programme's first one first."""
    wishes = briefing.programme.languages
    order = sorted(UI_LANGUAGES, key=lambda code: wishes.index(code) if code in wishes else len(wishes))
    halves = {}
    for code in order:
        with speaking(code):
            halves[code] = sections(briefing, inside)
    return html_page(halves)


@contextmanager
def _marked(folder: str, moment: datetime) -> Iterator[datetime]:
    """The mark, which goes away again where the packing fails."""
    is_new = mark.handed_over(folder) is None
    since = mark.mark(folder, moment)
    try:
        yield since
    except BaseException:
        if is_new:
            mark.take_back(folder)
        raise


@contextmanager
def _journals(folder: str) -> Iterator[None]:
    """Nobody writes into a journal meanwhile: letters that are leaving are waited for by nobody."""
    with ExitStack() as stack:
        for name in JOURNALS:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue
            try:
                stack.enter_context(Journal(path, lock=True))
            except AlreadyLocked as error:
                raise FileError(
                    msg("another run of besrour is writing {path}; nothing was written", path=name),
                    msg("wait until it has ended, then run this again"),
                ) from error
        yield
