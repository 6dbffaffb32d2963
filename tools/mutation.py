"""``dev.py mutation [ROOM]``: how many small changes to a room's code its own tests notice.

mutmut makes the changes (one at a time: another operator, number, argument or word, inside functions) and
runs the tests that reach the function within their own process; a change that none of them notices has
survived, and is printed. A sample of a fixed seed is tried, since a room has thousands of them. Tables
outside of functions are not changed, nor sentences: the catalogues and the stories of commands hold those.
It works on a copy, in ``build/mutation``. `tools/survivors.txt` says why some are left to survive.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SEED, SAMPLE = 2026, 150
SURVIVED, UNTRIED = ("survived", "no tests"), "not checked"
_OTHERS = ("build", "dist", "out", ".venv", ".git", "*_cache", "__pycache__")
"""What a copy of the checkout does without."""
_NONE = "none.of.them"
_SENTENCE = r"\bmsgn?\(|^\s+\"[^\"]*[a-z] [a-z][^\"]*\",?$"
"""Lines that hold a sentence to be translated."""


class Room(NamedTuple):
    """What is changed (patterns of files below ``besrour_cli``), and the tests that are to notice."""

    code: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "clock": Room(
        ("clock/*.py",), ("clock", "observances/test_sun_and_calendar.py", "schedule/test_drift.py")
    ),
    "verify": Room(
        ("planning/verify/*.py",),
        (
            "planning/verify",
            "planning/solve/test_proposed.py",
            "planning/solve/test_profiles.py::test_the_checker_comes_to_the_same",
            "planning/solve/test_profiles.py::test_a_forged_best_is_refused",
        ),
    ),
    "ledger": Room(
        (
            "delivery/mail/ledger.py",
            "delivery/mail/status.py",
            "delivery/mail/decide.py",
            "durable/journal.py",
            "storage/state/announced_l*.py",
            "planning/history/burden_ledger.py",
        ),
        (
            "delivery/mail/test_ledger.py",
            "delivery/mail/test_renamed.py",
            "delivery/mail/test_verdicts.py",
            "durable/test_journal.py",
            "storage/state/test_announced_ledger.py",
            "storage/state/test_plan_file.py",
            "planning/history",
        ),
    ),
    "rule": Room(
        (
            "planning/problem/fairness_rule.py",
            "planning/problem/profiles.py",
            "planning/problem/burden.py",
            "planning/problem/burden_curve.py",
        ),
        (
            "planning/problem",
            # of the tests that try everything a few, since what survives is tried against each of them
            "planning/solve/test_oracle.py::test_the_choice_is_the_best_there_is[0]",
            "planning/solve/test_oracle.py::test_a_plan_stays_where_somebody_joins[2]",
            "planning/solve/test_profiles.py::test_the_regret_is_the_least_there_is[0]",
        ),
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Try the rooms named, or all; 2 for a name that is none."""
    unknown = [name for name in arguments if name not in ROOMS]
    if unknown:
        print(f"mutation: there is no {unknown[0]}; these are: {', '.join(ROOMS)}", file=sys.stderr)
        return 2
    for name in arguments or ROOMS:
        _try(name, ROOMS[name])
    return 0


def _try(name: str, room: Room) -> None:
    folder = _copy(ROOT / "build" / "mutation" / name, room)
    _mutmut(folder, "run", "--max-children", "1", _NONE)  # makes the changes; none is asked for
    known = sorted(_verdicts(folder))
    chosen = sorted(random.Random(SEED).sample(known, min(SAMPLE, len(known))))
    said = _mutmut(folder, "run", "--max-children", "1", *chosen)
    verdicts = _verdicts(folder)
    if not chosen or UNTRIED in (verdicts[each] for each in chosen):
        sys.exit(f"{said}\nmutation {name}: do these tests pass in {folder}? {' '.join(room.tests)}")
    survivors = [each for each in chosen if verdicts[each] in SURVIVED]
    for each in survivors:
        print(_mutmut(folder, "show", each).strip() + "\n")
    noticed = len(chosen) - len(survivors)
    share = 100 * noticed / len(chosen)
    print(f"mutation {name}: {share:.1f} % ({noticed} of {len(chosen)} noticed, of {len(known)})", flush=True)


def _copy(folder: Path, room: Room) -> Path:
    """The checkout, with what mutmut is to do written into its pyproject.toml."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(*_OTHERS))
    settings = {
        "source_paths": ["besrour_cli"],
        "only_mutate": [f"besrour_cli/{pattern}" for pattern in room.code],
        "also_copy": [each.name for each in folder.iterdir() if each.name != "besrour_cli"],
        "do_not_mutate_patterns": [_SENTENCE],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [f"tests/{each}" for each in room.tests],
        "process_isolation": "forkserver",  # solvers have threads, which a fork of what has solved lacks
        "use_git_change_detection": False,
    }
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n")
        file.writelines(f"{key} = {_toml(value)}\n" for key, value in settings.items())
    return folder


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


def _mutmut(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _verdicts(folder: Path) -> dict[str, str]:
    """Every change by name, and what became of it."""
    return dict(re.findall(r"(?m)^ {4}(\S+): (.+)$", _mutmut(folder, "results", "--all", "true")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
