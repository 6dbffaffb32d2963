"""A coordinator at her terminal: the real program in a folder of its own, at a moment that is given."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.model.plan import Plan
from besrour_cli.planning.solve.choose import choose
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import plan_file, proof_file
from support.checkout import ROOT
from support.commands import forked
from support.commands.edits import as_files
from support.commands.small import make_small
from support.commands.told import tell
from support.delivery.smtp_server import Certificate, Postbox
from support.storage.folder import SESSION, Folder

ANNOUNCED = ("2027-04-cafe", "2027-05-cafe", "2027-04-advisory")
NOW = "2026-11-22T12:00Z"


def besrour(
    *arguments: str,
    cwd: Path,
    lang: str = "en",
    now: str = NOW,
    environment: dict[str, str] | None = None,
    full_disk: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run besrour as a process, in a folder, in a language; with a disk that takes no byte more, if asked.

    It is a fork of one that has imported the rooms already, wherever a fork can be all that is asked.
    """
    env = {
        k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG", "PYTHON", "TZ"))
    }
    env |= {
        "BESROUR_LANG": lang,
        "BESROUR_NOW": now,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        **(environment or {}),
    }
    if not full_disk and forked.fits(env):
        return forked.fork(arguments, cwd, env)
    return subprocess.run(
        [sys.executable, "-m", "besrour_cli", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=_no_room if full_disk else None,
    )


def _no_room() -> None:
    """No file may grow: the kernel refuses every write to disk, as on a full one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


Run = Callable[..., subprocess.CompletedProcess[str]]


def grown(source: Path, place: Path, *words: str) -> Path:
    """A copy of a programme folder in which a command was run, for many tests to take copies of."""
    folder = Path(shutil.copytree(source, place / "my-cafe"))
    answer = besrour(*words, cwd=folder)
    assert answer.returncode == 0, answer.stderr
    return folder


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "my-cafe"
    answer = besrour("init", str(folder), cwd=folder.parent)
    assert answer.returncode == 0, answer.stderr
    return folder


@pytest.fixture(scope="session")
def _planned(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(_fresh, tmp_path_factory.mktemp("planned"), "plan")


@pytest.fixture(scope="session")
def _small(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "my-cafe"
    shutil.copytree(_fresh, folder)
    make_small(folder)
    return folder


@pytest.fixture(scope="session")
def _small_planned(_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(_small, tmp_path_factory.mktemp("small-planned"), "plan")


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A programme folder just made by ``besrour init``; its small sister for a test marked ``small``."""
    return _copy(request, tmp_path, "_small", "_fresh")


@pytest.fixture
def planned(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A programme folder with its plan made, nothing announced; a small one for a test marked ``small``."""
    return _copy(request, tmp_path, "_small_planned", "_planned")


def _copy(request: pytest.FixtureRequest, tmp_path: Path, small: str, whole: str) -> Path:
    source: Path = request.getfixturevalue(small if request.node.get_closest_marker("small") else whole)
    return Path(shutil.copytree(source, tmp_path / "my-cafe"))


@pytest.fixture(scope="session")
def _announced(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("announced") / "my-cafe"
    shutil.copytree(_fresh, folder)
    as_files(folder)
    for path in (folder / "sessions").glob("2027-*.yaml"):
        if path.stem not in ANNOUNCED:
            path.unlink()
    answer = besrour("plan", cwd=folder)
    assert answer.returncode == 0, answer.stderr
    tell(folder, *ANNOUNCED)
    return folder


@pytest.fixture
def announced(_announced: Path, tmp_path: Path) -> Path:
    """A programme folder with two cafés and a meeting of the advisory group, all three announced."""
    return Path(shutil.copytree(_announced, tmp_path / "my-cafe"))


@pytest.fixture(scope="session")
def _two_cafes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-cafes") / "cafe"
    made = Folder(str(folder))
    february = SESSION.replace("2027-01-11, to: 2027-01-29", "2027-02-08, to: 2027-02-26")
    made.write("2027-02-cafe.yaml", february.replace("together", "apart").replace("ensemble", "seul"))
    programme = load(str(folder)).programme
    assert programme is not None
    choice = choose(programme, Plan(programme.id, ""), datetime(2026, 11, 22, 12, tzinfo=UTC))
    plan_file.write(str(folder), choice.plan, "")
    proof_file.write(str(folder), choice.proof)
    return folder


@pytest.fixture
def two_cafes(_two_cafes: Path, tmp_path: Path) -> Path:
    """A café in January and one in February 2027, only proposed; the members are in Accra and Québec."""
    return Path(shutil.copytree(_two_cafes, tmp_path / "cafe"))


@pytest.fixture(scope="session")
def run() -> Run:
    """The program."""
    return besrour


@pytest.fixture(scope="session")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def box(_certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that takes everything, trusted by this computer."""
    monkeypatch.setenv("SSL_CERT_FILE", str(_certificate.chain))
    server = Postbox(_certificate)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def desk(_small_planned: Path, tmp_path: Path, box: Postbox) -> Path:
    """The small programme with its plan made, which names the server."""
    folder = Path(shutil.copytree(_small_planned, tmp_path / "my-cafe"))
    with (folder / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(f"mail:\n  host: localhost\n  port: {box.port}\n  rate: 0\n")
    return folder
