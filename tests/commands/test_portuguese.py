"""The sample pilot in three languages, with members in Maputo and Luanda: what they see is in Portuguese."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from besrour_cli.storage.programme.load import load
from support.commands.edits import as_files
from support.commands.further_texts import add_texts
from support.feedback.evaluation_downloads import google, microsoft, redcap, respondents, stored
from support.publishing.languages_of_page import words_in

Run = Callable[..., subprocess.CompletedProcess[str]]
SESSION = "2027-01-cafe"
MEMBERS = """\
mz-maputo,Amina Cossa,amina@example.org,Maputo,Mozambique,pt en,cafe,,,,,,,
ao-luanda,Domingos Neto,domingos@example.org,Luanda,Angola,pt,cafe,,,,,,,
"""
TERM = """\
mentors:
  from: 2027-01-11
  to: 2027-06-25
  topics:
    teaching:
      en: Clinical teaching
      fr: L’enseignement clinique
"""
OTHERS = re.compile(
    r"(?i)\b(?:the|and|of|with|your|you|this|that|are|will|from|les|la|des|et|est|pour|avec|vous|votre|cette|nous)\b"
)
"""Frequent words of English and French, which Portuguese does not have."""


@pytest.fixture(scope="module")
def pilot(_fresh: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The pilot as the how-to leads to it, planned, with mentors; two members read Portuguese first."""
    folder = Path(shutil.copytree(_fresh, tmp_path_factory.mktemp("pt") / "my-cafe"))
    as_files(folder)
    answer = run("init", ".", "--language", "pt", cwd=folder)
    assert answer.returncode == 0 and "have a speaker" in answer.stdout, answer.stderr
    settings = folder / "sessions/programme.yaml"
    text = settings.read_text("utf-8").replace("languages: [en, fr]", "languages: [en, fr, pt]")
    settings.write_text(text + TERM, "utf-8")
    for path in (folder / "sessions").glob("*.yaml"):
        add_texts(path, "pt")
    with (folder / "sessions/members.csv").open("a", encoding="utf-8") as members:
        members.write(MEMBERS)
    for words in (("plan",), ("invite", SESSION), ("export", "--page"), ("check",)):
        answer = run(*words, cwd=folder)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    assert re.findall(r": warning: .* \[(.*)\]", answer.stdout) == ["language-sample"], answer.stdout
    return folder


@pytest.fixture
def mine(pilot: Path, tmp_path: Path) -> Path:
    """A copy of the pilot that a test may change."""
    return Path(shutil.copytree(pilot, tmp_path / "my-cafe"))


