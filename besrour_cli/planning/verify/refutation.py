"""Whether a tree refutes everything: branches split what is left in two, leaves leave nothing."""

from __future__ import annotations

from besrour_cli.planning.verify.certificate_values import InvalidCertificate, listed, text, whole
from besrour_cli.planning.verify.combinations import OptionBox, bounds, combine, margin, remove
from besrour_cli.planning.verify.constraints import WHOLE_HELPERS, CheckedConstraints, Helper


def refutes(rows: CheckedConstraints, step: str, tree: object, box: OptionBox) -> bool:
    """Whether a tree leaves no choice in a box that would be better on a step; ``InvalidCertificate`` if malformed."""
    waiting = [(tree, box)]
    while waiting:
        node, here = waiting.pop()
        if here.empty:
            continue
        if not isinstance(node, dict):
            raise InvalidCertificate("a branch is missing")
        if "sum" in node:
            over = margin(rows, combine(rows, node["sum"], step, kept=False), here)
            if over is None or over <= 0:
                return False
        elif "drop" in node:
            total = combine(rows, node["drop"], step, kept=False)
            waiting.append((node.get("then"), remove(rows, total, here)))
        else:
            low, high = _split(rows, listed(node.get("of")), node.get("at"), here)
            waiting += [(node.get("low"), low), (node.get("high"), high)]
    return True


def _split(
    rows: CheckedConstraints, of: list[object], at: object, box: OptionBox
) -> tuple[OptionBox, OptionBox]:
    kind, *words = of
    if kind == "session":
        s = rows.index[text(words[0])]
        named = rows.options.named[s]
        first = {named[start] for start in map(whole, listed(at)) if start in named}
        return (
            _replaced(box, s, tuple(o for o in box.open[s] if o in first)),
            _replaced(box, s, tuple(o for o in box.open[s] if o not in first)),
        )
    if kind not in WHOLE_HELPERS:
        raise InvalidCertificate("a branch that cannot be")
    helper: Helper = tuple(word if isinstance(word, str) else whole(word) for word in of)
    low, high = bounds(rows, box, helper)
    return (
        OptionBox(box.open, {**box.bounds, helper: (low, min(high, whole(at)))}),
        OptionBox(box.open, {**box.bounds, helper: (max(low, whole(at) + 1), high)}),
    )


def _replaced(box: OptionBox, s: int, open_: tuple[int, ...]) -> OptionBox:
    return OptionBox((*box.open[:s], open_, *box.open[s + 1 :]), box.bounds)
