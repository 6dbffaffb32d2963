"""``.venv``: made once from the hashed locks, and known by a stamp that is written last.

The stamp says which Python, which folder and which locks the environment was made from. No stamp, or
another one, and it is made anew (pip keeps what it fetched, so that is quick); the right stamp, and
nothing is done. A run that is stopped half-way leaves no stamp.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.words import say, trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "besrour-stamp.json"
LOCKS = {
    "runtime": "requirements.lock",
    "dev": "requirements-dev.lock",
    "one-file": "requirements-one-file.lock",
}
"""What running besrour needs; what working on it, or making one file of it, needs too (the same versions)."""

OTHERS = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}
"""Variables meant for another Python; without compiled files every start would be twice as slow."""


class SetUpFailed(Exception):
    """The environment could not be made; what there is to say has been said."""


def script(name: str) -> str:
    """The path of a program inside the environment."""
    if os.name == "nt":
        return str(VENV / "Scripts" / f"{name}.exe")
    return str(VENV / "bin" / name)


def run(command: Sequence[str], **variables: str) -> int:
    """Run a program from the project's folder with its output as it comes; its exit code."""
    env = {name: value for name, value in os.environ.items() if name not in OTHERS}
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env={**env, **variables}, check=False).returncode


def ready(level: str) -> None:
    """Make sure ``.venv`` holds the packages of a level, ``runtime`` or ``dev``, and besrour itself."""
    found, wanted = _read_stamp(), _wanted(level)
    if wanted.items() <= found.items():
        return
    started = time.monotonic()
    if not _fits(found):
        found = {}
        _make_anew()
    lock = LOCKS[level]
    say(
        f"Installing the packages of {lock}, each checked against its hash (a minute the first time)...",
        f"Installation des paquets de {lock}, chacun vérifié par son empreinte (une minute au début)...",
    )
    STAMP.unlink(missing_ok=True)
    _pip("--require-hashes", "--no-deps", "-r", lock)
    _pip("--no-index", "--no-deps", "--no-build-isolation", "--force-reinstall", "-e", ".")
    STAMP.write_text(json.dumps({**found, **wanted}, indent=1) + "\n", encoding="utf-8")
    took = round(time.monotonic() - started)
    say(f"Ready in {took} s.\n", f"Prêt en {took} s.\n")


def _wanted(level: str) -> dict[str, str]:
    """The stamp an environment of this level carries; the developers' lock covers the runtime's."""
    covered = ("runtime", "dev") if level == "dev" else ("runtime",)
    return {"made": _made(), "pyproject.toml": _digest("pyproject.toml")} | {
        LOCKS[name]: _digest(LOCKS[name]) for name in covered
    }


def _made() -> str:
    """Which Python, and where: an environment cannot be moved, nor follow its Python to a newer one."""
    return f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro} {VENV}"


def _fits(found: dict[str, str]) -> bool:
    """Whether what is there can be added to: finished, same Python, and no lock it was made from changed."""
    return found.get("made") == _made() and all(
        found[lock] == _digest(lock) for lock in LOCKS.values() if lock in found
    )


def _make_anew() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        trouble(
            "This Python cannot make a virtual environment (ensurepip is missing). On Debian or Ubuntu:\n"
            "    sudo apt-get install python3-venv\n"
            "then run the same command again.",
            "Ce Python ne peut créer d’environnement virtuel (ensurepip manque). Sous Debian ou Ubuntu :\n"
            "    sudo apt-get install python3-venv\n"
            "puis relancez la même commande.",
        )
        raise SetUpFailed
    if VENV.exists():
        say(
            ".venv is unfinished or was made for another Python, folder or list of packages: making it anew.",
            ".venv est inachevé, ou fait pour un autre Python, dossier ou jeu de paquets : il est refait.",
        )
        STAMP.unlink(missing_ok=True)
        shutil.rmtree(VENV)
    else:
        say(
            "Setting up, once: a private Python environment in .venv; nothing is installed elsewhere.",
            "Préparation, une fois : un environnement Python privé dans .venv; rien n’est installé ailleurs.",
        )
    base = getattr(sys, "_base_executable", sys.executable)  # not the .venv that may be activated
    if run([base, "-m", "venv", str(VENV)]):
        trouble("Python could not make .venv (see above).", "Python n’a pas pu créer .venv (voir ci-dessus).")
        raise SetUpFailed


def _pip(*arguments: str) -> None:
    command = [script("python"), "-m", "pip", "install", "-qq", "--no-input", *arguments]
    if run(command, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1"):
        trouble(
            "\npip could not install the packages (its own words are above). It needs the network;\n"
            "behind a proxy, set HTTPS_PROXY. Then run the same command again: what was fetched is kept.",
            "\npip n’a pu installer les paquets (ses propres mots sont ci-dessus). Il lui faut le réseau;\n"
            "derrière un mandataire, réglez HTTPS_PROXY. Relancez ensuite la même commande :\n"
            "ce qui est déjà téléchargé est gardé.",
        )
        raise SetUpFailed


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and Path(script("python")).exists() else {}
