"""What the server of forks has done before the first command: what no command of its own is about.

Every module is imported but those of the commands and their options, which translate their help as they load,
and what completes them. The texts of the example are compared once, so that the long patterns of numbers and
hours are made, its holidays looked up, and the shipped templates compiled. What is kept of that is what the
program itself keeps for a year of sessions: results of pure functions.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import besrour_cli
from support.checkout import ROOT


def is_common(name: str) -> bool:
    """Whether a module says nothing in a language as it loads."""
    _, room, *rest = name.split(".")
    if room == "commands":
        return len(rest) > 1 and not rest[-1].endswith("options")
    return room not in ("command_line", "completion", "__main__")


for module in walk_packages(besrour_cli.__path__, "besrour_cli."):
    if is_common(module.name):
        import_module(module.name)
for library in ("typer.main", "rich.console", "rich.table"):
    import_module(library)


def look_at_the_example() -> None:
    """The example's texts and holidays, and the templates, as commands compare, look up and read them."""
    from besrour_cli.model.plan import Plan
    from besrour_cli.observances.blocked_time import observed
    from besrour_cli.publishing.parity.clock_words import clock_words
    from besrour_cli.publishing.parity.extract_values import extract_values
    from besrour_cli.publishing.parity.session_texts import session_mistakes
    from besrour_cli.publishing.templates import Templates
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.resources import templates

    programme = load(str(ROOT)).programme
    assert programme is not None
    for session in programme.sessions:
        assert not list(session_mistakes(programme, session))
    for language, hour in (("en", "three in the afternoon"), ("fr", "trois heures du soir")):
        assert any(extract_values("12", language))
        assert list(clock_words(hour, language))
    assert observed(programme, Plan(programme.id, "")).blocked_times
    sources = templates(None)
    shipped = Templates(sources)
    assert all(shipped.tree(name) for name in sources if name.endswith((".md", ".html", ".txt", ".css")))


look_at_the_example()
