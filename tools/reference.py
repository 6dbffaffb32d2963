"""``reference/commands.md`` in ``docs/en`` and ``docs/fr``: every command's help, as the program prints it.

Without an option it checks that both are true; ``--update`` rewrites them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "en": "# Commands\n\nWhat each command says of itself, `besrour COMMAND --help`. "
    "[En français](../../fr/reference/commands.md).\n",
    "fr": "# Commandes\n\nCe que chaque commande dit d’elle-même, `besrour COMMANDE --help`. "
    "[In English](../../en/reference/commands.md).\n",
}


def helps(language: str) -> str:
    """One page: the program's help and that of every command, in a language."""
    from besrour_cli.command_line import COMMANDS

    page = PAGES[language]
    for command in ("", *COMMANDS):
        words = [command, "--help"] if command else ["--help"]
        title = f"besrour {command}".strip()
        page += f"\n## {title}\n\n```text\n{_said(words, language)}```\n"
    return page


def _said(words: list[str], language: str) -> str:
    env = {**os.environ, "BESROUR_LANG": language, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "besrour_cli", *words]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines()) + "\n"


def stale() -> list[str]:
    """The pages that no longer say what the program says."""
    return [_page(language) for language in PAGES if _read(language) != helps(language)]


def _page(language: str) -> str:
    return f"docs/{language}/reference/commands.md"


def _read(language: str) -> str:
    path = ROOT / _page(language)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(arguments: list[str]) -> int:
    """Check, or rewrite with ``--update``; 1 when a page is stale."""
    if arguments == ["--update"]:
        for language in PAGES:
            (ROOT / _page(language)).write_text(helps(language), encoding="utf-8")
    old = stale()
    for page in old:
        print(f"{page} lags behind the program: python3 dev.py reference --update")
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
