"""Cases that campaigns try and the suite does not: it has another of their kind, and ten minutes."""

from __future__ import annotations

from typing import Any

import pytest


def thorough(*values: object, name: str | None = None) -> Any:
    """A case of ``parametrize`` that only ``dev.py campaigns`` tries; ``name`` is shown in its stead."""
    return pytest.param(*values, id=name, marks=pytest.mark.campaign)
