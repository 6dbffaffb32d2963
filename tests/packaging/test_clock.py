"""Nobody reads the machine's clock or guesses its zone, but the one place that hands “now” in."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator

import pytest

from support.checkout import ROOT, modules, tree

DOOR = "besrour_cli/commands/shared/workspace.py"
"""The one module that may ask what time it is."""

CLOCKS = {
    "now",
    "today",
    "utcnow",
    "fromtimestamp",
    "utcfromtimestamp",
    "localtime",
    "ctime",
    "mktime",
    "tzset",
    "tzname",
}
GUESSERS = {"tzlocal", "get_localzone", "get_localzone_name", "local_timezone", "test_local_timezone"}
MODULES = modules()


def readings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of whatever asks the machine for the time or for its zone."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            if node.attr in CLOCKS and owner in ("datetime", "date", "time", "pendulum", "DateTime"):
                yield node.lineno, f"{owner}.{node.attr}"
            if node.attr == "time" and owner == "time":
                yield node.lineno, "time.time"
            if node.attr in GUESSERS:
                yield node.lineno, node.attr
        if isinstance(node, (ast.Name, ast.alias)):
            name = node.id if isinstance(node, ast.Name) else node.name.rpartition(".")[2]
            if name in GUESSERS:
                yield node.lineno, name
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "astimezone"
            and not (node.args or node.keywords)
        ):
            yield node.lineno, "astimezone() without a zone"


@pytest.mark.parametrize("path", MODULES)
def test_no_module_asks_the_machine_for_the_time_or_its_zone(path: str) -> None:
    """“Now” is handed in; a local zone is never guessed."""
    found = list(readings(tree(path)))
    if path == DOOR:
        assert [name for _line, name in found] == ["datetime.now"]
    else:
        assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now()",
        "datetime.datetime.now(UTC)",
        "date.today()",
        "time.time()",
        "time.localtime()",
        "moment.astimezone()",
        "from dateutil.tz import tzlocal",
        "pendulum.now()",
        "get_localzone()",
        "pendulum.local_timezone()",
    ],
)
def test_the_search_finds_what_it_is_for(line: str) -> None:
    """Each way of asking is seen."""
    assert list(readings(ast.parse(line))), line


def test_the_linter_bans_them_too() -> None:
    """At a developer's desk ruff says so before any test runs: naive times (DTZ), and the machine's clock."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert {"DTZ", "TID251"} <= set(settings["select"])
    banned = settings["flake8-tidy-imports"]["banned-api"]
    assert {"datetime.datetime.now", "datetime.date.today", "time.time", "time.localtime"} <= set(banned)
