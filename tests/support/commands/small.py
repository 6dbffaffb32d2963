"""A programme that is checked, planned and sent in a moment: two months of the example, a few of its people.

Settings, series and words are those of the example, and what is edited there can be edited here.
"""

from __future__ import annotations

import re
from pathlib import Path

PEOPLE = (
    "ca-memorial",
    "ca-dalhousie",
    "ca-laval",
    "ca-mcgill",
    "ca-ottawa",
    "ca-manitoba",
    "ca-calgary",
    "ca-ubc",
    "bw-1",
    "gh-1",
    "ke-1",
    "lr-1",
    "zm-1",
    "sn-dakar",
    "ma-casablanca",
    "cm-yaounde",
)
"""All are invited to the cafés; some of each group; one of each zone whose rules are new in 2026."""
LAST = "2027-02"


def make_small(folder: Path) -> None:
    """Take the later months and the other people out of a copy of the example."""
    for file in (folder / "sessions").glob("2027-*.yaml"):
        if file.name > f"{LAST}-z":
            file.unlink()
    programme = folder / "sessions/programme.yaml"
    text = programme.read_text(encoding="utf-8").replace("until: 2027-12", f"until: {LAST}")
    programme.write_text(re.sub(r"\[([a-z]{2}-[^]]*)\]", _those_who_are_there, text), encoding="utf-8")
    roster = folder / "sessions/members.csv"
    head, *rows = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.split(",")[0] in PEOPLE]
    assert len(kept) == len(PEOPLE)
    roster.write_text("".join([head, *kept]), encoding="utf-8")


def _those_who_are_there(turns: re.Match[str]) -> str:
    ids = re.findall(r"[\w-]+", turns[1])
    return f"[{', '.join(one for one in ids if one in PEOPLE)}]"
