"""Golden listings: each folder of ``cases/`` holds a broken programme and what besrour says of it.

Run ``python tests/storage/programme/regenerate.py`` to see which listings would change, and add
``--overwrite`` to write them. Read the difference before committing it: it is what coordinators will read.
"""

from __future__ import annotations

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases")
LISTING = "expected.txt"


def names() -> list[str]:
    """The cases, sorted."""
    return sorted(name for name in os.listdir(CASES) if os.path.isdir(os.path.join(CASES, name, "sessions")))


def listing(name: str) -> str:
    """All problems of a case: place, code, sentence, the line with its caret, remedy."""
    from besrour_cli.storage.programme.load import load

    loaded = load(os.path.join(CASES, name))
    rows = []
    for problem in loaded.problems:
        rows.append(f"{problem.spot}: {'warning' if problem.warning else 'mistake'} [{problem.code}]")
        rows.append(f"  {problem.what}")
        if problem.spot.line:
            rows.append("  | " + problem.text.replace("\t", "→"))
            rows.append("  | " + " " * (problem.spot.column - 1) + "^" * problem.width)
        if problem.remedy:
            rows.append(f"  = {problem.remedy}")
        rows.append("")
    rows.append(f"{loaded.files} files read; programme {'in order' if loaded.programme else 'not in order'}")
    return "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Compare every listing; write the changed ones only when told to."""
    changed = 0
    for name in names():
        path = os.path.join(CASES, name, LISTING)
        new = listing(name)
        old = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                old = file.read()
        if new == old:
            continue
        changed += 1
        if "--overwrite" in arguments:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(new)
            print(f"written: {name}")
        else:
            print(f"differs: {name} (not written; add --overwrite)")
    return 1 if changed and "--overwrite" not in arguments else 0


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(HERE))))
    sys.exit(main(sys.argv[1:]))
