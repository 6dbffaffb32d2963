"""Lines of people's own files that name an id: besrour leaves them to people, and says where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.paragraphs import print_few
from besrour_cli.model.message import msgn

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceLocation


def print_by_hand(name: str, places: Sequence[SourceLocation]) -> None:
    """The lines of people's own files that name an id, which besrour leaves to them."""
    if not places:
        return
    out(
        msgn(
            "{n} line of your files names “{id}”; change it by hand:",
            "{n} lines of your files name “{id}”; change them by hand:",
            len(places),
            id=name,
        )
    )
    print_few(places)
