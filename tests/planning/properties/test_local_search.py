"""The baseline finds what is best on programmes small enough to try everything, within the demands."""

from __future__ import annotations

from itertools import count, islice

import numpy as np
from numpy.typing import NDArray

from support.planning.oracle import everything
from support.planning.properties.cost_table import cost_table
from support.planning.properties.local_search import local_search
from support.planning.world import NOW, random_instance


def all_burden(
    burden: NDArray[np.int64], nights: NDArray[np.int64], patterns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Nights of all classes first, then burden, then patterns."""
    return np.stack((nights.sum(axis=1), burden.sum(axis=1), patterns), axis=1).astype(np.float64)


def test_on_small_programmes_it_finds_the_best() -> None:
    """Every calendar it finds is possible, and mostly none is better."""
    best, tried = 0, 0
    for seed in range(30):
        asked, plan = random_instance(seed)
        order, every = everything(asked, in_order=False)
        calendars = list(islice(every, 2000))
        if not calendars or len(calendars) == 2000:
            continue
        table = cost_table(asked, plan, NOW)
        found = local_search(table, all_burden, 15, count().__next__)
        assert found is not None
        possible = [{s.id: told.start for s, told in zip(order, chosen, strict=True)} for chosen in calendars]
        assert found in possible
        totals = [table.totals(starts) for starts in possible]
        least = min((int(t[1].sum()), int(t[0].sum())) for t in totals)
        mine = table.totals(found)
        best += (int(mine[1].sum()), int(mine[0].sum())) == least
        tried += 1
    assert tried > 12
    assert best >= tried - 1
