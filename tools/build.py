"""``dev.py build``: the sdist and the wheel; ``dev.py build one-file``: one program for those without Python.

The one file is made by PyInstaller in an environment of its own, from the hashed lock, and tried at once
where there is no Python (``tools/smoke.py``). What lands in ``dist/`` is listed with its SHA-256 in
``SHA256SUMS``.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from tools.environment import LOCKS, OTHERS, ROOT

DIST, WORK = ROOT / "dist", ROOT / "build" / "one-file"
SUMS = "SHA256SUMS"
ENTRY = "from besrour_cli.__main__ import main\n\nmain()\n"
COLLECTED = ("besrour_cli", "holidays", "tzdata", "dateutil", "pendulum", "icalendar", "rich._unicode_data")
"""Packages whose modules or data are looked for by name while besrour runs; PyInstaller cannot see that."""
UNUSED = ("tkinter", "IPython", "pytest", "uv")


def main(arguments: Sequence[str]) -> int:
    """Build what is named: packages (the default), ``one-file``, or both; the exit code of what stopped."""
    steps = {"packages": packages, "one-file": one_file}
    wanted = list(arguments) or ["packages"]
    if unknown := [name for name in wanted if name not in steps]:
        print(f"build: there is no {unknown[0]}; write packages or one-file", file=sys.stderr)
        return 2
    DIST.mkdir(exist_ok=True)
    for name in wanted:
        if code := steps[name]():
            return code
    write_sums(DIST)
    return 0


def packages() -> int:
    """The sdist, and the wheel made from it."""
    for old in (*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")):
        old.unlink()
    return _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(DIST), str(ROOT))


def one_file() -> int:
    """One program for this system, tried before it lands in ``dist/``."""
    python = _environment()
    if code := packages():
        return code
    [wheel] = DIST.glob("*.whl")
    pip = [python, "-m", "pip", "install", "-qq", "--no-input"]
    if code := _run(*pip, "--no-index", "--no-deps", "--force-reinstall", str(wheel)):
        return code
    entry = WORK / "besrour_start.py"
    entry.write_text(ENTRY, encoding="utf-8")
    options = ["--onefile", "--console", "--name", "besrour", "--noconfirm", "--clean", "--log-level", "WARN"]
    options += ["--distpath", str(WORK / "made"), "--workpath", str(WORK / "work"), "--specpath", str(WORK)]
    for name in COLLECTED:
        options += ["--collect-all", name]
    for name in UNUSED:
        options += ["--exclude-module", name]
    # elsewhere than here, where the packages of the checkout would be found first
    if code := _run(python, "-m", "PyInstaller", *options, str(entry), folder=WORK):
        return code
    made = WORK / "made" / f"besrour{'.exe' if os.name == 'nt' else ''}"
    if code := _run(sys.executable, "-m", "tools.smoke", str(made)):
        return code
    target = DIST / f"besrour-{_version()}-{_system()}{made.suffix}"
    shutil.copy2(made, target)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


def _environment() -> str:
    """The Python of an environment of its own, made anew where its lock is another."""
    if ready := os.environ.get("BESROUR_BUILD_PYTHON"):  # one that has everything already
        WORK.mkdir(parents=True, exist_ok=True)
        return ready
    lock = ROOT / LOCKS["one-file"]
    stamp, venv = WORK / "lock.sha256", WORK / "venv"
    python = str(venv / ("Scripts" if os.name == "nt" else "bin") / "python")
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest and Path(python).exists():
        return python
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for command in (
        [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(venv)],
        [
            python,
            "-m",
            "pip",
            "install",
            "-qq",
            "--no-input",
            "--require-hashes",
            "--no-deps",
            "-r",
            str(lock),
        ],
    ):
        if code := _run(*command):
            sys.exit(code)
    stamp.write_text(digest, encoding="utf-8")
    return python


def write_sums(folder: Path) -> None:
    """``SHA256SUMS`` of everything in a folder, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _version() -> str:
    for line in (ROOT / "besrour_cli" / "__init__.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    raise SystemExit("besrour_cli/__init__.py says no version")


def _system() -> str:
    """Which system and which processor a program is for: ``linux-x86_64``."""
    name = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sysconfig.get_platform().split("-")[0])
    return f"{name}-{platform.machine().lower()}"


def _run(*command: str, folder: Path = ROOT) -> int:
    env = {name: value for name, value in os.environ.items() if name not in OTHERS}
    sys.stdout.flush()
    return subprocess.run(command, cwd=folder, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
