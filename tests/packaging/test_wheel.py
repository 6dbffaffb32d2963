"""What is shipped: the sdist, the wheel built from it, and the program that the wheel gives."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from support.checkout import ROOT, tracked

SHIPPED = {
    "sessions/": "besrour_cli/shipped/pilot/sessions/",
    "examples/world/sessions/": "besrour_cli/shipped/world/sessions/",
    "examples/evaluated/sessions/": "besrour_cli/shipped/evaluated/sessions/",
    "examples/evaluated/responses/": "besrour_cli/shipped/evaluated/responses/",
    "templates/": "besrour_cli/shipped/templates/",
    "languages/": "besrour_cli/shipped/languages/",
}


def build(folder: Path, *options: str) -> Path:
    """Build with the hatchling that is installed: no network, as a packager would."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *options, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was built from it."""
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """The wheel built from the sdist."""
    [path] = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; the libraries are borrowed from this one, not besrour."""
    venv = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = str(program(venv, "python"))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True)
    site = next(path for path in venv.rglob("site-packages") if path.is_dir())
    # a path named in a .pth file is searched, its own .pth files (the editable besrour) are not
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv


def program(venv: Path, name: str) -> Path:
    """A program of an environment."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def besrour(venv: Path, *arguments: str, cwd: Path) -> str:
    """What the installed program prints, away from the repository."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"BESROUR_LANG": "en", "NO_COLOR": "1"}
    command = [str(program(venv, "besrour")), *arguments]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shipped_place(path: str) -> str | None:
    """Where a file of the repository lies in the wheel; None when it stays out."""
    if path.startswith("besrour_cli/"):
        return path
    for folder, place in SHIPPED.items():
        if path.startswith(folder):
            return place + path.removeprefix(folder)
    return None


def test_the_wheel_holds_the_package_the_examples_and_the_templates(wheel: Path) -> None:
    """Every file git knows in those folders is in the wheel, at its place, and nothing else is."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {place for path in tracked() if (place := shipped_place(path))}
    assert held == expected
    assert {"besrour_cli/places/places.csv", "besrour_cli/shipped/pilot/sessions/programme.yaml"} <= held


def test_the_files_in_the_wheel_are_those_of_the_repository(wheel: Path) -> None:
    """Byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        for path in tracked():
            if place := shipped_place(path):
                assert archive.read(place) == (ROOT / path).read_bytes(), path


def test_the_sdist_holds_every_file_git_knows(dist: Path) -> None:
    """The whole repository, so that a packager can build and test from it, and one file of metadata."""
    [path] = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        held = {member.name.split("/", 1)[1] for member in archive.getmembers() if member.isfile()}
    assert held == {*tracked(), "PKG-INFO"}


def test_a_wheel_from_the_sdist_is_the_wheel_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    """Both ways lead to the same bytes."""
    [straight] = build(tmp_path, "--wheel").glob("*.whl")
    assert straight.name == wheel.name
    digests = [sha256(path.read_bytes()).hexdigest() for path in (straight, wheel)]
    assert digests[0] == digests[1]  # two wheels shown side by side would take minutes


def test_the_wheel_says_its_licence_and_its_command(wheel: Path) -> None:
    """The licence's text travels with it, and ``besrour`` is its command."""
    with zipfile.ZipFile(wheel) as archive:
        [licence] = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()
        [entry] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert b"besrour = besrour_cli.__main__:main" in archive.read(entry)


def test_the_installed_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    """The version of the wheel, and it runs from the wheel, not from this folder."""
    from besrour_cli import __version__

    assert besrour(installed, "--version", cwd=tmp_path).startswith(f"besrour {__version__}")
    command = [str(program(installed, "python")), "-c", "import besrour_cli; print(besrour_cli.__file__)"]
    where = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(where.stdout.strip()).is_relative_to(installed)


@pytest.mark.parametrize(
    ("example", "folder"),
    [
        ("pilot", "sessions"),
        ("world", "examples/world/sessions"),
        ("evaluated", "examples/evaluated/sessions"),
    ],
)
def test_the_installed_program_gives_the_repositorys_examples(
    installed: Path, tmp_path: Path, example: str, folder: str
) -> None:
    """``besrour init`` writes the very files of the repository, and they are in order."""
    besrour(installed, "init", "my-cafe", "--example", example, cwd=tmp_path)
    made = tmp_path / "my-cafe" / "sessions"
    kept = [ROOT / path for path in tracked() if path.startswith(folder + "/")]
    expected = {path.relative_to(ROOT / folder): path.read_bytes() for path in kept}
    written = [path for path in made.rglob("*") if path.is_file()]
    assert {path.relative_to(made): path.read_bytes() for path in written} == expected
    besrour(installed, "check", cwd=tmp_path / "my-cafe")


def test_an_editable_install_leaves_no_copies(tmp_path: Path) -> None:
    """Developers read the repository's own examples: its editable wheel is a path and metadata alone."""
    code = "import hatchling.build, sys; print(hatchling.build.build_editable(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        beside = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert beside == ["_besrour.pth"]
    assert not (ROOT / "besrour_cli" / "shipped").exists()


def locked(name: str) -> dict[str, set[str]]:
    """Each pinned requirement of a lock (with its marker), and its hashes."""
    pins: dict[str, set[str]] = {}
    pin = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        words = line.strip().removesuffix("\\").strip()
        if words.startswith("--hash="):
            pins[pin].add(words)
        elif words and not words.startswith("#"):
            pin = words
            pins[pin] = set()
    return pins


def test_every_locked_package_is_pinned_and_hashed() -> None:
    """No package comes in at whatever version, or with whatever bytes."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        pins = locked(name)
        assert len(pins) > 10
        for pin, hashes in pins.items():
            assert "==" in pin and hashes, f"{name}: {pin}"


def test_developers_run_the_versions_that_users_run() -> None:
    """All of requirements.lock is in requirements-dev.lock, at the same versions and with the same hashes."""

    def bare(pins: dict[str, set[str]]) -> set[tuple[str, frozenset[str]]]:
        return {(pin.split(" ;")[0], frozenset(hashes)) for pin, hashes in pins.items()}

    assert bare(locked("requirements.lock")) <= bare(locked("requirements-dev.lock"))


def test_every_declared_dependency_is_locked() -> None:
    """A dependency added to pyproject.toml and not locked would be missing after set-up."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": project["project"]["dependencies"] + groups["build"],
        "requirements-dev.lock": project["project"]["dependencies"] + groups["build"] + groups["dev"],
    }
    for name, requirements in wanted.items():
        pinned = {pin.split("==")[0].lower() for pin in locked(name)}
        for requirement in requirements:
            bare = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
            assert bare.lower() in pinned, f"{requirement} is not in {name}: run dev.py lock"
