"""One set of checks: what letters, newsletter and plan refuse of the files, check has said, word for word."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from support.commands.edits import (
    CAFE,
    PROGRAMME,
    ROSTER,
    TITLE,
    WINDOW,
    Edit,
    add,
    both,
    few,
    first_line,
    put,
    swap,
)

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]
Problem = dict[str, object]
WORDS = "Come as you are."
MOTS = "Venez comme vous êtes."


def texts(english: str, french: str) -> Edit:
    """Sentences more in the description of the January café, each on a line of its own."""
    return both(swap(CAFE, WORDS, f"{WORDS}\n    {english}"), swap(CAFE, MOTS, f"{MOTS}\n    {french}"))


def past(folder: Path) -> None:
    """The window of a second café lies wholly in the past."""
    text = (folder / CAFE).read_text(encoding="utf-8")
    late = text.replace(WINDOW, "window: {from: 2026-10-06, to: 2026-10-15}")
    assert late != text
    (folder / "sessions/2026-10-cafe.yaml").write_text(late, encoding="utf-8")


INVITE, NEWSLETTER, PLAN = ("invite", "2027-01-cafe"), ("newsletter",), ("plan", "--dry-run")
REFUSED: dict[str, tuple[Edit, str, tuple[tuple[str, ...], ...]]] = {
    "an hour as nobody writes it": (texts("It ends at 3 pm.", "Fin à 15 h."), "3 pm", (INVITE, NEWSLETTER)),
    "another hour": (texts("It ends at 3 p.m.", "Fin à 16 h."), "16 h", (INVITE, NEWSLETTER)),
    "an hour in one half": (texts("It ends at 3 p.m.", "À bientôt."), "3 p.m.", (INVITE,)),
    "another date": (texts("Write by January 5.", "Écrivez d’ici le 6 janvier."), "6 janvier", (INVITE,)),
    "a zone in letters": (texts("It ends at 3 p.m. EST.", "Fin à 15 h."), "EST", (INVITE,)),
    "another number in a title": (
        both(
            swap(CAFE, TITLE, '  en: "Premiere of 12"\n'), swap(CAFE, '  fr: "Première', '  fr: "13 Première')
        ),
        "13",
        (INVITE, NEWSLETTER),
    ),
    "a title of a link": (swap(CAFE, "fr: Le déroulement", "fr: Les 3 étapes"), "3", (INVITE,)),
    "a window that is past": (past, "2026-10-15", (PLAN,)),
    "a start by hand after planning": (
        add(CAFE, "start: 2027-01-20 16:00 Accra\n"),
        "2027-01-20 16:00 Accra",
        (INVITE, NEWSLETTER),
    ),
    "a start by hand that is past": (
        add(CAFE, "start: 2020-01-20 16:00 Accra\n"),
        "2020-01-20 16:00 Accra",
        (PLAN,),
    ),
    "an address that no server takes": (
        first_line(ROSTER, lambda s: s.replace("memorial@example.org", f"m@é{'x' * 70}.org"), 1),
        f"m@é{'x' * 70}.org",
        (INVITE, PLAN),
    ),
}
OURS = ("code", "path", "line", "column", "what", "text")


def problems(answer: subprocess.CompletedProcess[str]) -> list[Problem]:
    found: list[Problem] = json.loads(answer.stdout)["problems"]
    return found


def same(problem: Problem) -> tuple[object, ...]:
    return tuple(problem[key] for key in OURS)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_was_said_by_check(name: str, planned: Path, run: Run) -> None:
    """Code, file, line, column and words are those of check; it points at the words; nothing is written."""
    edit, words, commands = REFUSED[name]
    edit(planned)
    before = (planned / "plan.yaml").read_bytes()
    said = problems(run("check", "--json", cwd=planned))
    named = [p for p in said if words in str(p["text"])[int(str(p["column"])) - 1 :]]
    assert named, said
    assert all(int(str(p["line"])) for p in said if p["path"] == CAFE)
    for command in commands:
        answer = run(*command, "--json", cwd=planned)
        assert answer.returncode == 1, answer.stderr
        refused = problems(answer)
        assert refused, answer.stderr
        assert {same(p) for p in refused} <= {same(p) for p in said}
    assert (planned / "plan.yaml").read_bytes() == before
    assert not (planned / "out").exists()


def test_the_words_are_underlined_in_both_languages(planned: Path, run: Run) -> None:
    """The reader's own line, and carets below the words that are wrong, however far down they stand."""
    texts("It ends at 3 pm.", "Fin à 15 h.")(planned)
    lines = (planned / CAFE).read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if "3 pm" in line)
    column = lines[number - 1].index("3 pm") + 1
    for lang in ("en", "fr"):
        shown = run("check", cwd=planned, lang=lang).stdout.splitlines()
        at = next(i for i, line in enumerate(shown) if line.startswith(f"{CAFE}:{number}:{column}: "))
        quoted = next(i for i, line in enumerate(shown[at:], at) if "It ends at 3 pm." in line)
        assert shown[quoted + 1].index("^") == shown[quoted].index("3 pm")
        assert shown[quoted + 1].count("^") <= len("3 pm")


