"""Options of the commands that change the plan by hand, worded once."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import argument, flag
from besrour_cli.commands.terminal.translation import _

Session = Annotated[str, argument(_("SESSION"), _("A session by its file name, such as 2027-01-cafe."))]
Sessions = Annotated[list[str], argument(_("SESSION..."), _("Sessions by file name, such as 2027-01-cafe."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show what would change; write nothing."))]
