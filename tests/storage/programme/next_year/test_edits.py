"""programme.yaml changed where its values stand: all else stays to the byte, and what cannot be is listed."""

from __future__ import annotations

from besrour_cli.storage.programme.next_year.edits import FileEdits, last_line
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, ScalarNode, compose

TEXT = """\
id: cafe-2027   # ours
title: "Caf\\u00e9 2027"
credits:
  - a: 2027

  # not yet
  - b: 2027
# the end
"""


def _page() -> tuple[SourceFile, MappingNode]:
    page = SourceFile("programme.yaml", TEXT)
    root = compose(page)
    assert isinstance(root, MappingNode) and page.problems == []
    return page, root


def test_a_value_written_with_escapes_is_left_to_the_coordinator() -> None:
    """What stands there is not what is read: nothing is replaced by guessing, and the line is listed."""
    page, root = _page()
    edits = FileEdits(page)
    for key, after in (("id", "cafe-2028"), ("title", "Café 2028")):
        node = root.pairs[key][1]
        assert isinstance(node, ScalarNode)
        edits.set(node, key, after)
        edits.set(node, key, node.text)
    assert edits.text() == TEXT.replace("cafe-2027", "cafe-2028")
    assert [(edit.line, edit.key) for edit in edits.made] == [(1, "id")]
    assert [(edit.line, edit.before, edit.after) for edit in edits.by_hand] == [(2, "Café 2027", "Café 2028")]


def test_a_block_ends_with_its_last_entry() -> None:
    """Remarks and empty lines within it belong to it, those after it do not; it may end the file."""
    page, _root = _page()
    assert last_line(page, 3) == 7
    assert last_line(page, 1) == 1
    until_the_end = SourceFile("programme.yaml", "credits:\n  a: 1\n  b: 2\n")
    assert last_line(until_the_end, 1) == 3
    edits = FileEdits(page)
    edits.close_lines(3, 7)
    assert edits.text().splitlines()[2:] == [
        "# credits:",
        "#   - a: 2027",
        "",
        "#   # not yet",
        "#   - b: 2027",
        "# the end",
    ]
