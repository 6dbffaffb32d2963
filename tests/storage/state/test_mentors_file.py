"""mentors.yaml: what is remembered comes back, a renamed person keeps her mentor, a forgotten one is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.people.mentoring import MentoringGroup
from besrour_cli.model.people.person import Person, PersonNames
from besrour_cli.storage.state.mentoring import mentors_file

TERMS = {
    "2026-09-01": (MentoringGroup("gh-1", ("ca-laval", "ke-1"), introduced=True),),
    "2027-01-11": (MentoringGroup("gh-1", ("zm-1",)), MentoringGroup("ke-1", ("gh-1",))),
}
GROUP = 'schema: 1\nterms:\n  "2027-01-11":\n    - {mentor: a, mentees: [b], introduced: yes}\n'
EDITED = [
    GROUP.replace(old, new).encode()
    for old, new in (
        ("    - {", "    {"),
        ("introduced: yes", "introduced: maybe"),
        ("mentees: [b]", "mentees: b"),
        ("mentees: [b]", "mentees: []"),
        ("mentor: a", "mentor: [a]"),
        ("- {mentor: a, mentees: [b], introduced: yes}", "- a"),
    )
]


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    """Terms, groups, and who is introduced; the owner alone may read it."""
    folder = str(tmp_path)
    assert mentors_file.read(folder) == {}
    mentors_file.update(folder, lambda _: TERMS)
    assert mentors_file.read(folder) == TERMS
    assert (tmp_path / mentors_file.NAME).stat().st_mode & 0o777 == 0o600
    mentors_file.rename_member(folder, "gh-1", "gh-accra")
    renamed = mentors_file.read(folder)
    assert renamed["2026-09-01"][0].mentor == "gh-accra"
    assert renamed["2027-01-11"][1].mentees == ("gh-accra",)


def test_a_forgotten_person_is_in_no_group(tmp_path: Path) -> None:
    """A triad becomes a pair; a pair of which one is forgotten goes, and so does all she mentored."""
    mentors_file.update(str(tmp_path), lambda _: TERMS)
    data = (tmp_path / mentors_file.NAME).read_bytes()
    without = mentors_file.without_person(data, Person(PersonNames(frozenset({"ke-1"}))))
    assert b"ke-1" not in without and b"ca-laval" in without
    assert b"gh-1" not in mentors_file.without_person(data, Person(PersonNames(frozenset({"gh-1"}))))


@pytest.mark.parametrize(
    "damage", [b"schema: 2\nterms: {}\n", b"schema: 1\nterms: []\n", b"\xff", b"a: [\n", *EDITED]
)
def test_a_damaged_file_is_not_ours_to_write(tmp_path: Path, damage: bytes) -> None:
    """Said in one sentence, with what to do; never guessed at."""
    (tmp_path / mentors_file.NAME).write_bytes(damage)
    with pytest.raises(PlanFileError):
        mentors_file.read(str(tmp_path))
