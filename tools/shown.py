"""What the READMEs show is what the program prints: ``console`` blocks are run in a folder of their own.

A line ``[...]`` stands for lines left out; as many lines before and after it are kept as there are now.
Without an option it checks; ``--update`` rewrites the blocks.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"README.md": "en", "README.fr.md": "fr"}
"""Each page and the language in which its commands are run."""

NOW = "2026-11-22T12:00Z"
CUT = "[...]"
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")


def true(page: str) -> str:
    """The text of a page with every block as the program prints it now."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)

        def block(match: re.Match[str]) -> str:
            nonlocal here
            lines: list[str] = []
            for words, shown in _calls(match[1]):
                lines.append(f"$ {words}")
                if words.startswith("cd "):
                    here /= words[3:]
                    continue
                lines += _cut(_printed(words, here, PAGES[page]), shown)
            return "```console\n" + "\n".join(lines) + "\n```"

        return _BLOCK.sub(block, (ROOT / page).read_text(encoding="utf-8"))


def _calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines shown after it."""
    words, shown = "", list[str]()
    for line in text.splitlines():
        if line.startswith("$ "):
            if words:
                yield words, shown
            words, shown = line[2:], []
        else:
            shown.append(line)
    if words:
        yield words, shown


def _printed(words: str, here: Path, language: str) -> list[str]:
    program, *arguments = shlex.split(words)
    assert program == "besrour", words
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BESROUR_", "LC_", "LANG"))}
    fixed = {"BESROUR_NOW": NOW, "BESROUR_LANG": language, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "besrour_cli", *arguments],
        cwd=here,
        env={**kept, **fixed, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    return [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]


def _cut(printed: list[str], shown: list[str]) -> list[str]:
    """What is printed, with the lines left out that were left out before."""
    if CUT not in shown:
        return printed
    head = shown.index(CUT)
    tail = len(shown) - head - 1
    return [*printed[:head], CUT, *(printed[-tail:] if tail else [])]


def stale() -> list[str]:
    """The pages that no longer show what the program prints."""
    return [page for page in PAGES if (ROOT / page).read_text(encoding="utf-8") != true(page)]


def main(arguments: list[str]) -> int:
    """Check, or rewrite with ``--update``; 1 when a page is stale."""
    if arguments == ["--update"]:
        for page in PAGES:
            (ROOT / page).write_text(true(page), encoding="utf-8")
    old = stale()
    for page in old:
        print(f"{page} shows what besrour no longer prints: python3 dev.py reference --update")
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
