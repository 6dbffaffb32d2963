"""Write the golden letters and newsletter anew: ``python tests/publishing/letters/regenerate_letters.py``.

It refuses to touch a file that differs unless it is told ``--overwrite``: a golden file is changed knowingly.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"


def made() -> dict[str, bytes]:
    """Every golden file by name, made from the small fixed programme."""
    import support.publishing.letter_programme as given
    from besrour_cli.model.letter_kind import LetterKind
    from besrour_cli.publishing.letters.letters import letters
    from besrour_cli.publishing.letters.newsletter import newsletter

    files = {}
    for kind in LetterKind:
        known = {member.id: given.EARLIER for member in given.MEMBERS} if kind == LetterKind.UPDATE else {}
        for letter in letters(
            given.PROGRAMME, given.SESSION, given.SLOT, kind, given.MEMBERS, given.templates(), known=known
        ):
            if kind == "invitation" or letter.member in ("cd-kinshasa", "ca-ubc"):
                files[f"{kind}-{letter.name}"] = letter.data
    files.update(newsletter(given.PROGRAMME, given.PLAN, given.utc(2027, 1, 5, 12, 0), given.templates()))
    return files


def main(arguments: Sequence[str], folder: Path = GOLDEN) -> int:
    """Write what is new; what differs only with ``--overwrite``."""
    folder.mkdir(exist_ok=True)
    files = made()
    differing = sorted(
        n for n, data in files.items() if (folder / n).exists() and (folder / n).read_bytes() != data
    )
    if differing and "--overwrite" not in arguments:
        print(
            "these golden files differ; look at them, then run again with --overwrite:",
            *differing,
            sep="\n  ",
        )
        return 1
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]
    raise SystemExit(main(sys.argv[1:]))
