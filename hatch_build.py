"""Puts examples, templates and languages inside the wheel; an editable install reads the folders."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {
    "sessions": "besrour_cli/shipped/pilot/sessions",
    "examples/world/sessions": "besrour_cli/shipped/world/sessions",
    "examples/evaluated/sessions": "besrour_cli/shipped/evaluated/sessions",
    "examples/evaluated/responses": "besrour_cli/shipped/evaluated/responses",
    "templates": "besrour_cli/shipped/templates",
    "languages": "besrour_cli/shipped/languages",
}
"""Folder of the repository -> folder in the wheel."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling for each wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Copies for a real wheel only: beside an editable install they would grow stale."""
        if version == "standard":
            build_data["force_include"].update(SHIPPED)
