"""What answers are about: a session, or one of three moments that no session has."""

from __future__ import annotations

import re

from besrour_cli.commands.shared.workspace import unknown_session
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Programme

MOMENTS = ("start", "month-3", "month-12")
"""Before the first session; and three and twelve months after the last one."""
_LIKE_A_MOMENT = re.compile(r"month[ _-]?\d*|start\w*|mois[ _-]?\d*", re.IGNORECASE)


def wave_of(programme: Programme, word: str) -> str:
    """The wave that a word names; UsageError where there is neither such a session nor such a moment."""
    name = word.strip().removesuffix(".yaml")
    if name in MOMENTS or programme.session(name) is not None:
        return name
    if _LIKE_A_MOMENT.fullmatch(name):
        raise UsageError(
            msg("“{text}” is no moment of an evaluation", text=name),
            msg("write one of these: {choices}", choices=", ".join(MOMENTS)),
        )
    raise unknown_session(name, [*(session.id for session in programme.sessions), *MOMENTS])
