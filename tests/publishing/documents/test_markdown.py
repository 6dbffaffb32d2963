"""A document as Markdown for a web page, and typography that is no mistake where it stands."""

from __future__ import annotations

import pytest

from besrour_cli.publishing.documents.parse import parse
from besrour_cli.publishing.documents.render import to_markdown
from besrour_cli.publishing.documents.typography import issues


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("# One\n## Two", "# One\n\n## Two"),
        ("- a\n- **b**", "- a\n- **b**"),
        ("> a\n>\n> `b_c`", "> a\\\n> `b_c`"),
        ("a\\\nb", "a\\\nb"),
        ("| a | b |\n| c | d |", "| a | b |\n| --- | --- |\n| c | d |"),
        ("[**a** b](https://example.org/_x)", "[a b](<https://example.org/_x>)"),
        ("[a](javascript:x) b_c", "a b\\_c"),
    ],
)
def test_a_document_is_written_as_markdown(source: str, written: str) -> None:
    """Each kind of block and of words; what could act as markup is a plain character."""
    assert to_markdown(parse(source, "en")) == written + "\n"


def test_a_ratio_is_no_time_and_a_table_may_have_hours_in_figures() -> None:
    """“1:10 of salt to water” is not ten past one; a column of hours needs no p.m."""
    assert [each.words for each in issues("We meet at 1:10 there.", "en")] == ["1:10"]
    assert list(issues("Mix them in a ratio of 1:10, not more.", "en")) == []
    assert list(issues("We meet at 1:10 there.", "en", table=True)) == []
