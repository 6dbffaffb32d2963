"""What every room's tests share: how Hypothesis behaves, and a home without the developer's own settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# No deadline: a busy machine is not a defect. In CI the same examples each time, so that what landed
# stays green; new ones at a developer's desk.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The years that stories live come first: each takes a minute, and no worker should be left with one."""
    items.sort(key=lambda item: "stories" not in item.path.parts)


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's BESROUR_ variables, colours or width reach a test."""
    for name in list(os.environ):
        if name.startswith("BESROUR_") or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"}:
            monkeypatch.delenv(name)
