"""A download against what is stored: what is new in it, what it corrects, what it no longer has.

Answers are compared by their content, as a bag in which each may be several times. So the same file twice,
a longer one, or one saved anew by a spreadsheet adds nothing twice, though no number of the tool, no hour and
no name is stored by which an answer could be found in the tool again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from besrour_cli.feedback.evaluation.values import CollectedComment, CollectedRow

_BYTES = 8
"""Of a digest: of a million answers, two are taken for one with a chance of 1 in 37 million."""


class StoredContent(NamedTuple):
    """An answer or a comment as it was collected: its number, the digest of its content, wave and tool.

    ``id`` is "" where it was collected and does not count, such as the earlier one of two by one person.
    """

    id: str
    digest: str
    wave: str
    tool: str

    @property
    def group(self) -> tuple[str, str]:
        """The downloads that it was in: those of one tool about one wave."""
        return self.wave, self.tool


class DownloadComparison(NamedTuple):
    """Digests that are new (each as often as it is), and the stored ones that the download lacks.

    ``known`` counts those that are stored of this tool and wave; ``elsewhere`` has those that are stored of
    others, by wave and tool, which are among ``new`` as well.
    """

    new: Counter[str]
    missing: tuple[StoredContent, ...]
    known: int
    elsewhere: Mapping[tuple[str, str], Counter[str]]


def answer_digest(row: CollectedRow) -> str:
    """The digest of an answer without its comments: nothing joins the two once they are stored."""
    return _digest([row.language, row.code, sorted(row.values.items())])


def comment_digest(comment: CollectedComment) -> str:
    """The digest of a comment."""
    return _digest(list(comment))


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_BYTES).hexdigest()


def compare(
    digests: Iterable[str],
    dropped: Iterable[str],
    stored: Sequence[StoredContent],
    group: tuple[str, str],
    others: Collection[tuple[str, str]] | None = None,
) -> DownloadComparison:
    """What a download of a wave by a tool (its ``group``) adds; ``dropped`` are contents that do not count.

    It may be those answers once more of another wave or tool, where half of either is in the other; only
    ``others`` are looked at, if they are given.
    """
    wanted = Counter(digests)
    total = sum(wanted.values())
    groups: dict[tuple[str, str], list[StoredContent]] = defaultdict(list)
    for each in stored:
        groups[each.group].append(each)
    left_over = _without(groups.pop(group, []), wanted)
    new = wanted - Counter(each.digest for each in stored if each.group == group)
    left_over = _without(left_over, Counter(dropped))
    elsewhere: dict[tuple[str, str], Counter[str]] = {}
    rest = Counter(new)
    for other, members in sorted(groups.items()):
        both = rest & Counter(each.digest for each in members)
        count = sum(both.values())
        if count and (count * 2 >= min(total, len(members)) if others is None else other in others):
            elsewhere[other] = both
            rest -= both
    missing = tuple(each for each in left_over if each.id)
    return DownloadComparison(new, missing, total - sum(new.values()), elsewhere)


def _without(stored: Sequence[StoredContent], contents: Counter[str]) -> list[StoredContent]:
    """The stored ones that are left over when each content has taken one of them."""
    open_ones = Counter(contents)
    left_over = []
    for each in stored:
        if open_ones[each.digest] > 0:
            open_ones[each.digest] -= 1
        else:
            left_over.append(each)
    return left_over
