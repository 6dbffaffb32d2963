"""Populations that have nothing to do with each other are masked apart: each attack is then a small one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from besrour_cli.model.evaluation.publication import Group, Publication


def components(publications: Sequence[Publication]) -> tuple[frozenset[str], ...]:
    """The populations, those together that a fact or a relation of any publication links."""
    of: dict[str, set[str]] = {}
    for publication in publications:
        for each in publication.counts:
            of.setdefault(each.group.population, {each.group.population})
    for publication in publications:
        for fact in (*publication.facts, *publication.relations):
            linked: set[str] = set().union(*(of.get(g.population, {g.population}) for _, g in fact.terms))
            of |= dict.fromkeys(linked, linked)
    return tuple(sorted({frozenset(names) for names in of.values()}, key=sorted))


def restricted(publication: Publication, names: frozenset[str]) -> Publication:
    """What a publication says of some populations."""

    def among(groups: Iterable[Group]) -> bool:
        return all(each.population in names for each in groups)

    return publication._replace(
        dimensions=tuple(each for each in publication.dimensions if each[0] in names),
        counts=tuple(each for each in publication.counts if each.group.population in names),
        facts=tuple(fact for fact in publication.facts if among(g for _, g in fact.terms)),
        relations=tuple(fact for fact in publication.relations if among(g for _, g in fact.terms)),
        partial=frozenset(each for each in publication.partial if each[0] in names),
        apart=publication.apart & names,
    )
