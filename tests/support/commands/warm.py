"""What the server of forks has done before the first command: what no command of its own is about.

Every room is imported but the commands themselves, and what completes them: their modules translate their
help as they load. The texts of the example are compared once, so that the long patterns of numbers and hours
are made. What is kept of that is what the program itself keeps for a year of sessions: results of pure
functions.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import besrour_cli
from support.checkout import ROOT

for module in walk_packages(besrour_cli.__path__, "besrour_cli."):
    if module.name.split(".")[1] not in ("commands", "command_line", "completion", "__main__"):
        import_module(module.name)


def compare_texts() -> None:
    """The example's texts, compared as every command compares them."""
    from besrour_cli.publishing.parity.session_texts import session_mistakes
    from besrour_cli.storage.programme.load import load

    programme = load(str(ROOT)).programme
    assert programme is not None
    for session in programme.sessions:
        assert not list(session_mistakes(programme, session))


compare_texts()