HONEST = [
    ("We meet from 9:00 in Toronto.", "Rencontre dès 9 h à Toronto."),
    ("From 4:00 to 5:30 p.m. in Dakar.", "De 16 h à 17 h 30 à Dakar."),
    ("Come between 11 and 1 p.m.", "Venez entre 11 h et 13 h."),
    ("Doors open at 2:30 p.m.", "Ouverture à 14 h 30."),
    ("It is for 25 people: bring 2 cases!", "C’est pour 25 personnes : apportez 2 cas !"),
    ("Write to cafe@example.org by January 5, 2027.", "Écrivez à cafe@example.org d’ici le 5 janvier 2027."),
]


def test_honest_texts_pass(planned: Path, run: Run) -> None:
    """Right times, dates, numbers and addresses in both halves: no mistake, no warning, and a letter."""
    texts(" ".join(en for en, _ in HONEST), " ".join(fr for _, fr in HONEST))(planned)
    assert problems(run("check", "--json", cwd=planned)) == []
    assert run("invite", "2027-01-cafe", cwd=planned).returncode == 0


def test_a_window_past_is_no_matter_once_people_were_told(planned: Path, run: Run) -> None:
    """Announced, held or called off: check says nothing of its window a year later."""
    few(planned)
    for session in ("2027-01-cafe", "2027-01-working-group"):
        assert run("plan", cwd=planned).returncode == 0
        assert run("cancel", session, "--yes", cwd=planned).returncode == 0
    assert problems(run("check", "--json", cwd=planned, now="2028-01-05T12:00Z")) == []


def test_columns_that_are_not_read_are_named_once(fresh: Path, run: Run) -> None:
    """Three columns of notes are one warning with what to write, and that silences it."""
    first_line(ROSTER, lambda s: s + ",Notes,Téléphone,T-shirt", 0)(fresh)
    (only,) = problems(run("check", "--json", cwd=fresh))
    assert (only["code"], only["path"], only["line"], only["warning"]) == ("column-unknown", ROSTER, 1, True)
    assert "not read: Notes, Téléphone, T-shirt" in str(only["what"])
    assert str(only["remedy"]).endswith("ignore: [Notes, Téléphone, T-shirt]")
    add(PROGRAMME, "ignore: [notes, telephone, T-shirt]\n")(fresh)
    assert problems(run("check", "--json", cwd=fresh)) == []


