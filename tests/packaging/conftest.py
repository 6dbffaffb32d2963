"""What the rules of the house share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.checkout import tree


@pytest.fixture(scope="package", autouse=True)
def no_tree_outlives_the_rules() -> Iterator[None]:
    """A thousand parsed modules are millions of objects: whoever holds them slows every test that follows."""
    yield
    tree.cache_clear()
