"""The program in a process of its own that starts warm: a fork of one that has imported what commands import.

A fork is a process like any other (its folder, environment, umask, files and exit code) and saves the start
of Python and the imports, which are most of a short command. The commands' own modules are not imported
beforehand: they translate their help as they load. What only a start of Python reads (its own variables, the
locale, the zone) a fork cannot be given: :func:`fits` says so, and the test then starts a real one.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from threading import Lock

from besrour_cli.clock import tzdata
from support.checkout import ROOT, TESTS

_TURN = Lock()
"""A test may run two programs at once; multiprocessing looks after its children in one thread at a time."""
_STARTING = ("PYTHON", "LC_", "LANG", "TZ")
_ZONES = "PYTHONTZPATH"
"""Another copy of the zone data, which besrour itself chooses: a fork chooses anew when this is set."""
_AT_START = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def fits(environment: Mapping[str, str]) -> bool:
    """Whether a fork can have this environment: nothing in it that Python reads as it starts differs."""
    return _read_at_start(environment) == _AT_START


def fork(
    words: Sequence[str], cwd: Path, environment: Mapping[str, str], *, together: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run besrour in a fork until it ends, its standard input empty.

    ``together``: what it says on standard error stands in ``stdout``, where it was said.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        err = out if together else Path(folder, "err")
        with _TURN:
            mask = os.umask(0)
            os.umask(mask)
            arguments = (words, cwd, mask, dict(environment), out, err)
            child = _server().Process(target=_besrour, args=arguments, daemon=True)
            child.start()
        assert wait([child.sentinel], 120), f"besrour {words} takes two minutes"
        with _TURN:
            child.join()
        assert child.exitcode is not None
        texts = [file.read_text(encoding="utf-8") for file in dict.fromkeys((out, err))]
        texts += [""] * together
        return subprocess.CompletedProcess(words, child.exitcode, *texts)


def _besrour(
    words: Sequence[str], cwd: Path, mask: int, environment: Mapping[str, str], out: Path, err: Path
) -> None:
    """What the fork does; it leaves with the program's exit code."""
    assert "besrour_cli.run" in sys.modules, "the server of forks is cold"
    os.chdir(cwd)
    os.umask(mask)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in enumerate((Path(os.devnull), out, err)):
        handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as Python opens its own three
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["besrour", *words]
    if _ZONES in environment:
        tzdata.use(tzdata.newest(tzdata.package_data(), tzdata.system_data()))
    from besrour_cli.__main__ import main  # in the fork, as a start does

    main()


@cache
def _server() -> ForkServerContext:
    """The server of forks, started with nothing of this process's environment that a start reads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["support.commands.warm", __name__])
    before = dict(os.environ)
    try:
        for name in _read_at_start(before):
            del os.environ[name]
        os.environ.update(_AT_START, PYTHONPATH=os.pathsep.join(map(str, (ROOT, TESTS))))
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return context


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    starting = {name: value for name, value in environment.items() if name.startswith(_STARTING)}
    return {name: value for name, value in starting.items() if name != _ZONES}
