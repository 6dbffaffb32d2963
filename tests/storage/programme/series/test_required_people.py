"""Who must be there: a role that is empty asks for nobody, and a list within a list names nobody."""

from __future__ import annotations

import pytest

from besrour_cli.storage.programme.series.required_people import read_required
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import compose

PAUSED = {"gh-accra": False, "ca-laval": False, "ke-1": True}


@pytest.mark.parametrize(
    ("text", "meant", "codes"),
    [
        ("host: gh-accra\n", {"host": ("gh-accra",)}, []),
        ("facilitator: [gh-accra, ca-laval, gh-accra]\n", {"facilitator": ("gh-accra", "ca-laval")}, []),
        ("host: []\nfacilitator: ca-laval\n", {"facilitator": ("ca-laval",)}, []),
        ("host: [gh-accra, [ca-laval]]\n", None, ["kind-list"]),
        ("host: ke-1\n", None, ["member-paused"]),
        ("chef: gh-accra\n", None, ["key-unknown"]),
    ],
)
def test_roles_name_those_who_must_be_there(
    text: str, meant: dict[str, tuple[str, ...]] | None, codes: list[str]
) -> None:
    """Each once, in the order written; with a mistake nobody is taken for granted."""
    page = SourceFile("sessions/s.yaml", text)
    node = compose(page)
    assert node is not None
    assert read_required(page, node, PAUSED) == meant
    assert [problem.code for problem in page.problems] == codes
