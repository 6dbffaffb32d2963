"""Whether a tree refutes everything: branches split what is left in two, leaves leave nothing."""

from __future__ import annotations

from besrour_cli.planning.verify.sums import Box, Helper, Rows, Unproven

_WHOLE_HELPERS = ("most", "most nights", "hour", "count")


def refutes(rows: Rows, step: str, tree: object, box: Box) -> bool:
    """Whether a tree leaves no choice in a box that would be better on a step; ``Unproven`` if malformed."""
    waiting = [(tree, box)]
    while waiting:
        node, here = waiting.pop()
        if not isinstance(node, dict):
            raise Unproven("a branch is missing")
        if "sum" in node:
            margin = rows.margin(rows.summed(node["sum"], step, kept=False), here)
            if margin is not None and margin <= 0:
                return False
        elif "drop" in node:
            total = rows.summed(node["drop"], step, kept=False)
            waiting.append((node.get("then"), rows.without(total, here)))
        else:
            low, high = _split(rows, node.get("of"), node.get("at"), here)
            waiting += [(node.get("low"), low), (node.get("high"), high)]
    return True


def _split(rows: Rows, of: object, at: object, box: Box) -> tuple[Box, Box]:
    if not isinstance(of, list) or not of:
        raise Unproven("a branch of nothing")
    if of[0] == "session":
        s = rows.index[of[1]]
        if not isinstance(at, list):
            raise Unproven("a branch without starts")
        first = {rows.named[s][start] for start in at if start in rows.named[s]}
        return (
            _replaced(box, s, tuple(o for o in box.open[s] if o in first)),
            _replaced(box, s, tuple(o for o in box.open[s] if o not in first)),
        )
    helper: Helper = tuple(of)
    if helper[0] not in _WHOLE_HELPERS or isinstance(at, bool) or not isinstance(at, int):
        raise Unproven("a branch that cannot be")
    low, high = rows.bounds(helper, box)
    return (
        Box(box.open, {**box.bounds, helper: (low, min(high, at))}),
        Box(box.open, {**box.bounds, helper: (max(low, at + 1), high)}),
    )


def _replaced(box: Box, s: int, open_: tuple[int, ...]) -> Box:
    return Box((*box.open[:s], open_, *box.open[s + 1 :]), box.bounds)
