"""docs/en/how-to/add-a-language.md, followed word for word in a fresh folder, for Portuguese and Swahili."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from besrour_cli.storage import resources
from support.checkout import ROOT
from support.commands.edits import as_files
from support.commands.further_texts import add_texts

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = (ROOT / "docs/en/how-to/add-a-language.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
TEXTS = re.compile(
    r"^(sessions/\S+\.yaml):(\d+):\d+: \w+: (?:.* is missing \[|.* has no text in )", re.MULTILINE
)


def blocks() -> list[tuple[str, str]]:
    """The page's code blocks in order: what they are written in, and their lines without the indent."""
    return [(kind, re.sub(rf"^{indent}", "", text, flags=re.M)) for indent, kind, text in BLOCK.findall(PAGE)]


def commands(kind_of: list[tuple[str, str]]) -> list[list[str]]:
    """The words after besrour of each command that the page has typed."""
    return [line.split()[1:] for kind, text in kind_of if kind == "console" for line in text.splitlines()]


def lines_of_toml() -> list[str]:
    """The lines of the page that stand in one of the two files of data."""
    return [line for kind, text in blocks() if kind == "toml" for line in text.splitlines()]


def add_named(folder: Path, told: str, code: str = "pt") -> int:
    """A line in the language before every English one that check names."""
    places = {(name, int(line)) for name, line in TEXTS.findall(told)}
    for name in {name for name, _ in places}:
        add_texts(folder / name, code, [line for of, line in places if of == name])
    return len(places)


def begin(folder: Path, run: Run, code: str = "pt") -> None:
    """The page up to the texts: one session, the files of init, the line of programme.yaml."""
    as_files(folder)
    for path in (folder / "sessions").glob("2027-*.yaml"):
        if path.stem != "2027-04-cafe":
            path.unlink()
    answer = run(*(word.replace("pt", code) for word in commands(blocks())[0]), cwd=folder)
    assert answer.returncode == 0, answer.stderr
    settings = folder / "sessions/programme.yaml"
    line = next(text for kind, text in blocks() if kind == "yaml").replace("pt", code)
    text, found = re.subn(r"^languages:.*\n", line, settings.read_text("utf-8"), flags=re.MULTILINE)
    assert found == 1
    settings.write_text(text, "utf-8")


def test_the_page_names_every_file_that_init_writes(fresh: Path, run: Run) -> None:
    """None is missing on the page, and none is there that init does not write."""
    begin(fresh, run)
    templates = fresh / "templates"
    written = {path.relative_to(templates).as_posix() for path in templates.rglob("*.*")}
    assert written == {path.removeprefix("templates/") for path in resources.language_files("pt")}
    assert written == set(re.findall(r"`([\w./]+\.pt\.\w+)`", PAGE.partition("## ")[0]))


def test_the_lines_of_the_page_are_those_of_the_files(fresh: Path, run: Run) -> None:
    """As they come translated; check names the sample, once, and nothing else of the two files."""
    begin(fresh, run)
    files = [fresh / f"templates/{name}.pt.toml" for name in ("language", "words")]
    written = {line for path in files for line in path.read_text("utf-8").splitlines()}
    assert len(lines_of_toml()) == 5 and written.issuperset(lines_of_toml())
    told = run("check", cwd=fresh).stdout
    assert told.count(".pt.toml") == told.count("language-sample") == 1
    assert TEXTS.search(told)
    languages, sample = files[0], "sample = true\n"
    text = languages.read_text("utf-8")
    assert f"`{sample.strip()}`" in PAGE and sample in text
    languages.write_text(text.replace(sample, ""), "utf-8")
    assert ".pt.toml" not in run("check", cwd=fresh).stdout


def test_a_key_that_the_page_describes_is_one_of_the_file(fresh: Path, run: Run) -> None:
    """The tables of the page leave none out, and invent none."""
    begin(fresh, run)
    for name, heading in (("language", "| key | what |"), ("words", "| table | what it is for |")):
        text = (fresh / f"templates/{name}.pt.toml").read_text("utf-8")
        top, _, _ = text.partition("\n[")
        table = PAGE.partition(heading)[2].partition("\n\n")[0]
        described = {
            key for row in re.findall(r"^\| (`.*?`) \|", table, re.M) for key in re.findall(r"`([^`]+)`", row)
        }
        tables = set(re.findall(r"^(?:# )?(\[+\w+\]+)$", text, re.M))
        assert described == set(re.findall(r"^(\w+) =", top, re.M)) | tables


@pytest.mark.thorough
def test_the_page_leads_to_letters_page_and_form_in_the_language(fresh: Path, run: Run) -> None:
    """Check names each text; once they are there, nothing but the review is left, and all is written."""
    begin(fresh, run)
    check, *rest = commands(blocks())[1:]
    assert add_named(fresh, run(*check, cwd=fresh).stdout) >= 13
    told = run(*check, cwd=fresh)
    assert told.returncode == 0 and "1 warning" in told.stdout, told.stdout
    members = fresh / "sessions/members.csv"
    text = members.read_text("utf-8")
    members.write_text(re.sub(r"^(ca-memorial,.*,Canada),en,", r"\1,pt en,", text, flags=re.M), "utf-8")
    assert [words[0] for words in rest] == ["plan", "invite", "export", "form"]
    for command in rest:
        answer = run(*command, cwd=fresh)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    letter = next((fresh / "out/letters/2027-04-cafe").glob("*memorial*.eml"))
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert message["Content-Language"].startswith("pt-MZ")
    body = message.get_body(("plain",))
    assert body is not None and "A sua hora local" in body.get_content()
    assert "Próxima sessão" in (fresh / "out/page/index.html").read_text("utf-8")
    assert "Discordo totalmente" in (fresh / "out/forms/evaluation.html").read_text("utf-8")


@pytest.mark.thorough
def test_a_language_that_is_not_shipped_is_named_until_it_is_translated(fresh: Path, run: Run) -> None:
    """Swahili begins in English: check names each letter, the statement, the posts, and what lacks words."""
    begin(fresh, run, "sw")
    check = commands(blocks())[1]
    data = fresh / "templates/language.sw.toml"
    words = 'common_words = "na ya wa kwa ni katika la za cha kama hii hiyo wako huu yako si au"'
    data.write_text(re.sub(r"(?m)^common_words = .*$", words, data.read_text("utf-8")), "utf-8")
    add_named(fresh, run(*check, cwd=fresh).stdout, "sw")
    told = run(*check, cwd=fresh)
    named = set(re.findall(r"^templates/((?:\w+/)?\w+)\.sw\.md: mistake", told.stdout, re.MULTILINE))
    assert told.returncode == 1
    kinds = set(resources.wordings("en")) - {"letter"}  # which none is written from alone
    assert named == {*kinds, "statements/statement", "statements/letter", "posts/post"}
    assert told.stdout.count("[language-words]") == 4 and "[language-english]" in told.stdout
    assert "language-sample" not in told.stdout
    # the page needs no letter: it is written in the languages that have its words
    assert run("plan", cwd=fresh).returncode == 0
    answer = run("export", "--page", cwd=fresh)
    assert answer.returncode == 0, answer.stderr
    page = (fresh / "out/page/index.html").read_text("utf-8")
    assert "lang=fr" in page and "lang=sw" not in page
