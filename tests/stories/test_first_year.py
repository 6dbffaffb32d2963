"""A year is lived from an empty folder, in each language, with a mail server; it is the tutorial."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories.tutorial import PAGES, lived

from support.checkout import ROOT


@pytest.mark.thorough
@pytest.mark.parametrize("language", sorted(PAGES))
def test_nothing_in_a_year_surprises_and_the_tutorial_tells_it(language: str, tmp_path: Path) -> None:
    """Every command does what the story says, and the tutorial shows what is printed today.

    ``python3 dev.py tutorial --update`` writes the tutorial anew.
    """
    page = lived(tmp_path, language)
    assert (ROOT / PAGES[language]).read_text(encoding="utf-8") == page
