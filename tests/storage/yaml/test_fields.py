"""Keys of a mapping: those of an empty file are not missed, an unknown one is told with what is known."""

from __future__ import annotations

from besrour_cli.model.message import msg
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, compose
from besrour_cli.storage.yaml.unknown_keys import report_unknown_key


def test_of_an_empty_file_no_key_is_told() -> None:
    """That it is empty is the mistake; whatever its keys should be comes later."""
    page = SourceFile("f.yaml", "# nothing yet\n")
    fields = Fields(page, compose(page), ("name",))
    fields.report("name", "x", msg("no such word"))
    assert page.problems == [] and not fields.complete


def test_an_unknown_key_where_none_is_known_has_no_remedy() -> None:
    """Rather than “known are: ” and an empty list."""
    page = SourceFile("f.yaml", "colour: red\n")
    root = compose(page)
    assert isinstance(root, MappingNode)
    key, value = root.pairs["colour"]
    assert report_unknown_key(page, root, key, value, ()) == ""
    assert report_unknown_key(page, root, key, value, ("color",)) == "color"
    assert [str(problem.remedy) for problem in page.problems] == ["None", "a similar one exists: color"]
