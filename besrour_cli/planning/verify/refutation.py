"""Whether a tree refutes every better plan: branches divide the domain, and every leaf leaves nothing."""

from __future__ import annotations

from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.combinations import (
    NodeDomain,
    combine,
    drop_options,
    helper_bounds,
    margin,
)
from besrour_cli.planning.verify.constraints import INTEGER_HELPERS, CheckedConstraints, Helper


def refutes(rows: CheckedConstraints, step: str, tree: object, domain: NodeDomain) -> bool:
    """Return whether a tree leaves no choice of a domain that is better on a step.

    Raises InvalidCertificate for a tree that is malformed.
    """
    waiting = [(tree, domain)]  # a stack instead of recursion: a hostile tree may be of any depth
    while waiting:
        node, here = waiting.pop()
        if here.is_empty:
            continue
        if not isinstance(node, dict):
            raise InvalidCertificate("a branch is missing")
        if "sum" in node:
            over = margin(rows, combine(rows, node["sum"], step, better=True), here)
            if over is None or over <= 0:
                return False
        elif "drop" in node:
            total = combine(rows, node["drop"], step, better=True)
            waiting.append((node.get("then"), drop_options(rows, total, here)))
        else:
            low, high = _split(rows, listed(node.get("of")), node.get("at"), here)
            waiting += [(node.get("low"), low), (node.get("high"), high)]
    return True


def _split(
    rows: CheckedConstraints, of: list[object], at: object, domain: NodeDomain
) -> tuple[NodeDomain, NodeDomain]:
    """Return the two parts into which a branch divides a domain; together they are all of it."""
    kind, *words = of
    if kind == "session":
        s = rows.index[text(words[0])]
        named = rows.options.named[s]
        starts = [EpochMinute(whole(start)) for start in listed(at)]
        first = {named[start] for start in starts if start in named}
        return (
            _with_options(domain, s, tuple(o for o in domain.open[s] if o in first)),
            _with_options(domain, s, tuple(o for o in domain.open[s] if o not in first)),
        )
    # Only a helper that is a whole number in every plan may be divided between n and n + 1.
    if kind not in INTEGER_HELPERS:
        raise InvalidCertificate("a branch that cannot be")
    helper: Helper = tuple(word if isinstance(word, str) else whole(word) for word in of)
    low, high = helper_bounds(rows, domain, helper)
    return (
        NodeDomain(domain.open, {**domain.bounds, helper: (low, min(high, whole(at)))}),
        NodeDomain(domain.open, {**domain.bounds, helper: (max(low, whole(at) + 1), high)}),
    )


def _with_options(domain: NodeDomain, s: int, open_: tuple[int, ...]) -> NodeDomain:
    return NodeDomain((*domain.open[:s], open_, *domain.open[s + 1 :]), domain.bounds)
