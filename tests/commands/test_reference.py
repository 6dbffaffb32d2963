"""The reference says what the program says."""

from __future__ import annotations

import re

import pytest

from besrour_cli.command_line import COMMANDS
from besrour_cli.model import errors
from support.checkout import ROOT
from tools import shown
from tools.reference import stale

DOCS = ROOT / "docs" / "en" / "reference"


@pytest.mark.thorough
def test_the_pages_of_commands_are_true_in_both_languages() -> None:
    """Each page is the helps, word for word; ``dev.py reference --update`` rewrites them."""
    assert stale() == []


@pytest.mark.thorough
def test_what_readme_and_tutorial_show_is_what_is_printed() -> None:
    """Their ``console`` blocks are run; ``dev.py reference --update`` rewrites them."""
    assert shown.stale() == []


def test_every_command_has_its_json_shape_documented() -> None:
    """No ``--json`` without a documented shape."""
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`{command}`" in page, command


def test_every_exit_code_is_documented() -> None:
    """The codes of the classes of faults stand in the reference."""
    page = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", page)}
    used = {
        c.code for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.BesrourError)
    }
    assert used <= documented


def test_french_headings_of_the_help_have_their_space() -> None:
    """A no-break space before the colon of each group of commands and of options."""
    page = (ROOT / "docs" / "fr" / "reference" / "commands.md").read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^\S[^:\n]*:$", page)
    assert len(headings) > 50
    assert [heading for heading in headings if not heading.endswith("\u00a0:")] == []
