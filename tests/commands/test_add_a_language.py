"""docs/en/how-to/add-a-language.md, followed word for word in a fresh folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from itertools import takewhile
from pathlib import Path

from besrour_cli.storage import resources
from support.checkout import ROOT
from support.commands.edits import as_files
from support.publishing.portuguese import CASES

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = (ROOT / "docs/en/how-to/add-a-language.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
TEXTS = re.compile(
    r"^(sessions/\S+\.yaml):(\d+):\d+: \w+: (?:.* is missing \[|.* has no text in )", re.MULTILINE
)
TRANSLATED = ("letter", "invitation", "reminder")
"""The letters that the tests have in Portuguese; the others stay English, and check says so."""


def blocks() -> list[tuple[str, str]]:
    """The page's code blocks in order: what they are written in, and their lines without the indent."""
    return [(kind, re.sub(rf"^{indent}", "", text, flags=re.M)) for indent, kind, text in BLOCK.findall(PAGE)]


def commands(kind_of: list[tuple[str, str]]) -> list[list[str]]:
    """The words after besrour of each command that the page has typed."""
    return [line.split()[1:] for kind, text in kind_of if kind == "console" for line in text.splitlines()]


def translate_languages_file(path: Path, lines: str) -> None:
    """The page's lines in the place of those with the same keys, in a copy made by init."""
    text = path.read_text("utf-8")
    for line in lines.splitlines():
        text, found = re.subn(rf"^{line.split(' =')[0]} = .*$", line.replace("\\", r"\\"), text, flags=re.M)
        assert found == 1, line
    path.write_text(text, "utf-8")


def add_texts(folder: Path, told: str) -> int:
    """A Portuguese line, with the same years and addresses, before every English one that check names."""
    places = {(name, int(line)) for name, line in TEXTS.findall(told)}
    for name, number in sorted(places, reverse=True):
        path = folder / name
        lines = path.read_text("utf-8").split("\n")
        indent, _, _ = lines[number - 1].partition("en:")
        assert not indent.strip(), lines[number - 1]
        below = takewhile(re.compile(f"{indent} ").match, lines[number:])
        facts = re.findall(r"[\w.-]+@[\w.-]+\w|\b\d{4}\b", " ".join([lines[number - 1], *below]))
        words = ", ".join(["Uma conversa com as pessoas que estão longe", *facts])
        lines.insert(number - 1, f"{indent}pt: {words}.")
        path.write_text("\n".join(lines), "utf-8")
    return len(places)


def begin(folder: Path, run: Run) -> None:
    """The page up to the letters: one session, the files of init, the line of programme.yaml."""
    as_files(folder)
    for path in (folder / "sessions").glob("2027-*.yaml"):
        if path.stem != "2027-04-cafe":
            path.unlink()
    answer = run(*commands(blocks())[0], cwd=folder)
    assert answer.returncode == 0, answer.stderr
    settings = folder / "sessions/programme.yaml"
    line = next(text for kind, text in blocks() if kind == "yaml")
    text, found = re.subn(r"^languages:.*\n", line, settings.read_text("utf-8"), flags=re.MULTILINE)
    assert found == 1
    settings.write_text(text, "utf-8")


def test_the_page_names_every_file_that_init_writes(fresh: Path, run: Run) -> None:
    """None is missing on the page, and none is there that init does not write."""
    begin(fresh, run)
    written = {path.name for path in (fresh / "templates").iterdir()}
    assert written == {f"{name}.pt.md" for name in resources.wordings("en")} | {"language.pt.toml"}
    assert written == set(re.findall(r"`([\w.]+\.pt\.\w+)`", PAGE.partition("## ")[0]))


def test_the_lines_of_the_page_fit_the_file_of_init(fresh: Path, run: Run) -> None:
    """With them alone, the file is whole: check says nothing of it."""
    begin(fresh, run)
    lines = next(text for kind, text in blocks() if kind == "toml")
    translate_languages_file(fresh / "templates/language.pt.toml", lines)
    told = run("check", cwd=fresh)
    assert "language.pt.toml" not in told.stdout + told.stderr
    assert TEXTS.search(told.stdout)


def test_a_key_that_the_page_describes_is_one_of_the_file(fresh: Path, run: Run) -> None:
    """The table leaves none out, and invents none."""
    begin(fresh, run)
    text = (fresh / "templates/language.pt.toml").read_text("utf-8")
    top, _, _ = text.partition("\n[names]")
    table = PAGE.partition("| key | what |")[2]
    described = {
        k for row in re.findall(r"^\| (`.*?`) \|", table, re.M) for k in re.findall(r"`([^`]+)`", row)
    }
    assert described == set(re.findall(r"^(\w+) =", top, re.M)) | set(
        re.findall(r"^(?:# )?(\[+\w+\]+)$", text, re.M)
    )


def test_the_page_leads_to_a_letter_in_the_language(fresh: Path, run: Run) -> None:
    """Check names each text and then each letter that is English; the letters translated are written."""
    begin(fresh, run)
    check, *rest = commands(blocks())[1:]
    for path in CASES.iterdir():
        (fresh / "templates" / path.name).write_bytes(path.read_bytes())
    assert add_texts(fresh, run(*check, cwd=fresh).stdout) >= 13
    told = run(*check, cwd=fresh).stdout
    assert not TEXTS.search(told)
    named = set(re.findall(r"^templates/(\w+)\.pt\.md: mistake", told, re.MULTILINE))
    assert named == set(resources.wordings("en")) - set(TRANSLATED)
    members = fresh / "sessions/members.csv"
    text = members.read_text("utf-8")
    members.write_text(re.sub(r"^(ca-memorial,.*,Canada),en,", r"\1,pt en,", text, flags=re.M), "utf-8")
    for command in rest:
        answer = run(*command, cwd=fresh)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    letter = next((fresh / "out/letters/2027-04-cafe").glob("*memorial*.eml"))
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert message["Content-Language"].startswith("pt-MZ")
    body = message.get_body(("plain",))
    assert body is not None and "A sua hora local" in body.get_content()
