"""What a successor has to know, gathered from a folder at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.shared.handover.accounts import accounts
from besrour_cli.commands.views.handover.sections import Briefing
from besrour_cli.commands.workflows.next_steps import tasks
from besrour_cli.storage.programme.privacy_section import retention_of

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.commands.shared.situation import Situation
    from besrour_cli.model.place import Place


def briefing_of(situation: Situation, place: Place | None, ask: str, moment: datetime) -> Briefing:
    """What the page is made of; only where there is a programme."""
    assert situation.programme is not None
    return Briefing(
        situation=situation,
        programme=situation.programme,
        tasks=tasks(situation, moment),
        accounts=tuple(accounts(situation.programme)),
        retention=retention_of(situation.folder),
        place=place or situation.programme.anchor,
        moment=moment,
        ask=ask.strip(),
    )
