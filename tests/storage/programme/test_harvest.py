"""Notes of tables: what of them is for everybody, and what stays in its file, told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.meeting.harvest import SessionHarvest
from support.publishing.portuguese import DATA
from support.storage.folder import Folder

SHEET = """\
# Notes of the table / Notes de la table

Teaching together · Tuesday

session: 2027-01-cafe

## Table 1 – English

### What did we talk about?

- Preceptors in villages need a library
  and somebody to call.
  - fr: Il faut aux précepteurs des villages une bibliothèque et quelqu’un à appeler.

### What would help us next?

- Money for the bus.

## Table 2 – Français

### Que rapportons-nous à tout le monde?

- Enseigner, c’est aussi se taire.
  - en: To teach is also to be silent.
"""
Drop = Callable[..., tuple[SessionHarvest | None, list[Diagnostic]]]


@pytest.fixture
def drop(folder: Folder) -> Drop:
    """Drop a text into responses/, and read the folder: the café's harvest, and what is said of the notes."""

    def dropped(text: str, name: str = "notes.md") -> tuple[SessionHarvest | None, list[Diagnostic]]:
        path = Path(folder.path, "responses", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        loaded = folder.load()
        assert loaded.draft is not None, loaded.problems
        return loaded.draft.harvests.get("2027-01-cafe"), list(loaded.problems)

    return dropped


def test_a_sheet_that_is_filled_in_is_read_in_both_languages(drop: Drop) -> None:
    """Points of both tables, their lines joined; the wishes of a table are for the coordinator alone."""
    harvest, problems = drop(SHEET)
    assert problems == [] and harvest is not None
    assert [point["en"] for point in harvest.points] == [
        "Preceptors in villages need a library and somebody to call.",
        "To teach is also to be silent.",
    ]
    assert harvest.points[1]["fr"] == "Enseigner, c’est aussi se taire."
    assert "bus" not in str(harvest.points)


def test_an_empty_sheet_says_nothing(drop: Drop) -> None:
    """Headings with empty points, as besrour prints them: no point, and no reproach."""
    empty = "\n".join(line if not line.strip().startswith("-") else "- " for line in SHEET.splitlines())
    harvest, problems = drop(empty.replace("  and somebody to call.\n", ""))
    assert problems == [] and harvest is not None and harvest.points == ()


def test_what_lacks_its_translation_is_listed_and_not_published(drop: Drop) -> None:
    """One half is missing: the line, the language that is missing, and that nothing is translated."""
    harvest, problems = drop(SHEET.replace("  - en: To teach is also to be silent.\n", ""))
    assert harvest is not None and len(harvest.points) == 1
    (problem,) = problems
    assert problem.code == "harvest-half-missing" and problem.warning
    assert (problem.spot.path, problem.spot.line, problem.spot.column) == ("responses/notes.md", 23, 3)
    assert "English" in str(problem.what) and "- en:" in str(problem.remedy)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ama Example told a story.", "harvest-name"),
        ("As Ama said, one goes on.", "harvest-name"),
        ("We thank Dr Mensah.", "harvest-name"),
        ("Merci à Mme Traoré.", "harvest-name"),
        ("Write to ama@example.org.", "harvest-address"),
        ("See https://example.org/private?token=1.", "harvest-address"),
        ("Call +1 416 555 0100.", "harvest-address"),
        ("We met at https://meet.example.org/j/1 again.", "harvest-way-in"),
    ],
)
def test_no_person_and_no_private_address_is_published(drop: Drop, words: str, code: str) -> None:
    """A name of the roster or a part of it, a titled name, an address, a number, the way in: all stay."""
    harvest, problems = drop(SHEET.replace("To teach is also to be silent.", words))
    assert [problem.code for problem in problems] == [code] and problems[0].warning
    assert harvest is not None and words not in str(harvest.points) and len(harvest.points) == 1
    assert problems[0].spot.line == 24


@pytest.mark.parametrize(
    "words",
    [
        "For example, an amaryllis.",
        "Luck helps.",
        "In 2027 we saw 40 people in 3 villages.",
        "Dr. is a title, and titles matter little.",
    ],
)
def test_honest_words_are_published(drop: Drop, words: str) -> None:
    """Small letters, longer words, years and counts name nobody."""
    harvest, problems = drop(SHEET.replace("To teach is also to be silent.", words))
    assert problems == [] and harvest is not None and len(harvest.points) == 2


def test_links_are_for_everybody_or_not_published(drop: Drop) -> None:
    """One for all, one in each language, one alone; one that brings a key, one that lets people in."""
    head = "session: 2027-01-cafe\n"
    harvest, problems = drop(SHEET.replace(head, f"{head}slides: https://example.org/s\n"))
    assert harvest is not None and problems == []
    assert harvest.links[0].urls == {"en": "https://example.org/s", "fr": "https://example.org/s"}
    both = "recording (en): https://example.org/e\nenregistrement (fr) : https://example.org/f\n"
    harvest, problems = drop(SHEET.replace(head, head + both))
    assert harvest is not None and problems == []
    assert harvest.links[0].urls == {"en": "https://example.org/e", "fr": "https://example.org/f"}
    for line, code in (
        ("recording (en): https://example.org/e\n", "harvest-half-missing"),
        ("recording: https://example.org/e?pwd=abc\n", "harvest-link"),
        ("slides: https://meet.example.org/j/1\n", "harvest-way-in"),
    ):
        harvest, problems = drop(SHEET.replace(head, head + line))
        assert harvest is not None and harvest.links == ()
        assert [(p.code, p.spot.line) for p in problems] == [(code, 6)]


