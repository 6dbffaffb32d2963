"""The mask: which counts of a draft are hidden, so that nobody can be found in it and all that came before.

Counts that are small, and changes since an earlier report that are, are hidden first. Then the mask is
attacked, and widened where the attack succeeds, until it does not. What turns out to have been hidden in vain
is shown again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from besrour_cli.disclosure.components import components, restricted
from besrour_cli.disclosure.masking import Masking
from besrour_cli.model.evaluation.publication import GroupCount, MaskRules, Publication


def mask(
    draft: Publication, before: Sequence[Publication] = (), rules: MaskRules | None = None
) -> Publication:
    """Hide as little of a draft as is needed, given every earlier publication in order.

    Each fact of the draft is published if it gives nobody away. Whether earlier people of a population are
    among the later ones is taken from the counts, and noted in ``apart`` where they are not.
    """
    rules = rules or MaskRules()
    if before and _as_published(draft, before[-1]):
        return before[-1]._replace(name=draft.name)
    parts = [
        _mask_part(restricted(draft, names), [restricted(each, names) for each in before], rules)
        for names in components((*before, draft))
        if any(each.group.population in names for each in draft.counts)
    ]
    shown = {each.group: each.shown for part in parts for each in part.counts}
    facts = {fact for part in parts for fact in part.facts}
    return draft._replace(
        counts=tuple(replace(each, shown=shown[each.group]) for each in draft.counts),
        facts=tuple(fact for fact in draft.facts if fact in facts),
        apart=frozenset().union(*(part.apart for part in parts)),
    )


def _mask_part(draft: Publication, before: Sequence[Publication], rules: MaskRules) -> Publication:
    apart = draft.apart | _shrunk(draft, before)
    counts = tuple(
        replace(each, shown=each.shown and not _gives_away(each, before, rules)) for each in draft.counts
    )
    while True:
        tried = draft._replace(apart=apart, counts=counts, facts=())
        try:
            masking = Masking(tried, before, rules)
            masking.widen()
            masking.show_again()
            return masking.with_facts(draft.facts)
        except ArithmeticError:  # the counts grow, and yet not by people who came: some changed groups
            names = frozenset(each.group.population for each in counts)
            if names <= apart:
                raise
            apart |= names


def _as_published(draft: Publication, last: Publication) -> bool:
    """Whether a draft says of everybody what was published last: it is then masked in the same way."""
    now = {each.group: each.count for each in draft.counts}
    return now == {each.group: each.count for each in last.counts}


def _gives_away(each: GroupCount, before: Sequence[Publication], rules: MaskRules) -> bool:
    """Whether a count gives somebody away by itself, or beside what an earlier report showed of it."""
    people = each.count if each.people is None else each.people
    if rules.is_small(each.count) or rules.is_small(people):
        return True
    earlier = (publication.shown().get(each.group, each.count) for publication in before)
    return any(rules.is_small(each.count - count) for count in earlier)


def _shrunk(draft: Publication, before: Sequence[Publication]) -> frozenset[str]:
    """The populations in which a group has fewer people than in an earlier report."""
    now = {each.group: each.count for each in draft.counts}
    return frozenset(
        each.group.population
        for publication in before
        for each in publication.counts
        if now.get(each.group, each.count) < each.count
    )
