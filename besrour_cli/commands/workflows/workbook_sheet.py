"""Which sheet of a workbook is meant: the one named, else those in sight that have what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.model.people.sheet import Sheet


def fitting_sheets(
    sheets: Sequence[Sheet], name: str | None, fits: Callable[[Sheet], bool]
) -> tuple[Sheet, ...]:
    """The sheet of a name, whatever is on it; else those that fit, hidden ones only where no other does.

    Raises UsageError for a name that no sheet has.
    """
    if name is not None:
        named = tuple(sheet for sheet in sheets if fold_case(sheet.name) == fold_case(name))
        if not named:
            known = ", ".join(sheet.name for sheet in sheets)
            raise UsageError(
                msg("there is no sheet “{name}”", name=name), msg("known are: {words}", words=known)
            )
        return named[:1]
    fitting = tuple(filter(fits, sheets))
    return tuple(sheet for sheet in fitting if not sheet.hidden) or fitting


def single_sheet(sheets: Sequence[Sheet], name: str | None, fits: Callable[[Sheet], bool]) -> Sheet | None:
    """The one sheet that is meant; None where none fits, UsageError where several do."""
    fitting = fitting_sheets(sheets, name, fits)
    if len(fitting) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in fitting)
        raise UsageError(
            msg("it is not clear which sheet is meant: {names}", names=names),
            msg("add --sheet and its name, in quotes"),
        )
    return fitting[0] if fitting else None