def test_a_small_yaml_says_the_same(drop: Drop) -> None:
    """In whichever order of languages; a mistake in it is told with its line."""
    text = (
        "session: 2027-01-cafe\n"
        "talked_about:\n"
        "  - {fr: Se taire., en: To be silent.}\n"
        "  - en: Alone\n"
        "  - Nobody's language\n"
        "slides: https://example.org/s\n"
    )
    harvest, problems = drop(text, "notes.yaml")
    assert harvest is not None and harvest.points == ({"en": "To be silent.", "fr": "Se taire."},)
    assert len(harvest.links) == 1
    assert [(p.code, p.spot.line) for p in problems] == [("harvest-half-missing", 4), ("harvest-language", 5)]


def test_the_session_is_that_of_the_notes_else_of_the_file(drop: Drop) -> None:
    """Named inside, or by the file's name or folder; none or one that is not there is told."""
    silent = SHEET.replace("session: 2027-01-cafe\n", "")
    assert drop(silent, "2027-01-cafe/table.md")[1] == []
    harvest, problems = drop(silent, "from-zoom.md")
    assert [p.code for p in problems] == ["harvest-session"]
    assert harvest is not None and len(harvest.points) == 2  # those of the other file
    _, problems = drop(SHEET.replace("2027-01-cafe\n", "2027-01-kafe\n"), "from-zoom.md")
    assert [p.code for p in problems] == ["harvest-session"] and "2027-01-cafe" in str(problems[0].remedy)


def test_tables_in_several_files_come_together_once(drop: Drop) -> None:
    """Two files of one session: points of both, in order of their paths, the same one once."""
    drop(SHEET, "a.md")
    harvest, problems = drop(SHEET.replace("To teach is also", "To learn is also"), "b.md")
    assert problems == [] and harvest is not None and len(harvest.points) == 3


def test_files_of_others_are_left_alone(drop: Drop) -> None:
    """A diary, a form, bytes that are no text: no harvest, no warning, and nothing stops."""
    assert drop("# My diary\n\n- Ama was here\n", "diary.md") == (None, [])
    assert drop("questions:\n  - a: b\n", "form.yaml") == (None, [])
    harvest, problems = drop(SHEET.replace("Table 1 – English", "Table 1"), "odd.md")
    assert [p.code for p in problems] == ["harvest-language"] and harvest is not None
    harvest, problems = drop(SHEET.replace("### What would help us next?", "### Secrets"), "odd.md")
    assert [p.code for p in problems] == ["harvest-heading"] and harvest is not None
    assert "bus" not in str(harvest.points)


def test_a_programme_in_three_languages_wants_all_three(folder: Folder, drop: Drop) -> None:
    """A point without its Portuguese is listed; with it, all three are there."""
    templates = Path(folder.path, "templates")
    templates.mkdir()
    (templates / "language.pt.toml").write_bytes(DATA.read_bytes())
    folder.change("programme.yaml", "languages: [en, fr]", "languages: [en, fr, pt]")
    rest = SHEET.replace("  - en: To teach is also to be silent.\n", "")
    _, problems = drop(SHEET.split("## Table 2", maxsplit=1)[0])
    assert "Portuguese" in str(next(p for p in problems if p.code == "harvest-half-missing").what)
    harvest, problems = drop(rest.replace("à appeler.\n", "à appeler.\n  - pt: Uma biblioteca.\n"))
    assert harvest is not None and [point.get("pt") for point in harvest.points] == ["Uma biblioteca."]


def test_a_yaml_of_something_else_is_no_harvest(drop: Drop) -> None:
    """The word is in it, and it is no key: nothing is read, and nothing reproached."""
    harvest, problems = drop("session: 2027-01-cafe\ntitle: What was talked_about\n", "notes.yaml")
    assert harvest is None and problems == []


def test_slips_in_a_yaml_of_notes_are_told_and_the_rest_is_read(drop: Drop) -> None:
    """A key that is none, a language that is none; an empty half is one that is missing."""
    text = (
        "session: 2027-01-cafe\ntalked_about:\n"
        "  - {fr: Se taire., en: To be silent., xx: Y}\n"
        "  - {fr: '', en: Alone}\n"
        "talk_about: x\n"
    )
    harvest, problems = drop(text, "notes.yaml")
    assert harvest is not None and [point["en"] for point in harvest.points] == ["To be silent."]
    assert sorted((p.code, p.spot.line) for p in problems) == [
        ("harvest-half-missing", 4),
        ("key-unknown", 3),
        ("key-unknown", 5),
    ]


def test_a_link_that_is_none_is_told(drop: Drop) -> None:
    """Without https:// it leads nobody anywhere."""
    head = "session: 2027-01-cafe\n"
    harvest, problems = drop(SHEET.replace(head, f"{head}slides: example.org/s\n"))
    assert harvest is not None and harvest.links == ()
    assert [(p.code, p.spot.line) for p in problems] == [("harvest-link", 6)]


def test_a_title_of_ones_own_is_no_question(drop: Drop) -> None:
    """A heading above those of tables says nothing about who may read what is below them."""
    harvest, problems = drop(SHEET.replace("## Table 1", "# Our café in Accra\n\n## Table 1"))
    assert harvest is not None and len(harvest.points) == 2 and problems == []


def test_own_words_that_cannot_be_read_leave_the_usual_headings(drop: Drop, folder: Folder) -> None:
    """``besrour tables`` tells the mistake in them; the notes are read all the same."""
    own = Path(folder.path, "templates", "tables")
    own.mkdir(parents=True)
    (own / "words.toml").write_text("[en\n", encoding="utf-8")
    harvest, problems = drop(SHEET)
    assert harvest is not None and len(harvest.points) == 2 and problems == []