def letter_of(folder: Path, member: str, kind: str = "letters") -> EmailMessage:
    """A member's letter about the session."""
    [path] = (folder / "out" / kind / SESSION).glob(f"*{member}*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def is_portuguese(texts: Iterable[str], names: Iterable[str] = ()) -> None:
    """No frequent word of English or French; names of members and addresses are left out."""
    known = re.compile("|".join(map(re.escape, names)) or "$^")
    for text in (known.sub("", each) for each in texts):
        bare = re.sub(r"https?://\S+|\S+@\S+", "", text)
        assert not OTHERS.search(bare), (OTHERS.search(bare), text)


def test_letters_of_maputo_and_luanda_are_in_portuguese_first(pilot: Path) -> None:
    """Subject, tag, own hour; their part of the letter has no word of the others."""
    names = [row["name"] for row in csv.DictReader((pilot / "sessions/members.csv").open(encoding="utf-8"))]
    for member, offset in (("mz-maputo", "UTC+2"), ("ao-luanda", "UTC+1")):
        message = letter_of(pilot, member)
        assert message["Content-Language"].startswith("pt-MZ")
        body = message.get_body(("plain",))
        assert body is not None
        portuguese, *others = re.split(r"\n\* \* \*\n", body.get_content().replace("\r\n", "\n"))
        assert len(others) == 2 and "A sua hora local" in portuguese and offset in portuguese
        assert "Quem faz o quê" in portuguese and "Como participar" in portuguese
        lines = [line for line in portuguese.splitlines() if "follows" not in line and "suit" not in line]
        is_portuguese(lines, names)


def test_calendars_are_in_portuguese(pilot: Path) -> None:
    """A file a language, with the times of every place."""
    [feed] = (pilot / "out/calendar").glob("series-cafe.pt.ics")
    text = feed.read_text("utf-8").replace("\r\n ", "").replace("\n ", "")
    assert "Início\\, por lugar:" in text and "Maputo" in text and "Luanda" in text
    described = re.findall(r"(?m)^DESCRIPTION:English follows.*?suit(.*?)—————", text)
    assert described
    is_portuguese(described)


def test_the_page_is_in_portuguese(pilot: Path) -> None:
    """Every run of words that it shows in Portuguese is; the language is named as it names itself."""
    html = (pilot / "out/page/index.html").read_text("utf-8")
    assert ">Português</a>" in html
    words = words_in(html, "pt")
    assert {"Próxima sessão", "Sessões", "Por lugar", "noite", "De que se trata"} <= set(words)
    assert len(words) > 60
    is_portuguese(words)


def test_the_form_is_in_portuguese_and_its_answers_are_read(mine: Path, run: Run) -> None:
    """Script, dictionary, text and paper; answers of three tools come back as they were."""
    answer = run("form", "evaluation", "--session", SESSION, cwd=mine)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    forms = mine / "out/forms"
    script = next(forms.glob("*.gs")).read_text("utf-8")
    data = json.loads(script.split("const FORM = ")[1].split(";\n\nconst ADD")[0])
    assert data["question"] == f"Language / Langue / Língua [{SESSION}]"
    [half] = [half for half in data["halves"] if half["language"] == "Português"]
    asked = [text for item in half["items"] for text in (item["title"], item["help"], *item["choices"])]
    is_portuguese([half["title"], *half["about"].split("\n"), *asked])
    paper = next(forms.glob("*.html")).read_text("utf-8")
    side = words_in(paper, "pt-MZ")
    assert len(side) > 60
    is_portuguese(side)
    with next(forms.glob("*.redcap.csv")).open(encoding="utf-8", newline="") as file:
        labels = [row["Field Label"] for row in csv.DictReader(file)]
    assert sum("A hora do Café foi justa para mim." in label for label in labels) == 1
    assert "( ) Discordo" in next(forms.glob("*.txt")).read_text("utf-8").replace(
        "Disagree / En désaccord / ", ""
    )
    programme = load(str(mine)).programme
    assert programme is not None
    form = load_form(str(mine), programme.languages)
    people = respondents(form, 30, 4, programme.languages)
    sheets = {
        "google": google(form, people[:10], "en").replace("Timestamp", "Carimbo de data/hora"),
        "microsoft": microsoft(form, people[10:20], "en"),
        "redcap": redcap(form, people[20:], "fr"),
    }
    for name, text in sheets.items():
        path = mine.parent / f"{name}.csv"
        path.write_text(text, "utf-8", newline="")
        answer = run("collect", str(path), "--wave", SESSION, "--yes", cwd=mine, now="2027-02-01T12:00Z")
        assert answer.returncode == 0, answer.stdout + answer.stderr
    found = read_evaluation(str(mine), form)
    assert stored(found.answers) == sorted(person.answer() for person in people)
    assert sum(each.language == "pt" for each in found.answers) >= 5


def test_statements_are_in_portuguese(mine: Path, run: Run, tmp_path: Path) -> None:
    """The paper, marked as Portuguese for screen readers, the page that checks it, and its letter."""
    session = mine / f"sessions/{SESSION}.yaml"
    with session.open("a", encoding="utf-8") as file:
        file.write('\ntook_place: {start: "2027-01-20T14:00Z", duration: 90 min}\n')
    came = mine / "sessions/attendance.csv"
    came.write_text(f"session,member,minutes\n{SESSION},mz-maputo,85\n{SESSION},ca-ubc,90\n", "utf-8")
    keys = tmp_path / "credentials"
    keys.touch(mode=0o600)
    environment = {"BESROUR_CREDENTIALS": str(keys)}
    answer = run("statements", cwd=mine, now="2027-02-01T12:00Z", environment=environment)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    paper = (mine / "out/statements/year/mz-maputo.pdf").read_bytes()
    assert re.findall(rb"/Lang\((\w+)\)", paper)[-1] == b"pt"
    page = words_in((mine / "out/check/index.html").read_text("utf-8"), "pt")
    assert "Verificar uma declaração de presença" in page and len(page) > 15
    is_portuguese(page)


@pytest.mark.thorough
def test_posts_are_in_portuguese(mine: Path, run: Run) -> None:
    """In all three languages, or in one alone; the text message without what a telephone would not take."""
    answer = run("post", SESSION, "--in", "pt", "--poster", "--json", cwd=mine)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    texts = json.loads(answer.stdout)["texts"]
    assert {"whatsapp", "sms.pt", "web", "times"} == set(texts)
    is_portuguese(texts.values())
    assert "Maputo" in texts["times"] and "Línguas faladas" in texts["web"]
    whole = json.loads(run("post", SESSION, "--json", cwd=mine).stdout)["texts"]
    assert {"sms.en", "sms.fr", "sms.pt"} <= set(whole) and texts["web"] in whole["web"]
    refused = run("post", SESSION, "--in", "sw", cwd=mine)
    assert refused.returncode == 2 and "en, fr, pt" in refused.stderr


def test_a_word_left_out_keeps_the_page_in_two_languages(mine: Path, run: Run) -> None:
    """Never by halves: check says what is missing, and the page goes without the language till then."""
    words = mine / "templates/words.pt.toml"
    text = words.read_text("utf-8")
    words.write_text(text.replace('"Próxima sessão"', '""'), "utf-8")
    told = [p for p in load(str(mine)).problems if p.code == "language-words"]
    assert len(told) == 1 and told[0].warning and "“Next session”" in str(told[0].what)
    assert run("export", "--page", cwd=mine).returncode == 0
    page = (mine / "out/page/index.html").read_text("utf-8")
    assert not words_in(page, "pt") and "Prochaine séance" in page
