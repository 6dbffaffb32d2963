"""What a report shows of few people, and what somebody can work out who has read all reports."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from besrour_cli.disclosure.audit import exposures, intervals
from besrour_cli.disclosure.mask import mask
from besrour_cli.model.evaluation.publication import (
    Group,
    GroupCount,
    LinearFact,
    MaskRules,
    Publication,
    group,
)
from support.disclosure.histories import history

RULES = MaskRules()
REGIONS = ("africa", "canada", "elsewhere")
LANGUAGES = ("both", "en", "fr")


def table(rows: list[list[int]], name: str = "june") -> Publication:
    """A table of regions by languages, with all its margins."""
    counts = []
    for region, language in product((None, *REGIONS[: len(rows)]), (None, *LANGUAGES[: len(rows[0])])):
        chosen = {k: v for k, v in (("region", region), ("language", language)) if v is not None}
        number = sum(
            count
            for r, row in zip(REGIONS, rows, strict=False)
            for c, count in zip(LANGUAGES, row, strict=False)
            if region in (None, r) and language in (None, c)
        )
        counts.append(GroupCount(group("answers", **chosen), number, weight=(8.0, 3.0, 1.0)[len(chosen)]))
    dimensions = (("answers", "language", LANGUAGES), ("answers", "region", REGIONS))
    return Publication(name, dimensions, tuple(counts))


def cell(region: str, language: str) -> Group:
    """The people of one cell."""
    return group("answers", region=region, language=language)


def test_two_hidden_in_each_row_and_column_are_computed_all_the_same() -> None:
    """The usual rule hides four cells here, which can be nothing but ones, and the attack says so."""
    naive = table([[20, 1, 1], [18, 1, 1], [15, 12, 9]])
    hidden = {cell(r, c) for r in REGIONS[:2] for c in LANGUAGES[1:]}
    naive = naive._replace(counts=tuple(replace(e, shown=e.group not in hidden) for e in naive.counts))
    known = exposures([naive], RULES)
    assert {each.group for each in known} == hidden
    assert all((each.low, each.high) == (1, 1) for each in known)


def test_the_mask_hides_more_until_nothing_can_be_computed() -> None:
    """The same table masked: the small cells are hidden, none is known closely, large ones stay."""
    masked = mask(table([[20, 1, 1], [18, 1, 1], [15, 12, 9]]))
    shown = masked.shown()
    assert not any(RULES.is_small(count) for count in shown.values())
    assert exposures([masked], RULES) == ()
    assert all(each.width >= RULES.width for each in intervals([masked], RULES))
    assert len(shown) >= 7, "all margins at least"


def test_a_table_of_large_counts_is_shown_whole() -> None:
    """Nothing is hidden where nobody is among few."""
    masked = mask(table([[20, 11, 0], [18, 9, 7], [15, 12, 9]]))
    assert all(each.shown for each in masked.counts)


def test_one_who_came_since_the_last_report_is_not_seen() -> None:
    """A second report of one person more shows neither the cell that grew nor any margin that did."""
    first = mask(table([[20, 11, 8], [18, 9, 7], [15, 12, 9]]))
    draft = table([[20, 11, 8], [18, 9, 7], [15, 12, 10]], "september")
    second = mask(draft, [first])
    shown = second.shown()
    for changed in (cell("elsewhere", "fr"), group("answers"), group("answers", region="elsewhere")):
        assert changed not in shown
    assert shown[cell("africa", "both")] == 20
    assert exposures([first, second], RULES) == ()


def test_an_earlier_report_is_not_given_away_by_a_later_one() -> None:
    """What the first report hid stays hidden, though the second, alone, would need to hide nothing."""
    first = mask(table([[20, 11, 3], [18, 9, 7], [15, 12, 9]]))
    draft = table([[20, 11, 9], [18, 9, 7], [15, 12, 9]], "september")
    assert all(each.shown for each in mask(draft).counts)
    second = mask(draft, [first])
    assert exposures([first, second], RULES) == ()
    assert exposures([first, draft], RULES) == () or not all(each.shown for each in second.counts)


def test_people_who_left_are_not_computed_either() -> None:
    """Where somebody was forgotten, counts shrink: the later report is taken for one of other people."""
    first = mask(table([[20, 11, 8], [18, 9, 7], [15, 12, 9]]))
    second = mask(table([[20, 11, 8], [18, 9, 7], [15, 12, 8]], "september"), [first])
    assert second.apart == {"answers"}
    assert cell("elsewhere", "fr") not in second.shown()


def test_a_percentage_that_gives_somebody_away_is_left_out() -> None:
    """“5 %” of 22 that are shown can be nobody but one; “between 5 and 500 took part” says nothing."""
    draft = table([[20, 1, 1], [18, 1, 1], [15, 12, 9]])
    part, whole = cell("africa", "en"), group("answers", region="africa")
    share = LinearFact("share", ((1.0, part), (-0.05, whole)), -0.005 * 22, 0.005 * 22)
    some = LinearFact("some", ((1.0, whole),), 5.0, 500.0)
    masked = mask(draft._replace(facts=(share, some)))
    assert [fact.id for fact in masked.facts] == ["some"]


def test_more_may_be_asked_for() -> None:
    """An ethics board that wants twenty gets twenty."""
    strict = MaskRules(threshold=20, width=8)
    masked = mask(table([[40, 11, 8], [38, 29, 27], [35, 32, 29]]), rules=strict)
    assert cell("africa", "en") not in masked.shown()
    assert exposures([masked], strict) == ()


def test_a_programme_of_very_few_shows_nothing() -> None:
    """Four people: not even how many they are."""
    masked = mask(table([[1, 1, 0], [1, 0, 1], [0, 0, 0]]))
    assert set(masked.shown().values()) == {0}


@pytest.mark.parametrize("seed", range(3))
def test_six_reports_of_a_growing_programme_give_nobody_away(seed: int) -> None:
    """A fresh attack on all six together finds nothing (the campaign: benchmarks/disclosure/run.py)."""
    published: list[Publication] = []
    for draft in history(seed):
        published.append(mask(draft, published))
    assert exposures(published, RULES) == ()
    assert mask(draft, published[:-1]) == published[-1], "the same reports, the same mask"


def test_what_an_earlier_report_gave_away_is_given_up_and_nothing_more_is() -> None:
    """June hid four cells of one each by the usual rule: that cannot be taken back, and September ends."""
    june = table([[20, 1, 1], [18, 1, 1], [15, 12, 9]])
    known = {cell(r, c) for r in REGIONS[:2] for c in LANGUAGES[1:]}
    june = june._replace(counts=tuple(replace(e, shown=e.group not in known) for e in june.counts))
    september = mask(table([[26, 1, 1], [18, 1, 1], [15, 12, 9]], "september"), [june])
    after = exposures([june, september], RULES)
    assert {(each.group, each.at, each.since) for each in after} == {(each, 0, None) for each in known}
    assert known.isdisjoint(september.shown())
    assert cell("canada", "both") in september.shown(), "what has not changed is shown all the same"


def test_groups_that_grew_by_nobody_who_came_are_of_other_people() -> None:
    """Twenty in Africa and twenty in Canada were told; of thirty in all, some must have changed since."""
    regions = (("answers", "region", REGIONS),)
    told = [group("answers", region=region) for region in REGIONS[:2]]
    june = Publication("june", regions, tuple(GroupCount(each, 20) for each in told))
    september = Publication("september", regions, (GroupCount(group("answers"), 30),))
    masked = mask(september, [june])
    assert masked.apart == {"answers"}
    assert masked.shown() == {group("answers"): 30}


def test_counts_that_no_people_can_have_are_no_draft() -> None:
    """Forty of thirty: a mistake of the program, which must not become a report."""
    counts = (GroupCount(group("answers"), 30), GroupCount(group("answers", region="africa"), 40))
    with pytest.raises(ArithmeticError, match="no people at all"):
        mask(Publication("june", (("answers", "region", REGIONS),), counts))


def test_a_fact_that_the_counts_deny_is_left_out() -> None:
    """“90 %” of 22, and it is one: nobody knows what a reader would make of it."""
    part, whole = cell("africa", "en"), group("answers", region="africa")
    wrong = LinearFact("wrong", ((1.0, part), (-0.9, whole)), -0.5, 0.5)
    draft = table([[20, 1, 1], [18, 1, 1], [15, 12, 9]])
    assert mask(draft._replace(facts=(wrong,))).facts == ()
