"""Histories of six reports: who can be found in all of them together, and how much is still shown.

    python benchmarks/disclosure/run.py [HISTORIES [FIRST]]

Each history is of a made-up programme (tests/support/disclosure/histories.py): 12 to 60 people at first and 0
to 30 more with every report; two to four regions, two or three languages, three answers; one to three tables
of all the same people with all margins. Every report is masked, then all six are attacked anew.

“Usual rule” is the same people's table of region by language under two hidden cells in each row and column.
Its single reports are those in which something is hidden; its pairs are two reports after one another.

Safe is a count that is not small, and not a small change from what an earlier report shows of it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))

from besrour_cli.disclosure.audit import exposures, intervals
from besrour_cli.disclosure.mask import mask
from besrour_cli.model.evaluation.publication import MaskRules, Publication
from support.disclosure import histories
from support.disclosure.usual_rule import usual_rule

RULES = MaskRules()


def small_changes(published: list[Publication]) -> int:
    """How many counts show, by plain subtraction, that one to four people came or went."""
    return sum(
        RULES.is_small(count - earlier.shown().get(group, count))
        for earlier, later in combinations(published, 2)
        for group, count in later.shown().items()
    )


def one_history(seed: int, sums: Counter[str]) -> None:
    """Mask the reports of one history, attack all of them, and add up what is found."""
    published: list[Publication] = []
    for draft in histories.history(seed):
        begun = process_time()
        masked = mask(draft, published)
        seconds = process_time() - begun
        sums["milliseconds"] += round(1000 * seconds)
        sums["slowest"] = max(sums["slowest"], round(1000 * seconds))
        for each in masked.counts:
            if RULES.is_small(each.count):
                continue
            earlier = [p.shown()[each.group] for p in published if each.group in p.shown()]
            safe = not any(RULES.is_small(each.count - count) for count in earlier)
            sums["large"] += 1
            sums["large shown"] += each.shown
            sums["as it was"] += each.shown or bool(earlier)
            sums["safe"] += safe
            sums["safe shown"] += safe and each.shown
        published.append(masked)
    known = exposures(published, RULES)
    sums["narrow"] += len(known)
    sums["pinned"] += sum(each.width == 0 for each in known)
    sums["small changes"] += small_changes(published)
    sums["histories with either"] += bool(known) or small_changes(published) > 0


def one_of_the_usual_rule(seed: int, sums: Counter[str]) -> None:
    """The same people under the usual rule: single reports, and pairs of reports each of which is clean."""
    rng = random.Random(seed)
    keys = histories.keys_of(rng)
    histories.tables_of(rng)
    drafts = [
        histories.draft(str(n), those, keys, (("region", "language"),))
        for n, those in enumerate(histories.people(rng, keys, 6))
    ]
    published = [usual_rule(draft, RULES) for draft in drafts]
    pinned = [any(i.width == 0 for i in intervals([each], RULES)) for each in published]
    for each, found in zip(published, pinned, strict=True):
        hides = not all(count.shown for count in each.counts)
        sums["single"] += hides
        sums["single pinned"] += hides and found
    for n in range(5):
        if pinned[n] or pinned[n + 1]:
            continue
        pair = published[n : n + 2]
        counted = [each for each in intervals(pair, RULES) if each.since is None]
        sums["pairs"] += 1
        sums["pairs pinned"] += any(each.width == 0 for each in counted)
        sums["pairs open"] += small_changes(pair) > 0


def percent(part: int, whole: int) -> str:
    """A part of a whole in words."""
    return f"{part} of {whole} ({100 * part / max(whole, 1):.1f} %)"


def take(sums: Counter[str], what: str) -> tuple[int, int]:
    """How many are pinned, of how many."""
    return sums[f"{what} pinned"], sums[what]


def main() -> None:
    """Run the histories and print the sums."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    sums: Counter[str] = Counter()
    for seed in range(first, first + count):
        one_history(seed, sums)
        one_of_the_usual_rule(seed, sums)
    print(f"{count} histories of six reports, from number {first}")
    for title, number in (
        ("hidden counts and small changes known to a number", sums["pinned"]),
        ("known closer than three", sums["narrow"]),
        ("small changes that subtraction shows", sums["small changes"]),
        ("safe counts shown", percent(sums["safe shown"], sums["safe"])),
        ("all counts that are not small, shown", percent(sums["large shown"], sums["large"])),
        ("  or shown as they were in an earlier report", percent(sums["as it was"], sums["large"])),
        (
            "CPU to mask a report, in ms",
            f"{sums['milliseconds'] / (6 * count):.0f}, at most {sums['slowest']}",
        ),
        ("usual rule: single reports that give a hidden count away", percent(*take(sums, "single"))),
        ("  pairs, each clean alone, that do", percent(*take(sums, "pairs"))),
        ("  pairs that show a small change openly", percent(sums["pairs open"], sums["pairs"])),
    ):
        print(f"  {title}: {number}")
    if sums["narrow"] or sums["small changes"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
