"""Answers come in as tools give them: stored without names, nothing twice, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.checkout import ROOT
from support.feedback.evaluation_downloads import (
    TOOLS,
    Respondent,
    google,
    microsoft,
    redcap,
    respondents,
    stored,
    surveymonkey,
)
from support.storage.open_document import write_ods
from support.storage.small_workbook import write_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.small
FORM = load_form("", ["en", "fr"])
WAVE = ("--wave", "2027-01-cafe")
PEOPLE = respondents(FORM, 12, 5, ("en", "fr"))


def save(folder: Path, text: str, name: str = "answers.csv") -> str:
    """A download in the folder above the programme’s."""
    path = folder.parent / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def collect(run: Run, folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    """What the command says as JSON; with a code other than 0, nothing."""
    answer = run("collect", *words, "--json", cwd=folder, now="2027-02-01T12:00Z")
    assert answer.returncode == code, answer.stderr + answer.stdout
    return json.loads(answer.stdout) if answer.stdout.strip() else {}


def truth(people: Sequence[Respondent]) -> list[Any]:
    """What is to be stored of people."""
    return sorted(person.answer() for person in people)


def in_folder(folder: Path) -> list[Any]:
    """What is stored."""
    return stored(read_evaluation(str(folder), FORM).answers)


def test_answers_are_stored_without_a_name_and_nothing_twice(fresh: Path, run: Run) -> None:
    """Whoever runs it again, with the same file or with a longer one, finds each answer once."""
    first = save(fresh, google(FORM, PEOPLE[:8], "en"))
    assert collect(run, fresh, first, *WAVE, "--yes")["files"][0]["answers"] == 8
    before = {path: path.read_bytes() for path in (fresh / "responses").iterdir()}
    again = collect(run, fresh, first, *WAVE, "--yes")["files"][0]
    assert (again["answers"], again["comments"]) == (0, 0)
    assert {path: path.read_bytes() for path in (fresh / "responses").iterdir()} == before
    longer = collect(run, fresh, save(fresh, google(FORM, PEOPLE, "en")), *WAVE, "--yes")
    assert (longer["files"][0]["answers"], longer["answers"]) == (4, 12)
    assert in_folder(fresh) == truth(PEOPLE)
    written = [*(fresh / "responses").iterdir(), fresh / "evaluation.json"]
    data = b"".join(path.read_bytes() for path in written).decode()
    for person in PEOPLE:
        assert not [
            word for word in (*person.name.split(), person.email, person.ip, person.moment) if word in data
        ]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


def test_nothing_joins_a_comment_to_an_answer(fresh: Path, run: Run) -> None:
    """Neither a number nor an order: whoever reads both files cannot tell who wrote what."""
    collect(run, fresh, save(fresh, google(FORM, PEOPLE, "en")), *WAVE, "--yes")
    data = read_evaluation(str(fresh), FORM)
    answered = [person.answer() for person in PEOPLE]
    at = [answered.index((a.language, a.code, tuple(sorted(a.values.items())))) for a in data.answers]
    assert at != sorted(at)
    wrote = [next(i for i, p in enumerate(PEOPLE) if c.text in p.comments.values()) for c in data.comments]
    assert wrote not in (sorted(wrote), [i for i in at if i in wrote])


def test_both_languages_and_five_tools_are_one_set_of_data(fresh: Path, run: Run) -> None:
    """Five groups, each with a tool of its own: one table."""
    people = respondents(FORM, 25, 3, ("fr",))
    groups = [people[at::5] for at in range(5)]
    files = [
        save(fresh, TOOLS[tool](FORM, group, "fr"), f"{tool}.csv")
        for tool, group in zip(TOOLS, groups, strict=True)
    ]
    collect(run, fresh, *files, *WAVE, "--yes")
    assert in_folder(fresh) == truth(people)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_is_read_as_the_text_is(fresh: Path, run: Run, kind: str) -> None:
    """SurveyMonkey gives two rows of headings; a spreadsheet that saves them changes nothing."""
    people = respondents(FORM, 6, 9, ("en",))
    rows = list(csv.reader(io.StringIO(surveymonkey(FORM, people, "en"), newline="")))
    path = fresh.parent / f"answers.{kind}"
    if kind == "xlsx":
        write_workbook(path, rows)
    else:
        write_ods(path, {"Answers": rows})
    collect(run, fresh, str(path), *WAVE, "--yes")
    assert in_folder(fresh) == truth(people)


def test_a_corrected_download_replaces_when_that_is_said(fresh: Path, run: Run) -> None:
    """What is no longer in it is asked about; neither thrown away nor counted twice by itself."""
    ann, *rest = PEOPLE
    collect(run, fresh, save(fresh, google(FORM, PEOPLE, "en")), *WAVE, "--yes")
    mended = [ann._replace(values={**ann.values, "region": "elsewhere", "relevance": "1"}), *rest]
    path = save(fresh, google(FORM, mended, "en"))
    before = (fresh / "responses" / "evaluation.csv").read_bytes()
    refused = run("collect", path, *WAVE, "--yes", cwd=fresh)
    assert refused.returncode == 1
    assert "--answer missing=" in refused.stderr
    assert (fresh / "responses" / "evaluation.csv").read_bytes() == before
    assert (
        collect(run, fresh, path, *WAVE, "--yes", "--answer", "missing=replace")["files"][0]["replaced"] == 1
    )
    assert in_folder(fresh) == truth(mended)


def test_half_a_form_of_another_region_is_kept_beside_the_first(fresh: Path, run: Run) -> None:
    """Two copies of one form: both count, and the second time nothing is new."""
    collect(run, fresh, save(fresh, google(FORM, PEOPLE[:6], "en")), *WAVE, "--yes")
    other = save(fresh, google(FORM, PEOPLE[6:], "fr"))
    collect(run, fresh, other, *WAVE, "--yes", "--answer", "missing=keep")
    assert in_folder(fresh) == truth(PEOPLE)
    assert collect(run, fresh, other, *WAVE, "--yes")["files"][0]["answers"] == 0


def test_what_was_deleted_or_mended_by_hand_stays_so(fresh: Path, run: Run) -> None:
    """Somebody asked for her answers to go: the next download does not bring them back."""
    path = save(fresh, google(FORM, PEOPLE, "en"))
    collect(run, fresh, path, *WAVE, "--yes")
    table = fresh / "responses" / "evaluation.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines[:1], *lines[2:]]), encoding="utf-8")
    comments = fresh / "responses" / "comments.csv"
    comments.write_text(comments.read_text(encoding="utf-8").replace("clinic", "[place]"), encoding="utf-8")
    mended = comments.read_text(encoding="utf-8")
    again = collect(run, fresh, path, *WAVE, "--yes")
    assert (again["files"][0]["answers"], again["answers"]) == (0, 11)
    assert comments.read_text(encoding="utf-8") == mended


def test_a_lost_record_counts_nothing_twice(fresh: Path, run: Run) -> None:
    """evaluation.json may be gone: what is in the tables is compared itself."""
    path = save(fresh, google(FORM, PEOPLE, "en"))
    collect(run, fresh, path, *WAVE, "--yes")
    (fresh / "evaluation.json").unlink()
    again = collect(run, fresh, path, *WAVE, "--yes", "--answer", "elsewhere=same")
    assert (again["files"][0]["answers"], again["answers"]) == (0, 12)


def test_the_same_file_for_another_session_is_asked_about(fresh: Path, run: Run) -> None:
    """One link for all the year: what is stored for January is not February’s."""
    collect(run, fresh, save(fresh, google(FORM, PEOPLE[:8], "en")), *WAVE, "--yes")
    longer = save(fresh, google(FORM, PEOPLE, "en"))
    february = ("--wave", "2027-02-cafe", "--yes")
    assert "elsewhere=" in run("collect", longer, *february, cwd=fresh).stderr
    collect(run, fresh, longer, *february, "--answer", "elsewhere=same")
    waves = [answer.wave for answer in read_evaluation(str(fresh), FORM).answers]
    assert (waves.count("2027-01-cafe"), waves.count("2027-02-cafe")) == (8, 4)


def test_one_person_who_answered_twice_is_asked_about(fresh: Path, run: Run) -> None:
    """Two answers under one code wait; the others are stored, and once it is said, that answer too."""
    ann, ben, cai = PEOPLE[:3]
    path = save(fresh, microsoft(FORM, [ann, ben, cai._replace(code=ann.code)], "en"))
    first = collect(run, fresh, path, *WAVE, "--yes")
    assert [question["id"] for question in first["files"][0]["questions"]] == [f"code.{ann.code}"]
    assert in_folder(fresh) == truth([ben])
    collect(run, fresh, path, *WAVE, "--yes", "--answer", f"code.{ann.code}=last")
    assert in_folder(fresh) == truth([ben, cai._replace(code=ann.code)])
    assert collect(run, fresh, path, *WAVE, "--yes")["files"][0]["answers"] == 0


def test_a_code_that_another_download_has_is_asked_about(fresh: Path, run: Run) -> None:
    """She filled in the form and a sheet of paper: one of them counts."""
    ann, ben = PEOPLE[:2]
    collect(run, fresh, save(fresh, microsoft(FORM, [ann], "en")), *WAVE, "--yes")
    paper = save(
        fresh, f"language,code,consent,region,comment\n{ben.language},{ann.code},yes,canada,Good\n", "p.csv"
    )
    waits = collect(run, fresh, paper, *WAVE, "--yes")["files"][0]
    assert (waits["answers"], waits["comments"], len(waits["questions"])) == (0, 0, 1)
    collect(run, fresh, paper, *WAVE, "--yes", "--answer", f"code.{ann.code}=first")
    assert in_folder(fresh) == truth([ann])
    assert collect(run, fresh, paper, *WAVE, "--yes")["files"][0]["answers"] == 0


def test_what_a_column_means_is_remembered(fresh: Path, run: Run) -> None:
    """Asked with its place and its likeliest item; answered once, it holds for the next download."""
    text = microsoft(FORM, PEOPLE, "en").replace(
        "The\u00a0time of the Café was fair to me.", "Was the time fair?"
    )
    path = save(fresh, text)
    asked = run("collect", path, *WAVE, "--yes", cwd=fresh)
    assert asked.returncode == 1
    assert "answers.csv:1:" in asked.stderr
    assert "fair-time" in asked.stderr
    number = asked.stderr.split("--answer column.")[1].split("=")[0]
    collect(run, fresh, path, *WAVE, "--yes", "--answer", f"column.{number}=fair-time")
    assert in_folder(fresh) == truth(PEOPLE)
    assert collect(run, fresh, path, *WAVE, "--yes")["files"][0]["answers"] == 0


def test_a_wrong_answer_to_a_question_can_be_taken_back(fresh: Path, run: Run) -> None:
    """Given again, it holds in the place of the first; the answers are then those of the truth."""
    text = microsoft(FORM, PEOPLE, "en").replace(
        "The\u00a0time of the Café was fair to me.", "Was the time fair?"
    )
    path = save(fresh, text)
    asked = run("collect", path, *WAVE, "--yes", cwd=fresh)
    column = "column." + asked.stderr.split("--answer column.")[1].split("=")[0]
    collect(run, fresh, path, *WAVE, "--yes", "--answer", f"{column}=-")
    assert in_folder(fresh) != truth(PEOPLE)
    again = ("--answer", f"{column}=fair-time", "--answer", "missing=replace")
    collect(run, fresh, path, *WAVE, "--yes", *again)
    assert in_folder(fresh) == truth(PEOPLE)
    assert run("collect", path, *WAVE, "--yes", "--answer", f"{column}=nothing", cwd=fresh).returncode == 2


def test_a_copy_of_a_file_counts_once(fresh: Path, run: Run) -> None:
    """Named in the same command, whatever its name."""
    text = google(FORM, PEOPLE, "en")
    files = [save(fresh, text, "answers.csv"), save(fresh, text, "answers (1).csv")]
    assert collect(run, fresh, *files, *WAVE, "--yes")["answers"] == len(PEOPLE)


def test_the_form_for_one_session_says_so_in_its_download(fresh: Path, run: Run) -> None:
    """No --wave is needed, and a wrong one is refused."""
    text = google(FORM, PEOPLE, "en").replace("Language / Langue", "Language / Langue [2027-01-cafe]", 1)
    path = save(fresh, text)
    assert "2027-01-cafe" in run("collect", path, "--wave", "2027-02-cafe", "--yes", cwd=fresh).stderr
    assert collect(run, fresh, path, "--yes")["files"][0]["wave"] == "2027-01-cafe"


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("empty.csv", "", 1, "the file is empty"),
        ("cut.csv", google(FORM, PEOPLE, "en")[:-260], 1, "the file ends in the middle"),
        ("other.csv", "Name,Email,City\nAwa,awa@example.org,Dakar\n", 1, "no column of this file"),
        ("lost.csv", google(FORM, PEOPLE, "en")[:-3].rpartition(",")[0] + "\r\n", 1, "and the headings are"),
        ("missing.csv", None, 4, "is not there"),
        ("notes.md", "\n\n", 1, "the file is empty"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(
    fresh: Path, run: Run, name: str, text: str | None, code: int, words: str
) -> None:
    """In a sentence, with nothing written, in French too."""
    path = save(fresh, text, name) if text is not None else str(fresh.parent / name)
    answer = run("collect", path, *WAVE, "--yes", cwd=fresh)
    assert (answer.returncode, words in answer.stderr) == (code, True), answer.stderr
    assert run("collect", path, *WAVE, "--yes", cwd=fresh, lang="fr").returncode == code
    assert not (fresh / "responses").exists()


def test_one_bad_file_stops_them_all(fresh: Path, run: Run) -> None:
    """Nothing is stored of the good one, so that the same command can be given again."""
    good = save(fresh, google(FORM, PEOPLE, "en"), "good.csv")
    bad = save(fresh, "Name,Email\nAwa,awa@example.org\n", "bad.csv")
    assert run("collect", good, bad, *WAVE, "--yes", cwd=fresh).returncode == 1
    assert not (fresh / "responses").exists()


def test_words_that_cannot_be_meant_are_refused(fresh: Path, run: Run) -> None:
    """A session that is none, no session at all, an answer to no question, an answer that is none."""
    path = save(fresh, google(FORM, PEOPLE, "en"))
    assert "month-3" in run("collect", path, "--wave", "month3", cwd=fresh).stderr
    assert "2027-01-cafe" in run("collect", path, "--wave", "2027-01-caffe", cwd=fresh).stderr
    assert "--wave" in run("collect", path, cwd=fresh).stderr
    nobody = run("collect", path, *WAVE, "--answer", "column.99=region", "--yes", cwd=fresh)
    assert (nobody.returncode, "column.99" in nobody.stderr) == (2, True)
    assert run("collect", path, *WAVE, cwd=fresh).returncode == 2
    assert not (fresh / "responses").exists()


def test_a_trial_writes_nothing_and_shows_what_it_would(fresh: Path, run: Run) -> None:
    """Numbers, languages, what is dropped; in French too."""
    path = save(fresh, google(FORM, PEOPLE, "fr"))
    answer = run("collect", path, *WAVE, "--dry-run", cwd=fresh, lang="fr")
    assert "12 nouvelles réponses" in answer.stdout
    assert "Google Forms" in answer.stdout
    assert not (fresh / "responses").exists()
    assert not (fresh / "evaluation.json").exists()


def test_notes_of_tables_are_comments_and_can_be_corrected(fresh: Path, run: Run) -> None:
    """Each table’s file by itself; a member’s name goes out."""
    two = save(fresh, "- The hour is late for us\n- Université Laval asked for cases\n", "table-2.md")
    three = save(fresh, "## Français\n- L’heure est tardive\n", "table-3.md")
    assert collect(run, fresh, two, three, *WAVE, "--yes")["comments"] == 3
    save(fresh, "- The hour is too late for us\n- Université Laval asked for cases\n", "table-2.md")
    collect(run, fresh, two, *WAVE, "--yes", "--answer", "missing=replace")
    comments = read_evaluation(str(fresh), FORM).comments
    assert {(one.source, one.language, one.text) for one in comments} == {
        ("table", "en", "The hour is too late for us"),
        ("table", "en", "[…] asked for cases"),
        ("table", "fr", "L’heure est tardive"),
    }


def test_forget_and_privacy_know_the_files(fresh: Path, run: Run) -> None:
    """Comments that name somebody are shown by forget; the tables are in the register."""
    collect(run, fresh, save(fresh, google(FORM, PEOPLE, "en")), *WAVE, "--yes")
    table = fresh / "responses" / "comments.csv"
    table.write_text(
        table.read_text(encoding="utf-8")
        + "99,2027-01-cafe,table,en,Association of Family Physicians of Zambia agreed,,,\n"
    )
    shown = run("forget", "zm-1", "--dry-run", cwd=fresh)
    assert "responses/comments.csv:" in shown.stdout + shown.stderr
    register = json.loads(run("privacy", "--json", cwd=fresh).stdout)
    assert "responses/evaluation.csv" in json.dumps(register)
    assert "evaluation.json" in json.dumps(register)


def test_a_packed_download_is_to_be_unpacked(fresh: Path, run: Run) -> None:
    """Google gives a .zip: that is said, and not that a workbook is damaged."""
    path = fresh.parent / "answers.csv.zip"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("The Café.csv", google(FORM, PEOPLE, "en"))
    answer = run("collect", str(path), *WAVE, "--yes", cwd=fresh)
    assert (answer.returncode, "The Café.csv" in answer.stderr, "unpack" in answer.stderr) == (4, True, True)


def test_events_of_redcap_are_collected_one_by_one(fresh: Path, run: Run) -> None:
    """Each is about something else; which, only the coordinator knows."""
    lines = redcap(FORM, PEOPLE[:2], "en").splitlines()
    events = ("redcap_event_name", "start_arm_1", "month3_arm_1")
    text = "\r\n".join(f"{line},{event}" for line, event in zip(lines, events, strict=True)) + "\r\n"
    answer = run("collect", save(fresh, text), *WAVE, "--yes", cwd=fresh)
    assert (answer.returncode, "month3_arm_1" in answer.stderr) == (2, True)
    text = text.replace("month3_arm_1", "start_arm_1")
    assert collect(run, fresh, save(fresh, text), "--wave", "start", "--yes")["answers"] == 2


def test_at_a_terminal_she_is_asked(fresh: Path) -> None:
    """Which session, which item: numbers; then how many, and it is stored."""
    text = microsoft(FORM, PEOPLE[:3], "en").replace(
        "The\u00a0time of the Café was fair to me.", "A fair time?"
    )
    path = save(fresh, text)
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "besrour_cli", "collect", path]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BESROUR_LANG": "en", "BESROUR_NOW": "2026-11-29T12:00Z"}
    comments = sum(len(person.comments) for person in PEOPLE[:3])
    with subprocess.Popen(
        command, cwd=fresh, env=env, stdin=follower, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        os.write(leader, f"1\nstart\n{3 + comments}\n".encode())
        _out, shown = program.communicate(timeout=120)
    os.close(leader)
    os.close(follower)
    assert program.returncode == 0, shown.decode()
    assert "Which item is the column" in shown.decode()
    assert in_folder(fresh) == truth(PEOPLE[:3])
    assert {answer.wave for answer in read_evaluation(str(fresh), FORM).answers} == {"start"}
