"""The usual rule, to compare with: small cells are hidden, and two in each row and column that has one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from besrour_cli.model.evaluation.publication import MaskRules, Publication, group


def usual_rule(draft: Publication, rules: MaskRules) -> Publication:
    """A publication of one table of two dimensions masked by the rule, with all its margins shown."""
    (population, rows, row_keys), (_, columns, column_keys) = draft.dimensions
    counts = {each.group: each.count for each in draft.counts}
    cells = {
        (r, c): counts[group(population, **{rows: r, columns: c})] for r, c in product(row_keys, column_keys)
    }
    hidden = {where for where, count in cells.items() if rules.is_small(count)}
    lines = [[(r, c) for c in column_keys] for r in row_keys]
    lines += [[(r, c) for r in row_keys] for c in column_keys]
    changed = True
    while changed:
        changed = False
        for line in lines:
            rest = sorted((cells[where], where) for where in line if where not in hidden and cells[where])
            if sum(where in hidden for where in line) == 1 and rest:
                hidden.add(rest[0][1])
                changed = True
    masked = {group(population, **{rows: r, columns: c}) for r, c in hidden}
    return draft._replace(counts=tuple(replace(e, shown=e.group not in masked) for e in draft.counts))