@pytest.mark.parametrize(
    ("header", "meant"),
    [("langauges", "languages"), ("regoin", "region"), ("Hueres", "hours"), ("langes", "languages")],
)
def test_a_misspelt_column_is_never_silent(header: str, meant: str, fresh: Path, run: Run) -> None:
    """Ignored or not, English or French: the column that it resembles is named."""
    old = {"languages": "languages", "region": "region", "hours": "hours"}[meant]
    first_line(ROSTER, lambda s: s.replace(f",{old},", f",{header},"), 0)(fresh)
    for _ignored in (False, True):
        found = [p for p in problems(run("check", "--json", cwd=fresh)) if p["code"] == "column-unknown"]
        assert [(meant in str(p["remedy"]), p["line"]) for p in found] == [(True, 1)]
        add(PROGRAMME, f"ignore: [{header}]\n")(fresh)


def test_a_column_that_is_read_cannot_be_ignored(fresh: Path, run: Run) -> None:
    """``ignore: [email]`` would be a misunderstanding: it is said where it stands."""
    add(PROGRAMME, "ignore: [Courriel, Notes]\n")(fresh)
    (only,) = problems(run("check", "--json", cwd=fresh))
    assert (only["code"], only["path"], only["column"], only["warning"]) == (
        "ignore-read",
        PROGRAMME,
        10,
        True,
    )


def test_a_template_of_ones_own_that_says_something_else_is_found(planned: Path, run: Run) -> None:
    """An hour put into one language's template: check refuses what invite would."""
    put(
        "templates/invitation.fr.md",
        (
            "{% extends 'shipped/invitation.fr.md' %}{% block greeting %}\n"
            "Bonjour {{ reader.name }}, à 15 h,\n{% endblock %}"
        ).encode(),
    )(planned)
    said = problems(run("check", "--json", cwd=planned))
    refused = problems(run("invite", "2027-01-cafe", "--json", cwd=planned))
    assert refused
    assert {same(p) for p in refused} <= {same(p) for p in said}


def test_a_page_may_have_an_address_in_each_language(planned: Path, run: Run) -> None:
    """One page under two addresses is one page: each reader gets hers, and the halves are no less equal."""
    path = planned / CAFE
    text = path.read_text(encoding="utf-8")
    old = "    url: https://example.org/besrour-cafe/how-it-works\n"
    assert old in text
    new = "    url:\n      en: https://example.org/how-it-works\n      fr: https://exemple.example/deroulement\n"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert problems(run("check", "--json", cwd=planned)) == []
    assert run("invite", "2027-01-cafe", cwd=planned).returncode == 0
    letters = list((planned / "out/letters/2027-01-cafe").glob("*.eml"))
    assert letters
    for letter in letters:
        message = message_from_bytes(letter.read_bytes(), policy=policy.default)
        part = message.get_body(("plain",))
        words = part.get_content() if part else ""
        assert "https://example.org/how-it-works" in words
        assert "https://exemple.example/deroulement" in words


def test_an_address_in_one_language_alone_is_a_mistake(planned: Path, run: Run) -> None:
    """A link with an address for English readers only would leave the others without one."""
    path = planned / CAFE
    text = path.read_text(encoding="utf-8")
    old = "    url: https://example.org/besrour-cafe/how-it-works\n"
    path.write_text(text.replace(old, "    url:\n      en: https://example.org/how\n"), encoding="utf-8")
    (problem,) = problems(run("check", "--json", cwd=planned))
    assert problem["code"] == "text-half-missing"
    assert problem["line"]


def test_a_template_in_another_encoding_is_one_mistake_of_the_list(planned: Path, run: Run) -> None:
    """Saved by an old editor: told at its line and letter, beside the mistakes of the other files."""
    (planned / "templates").mkdir()
    (planned / "templates/invitation.fr.md").write_bytes(
        "{% block mark %}\nRappel à tous{% endblock %}".encode("latin-1")
    )
    texts("We meet on Tuesday.", "Rencontre le lundi.")(planned)
    found = problems(run("check", "--json", cwd=planned))
    assert {p["code"] for p in found} == {"file-encoding", "parity-halves-differ"}
    (encoding,) = (p for p in found if p["code"] == "file-encoding")
    assert (encoding["line"], encoding["column"]) == (2, 8)
