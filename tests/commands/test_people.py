"""People by name: who comes and who is missing, answers in own words, and the members one by one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands.conftest import grown

from besrour_cli.clock.instants import instant_of
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent, SendLedger
from support.commands.edits import first_line

Run = Callable[..., subprocess.CompletedProcess[str]]
SESSION, OTHER = "2027-01-cafe", "2027-02-cafe"
LATER = "2026-11-26T12:00Z"
LETTER = f"<{'a' * 32}@example.org>"


@pytest.fixture(scope="module")
def _invited(_planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(_planned, tmp_path_factory.mktemp("invited"), "announce", SESSION, OTHER, "--yes")


@pytest.fixture
def invited(_invited: Path, tmp_path: Path) -> Path:
    """A programme folder whose first two cafés were announced."""
    return Path(shutil.copytree(_invited, tmp_path / "my-cafe"))


def mail(folder: Path, name: str, sender: str, text: str, subject: str = "Café", answers: str = "") -> None:
    """A mail in plain words, in the folder mail."""
    (folder / "mail").mkdir(exist_ok=True)
    lines = [
        f"From: {sender}",
        "To: besrour-cafe@example.org",
        f"Subject: {subject}",
        "Date: Wed, 25 Nov 2026 09:00:00 +0000",
        f"Message-ID: <{name}@mail.example>",
        *([f"In-Reply-To: {answers}"] if answers else []),
        "Content-Type: text/plain; charset=utf-8",
        "",
        text,
        "",
    ]
    (folder / "mail" / f"{name}.eml").write_text("\n".join(lines), encoding="utf-8")


def letter(folder: Path, member: str, message_id: str = LETTER) -> None:
    """The ledger's lines of the letter about the first café that went to a member."""
    entry = LedgerEntry(
        LedgerEvent.INTENT, about=SESSION, member=member, to="x@example.org", kind="invitation", id=message_id
    )
    moment = instant_of("2026-11-22T13:00Z")
    assert moment is not None
    with SendLedger(str(folder), "besrour-cafe-2027") as ledger:
        ledger.append(entry, moment)
        ledger.append(entry._replace(event=LedgerEvent.DONE, code=250), moment)


def said(run: Run, folder: Path, *words: str, lang: str = "en") -> str:
    """What a command prints."""
    done = run(*words, cwd=folder, now=LATER, lang=lang)
    assert done.returncode == 0, done.stderr
    return done.stdout


def data(run: Run, folder: Path, *words: str) -> dict[str, Any]:
    """What a command says with --json."""
    return dict(json.loads(said(run, folder, *words, "--json")))


def record(run: Run, folder: Path, who: str, answer: str) -> str:
    """What is printed when the coordinator records an answer."""
    return said(run, folder, "replies", "--record", who, "--session", SESSION, "--answer", answer)


def test_one_word_to_a_letter_is_an_answer(invited: Path, run: Run) -> None:
    """She writes “Oui” to the letter she got: it counts once, however often it is read; no word is stored."""
    letter(invited, "ca-laval")
    mail(invited, "1", "Laval <LAVAL@example.org>", "Oui, je serai là !\n\n> Venez", "Re: x", LETTER)
    found = data(run, invited, "replies", "mail")
    [message] = found["messages"]
    assert (message["status"], message["session"], message["partstat"]) == ("reply", SESSION, "ACCEPTED")
    kept = (invited / "replies.yaml").read_bytes()
    assert b"serai" not in kept and b"example.org" not in kept
    again = said(run, invited, "replies", "mail")
    assert (invited / "replies.yaml").read_bytes() == kept
    assert "Yes (1): Université Laval (ca-laval)" in again
    assert "Oui, je serai là !" in again, "she sees what was understood"


def test_what_is_not_understood_waits_until_it_is_recorded(invited: Path, run: Run) -> None:
    """Name, session, first line, and the command to paste; shown without the mail too; then never again."""
    letter(invited, "ca-laval")
    mail(invited, "1", "laval@example.org", "Yes, if it is before 3.\nSee you", "Re: x", LETTER)
    shown = said(run, invited, "replies", "mail")
    assert "Université Laval (ca-laval), 2027-01-cafe, November\u00a025, 2026 (1.eml)" in shown
    assert "“Yes, if it is before 3.”" in shown
    command = f"besrour replies --record ca-laval --session {SESSION} --answer yes"
    assert command in shown
    assert b"before" not in (invited / "replies.yaml").read_bytes()
    assert command in said(run, invited, "replies"), "it is not forgotten when the mail is not read"
    assert command not in said(run, invited, *command.split()[1:])
    assert "ca-laval --session" not in said(run, invited, "replies", "mail")
    assert data(run, invited, "replies", "mail")["waiting"] == []


def test_an_answer_that_may_mean_two_sessions_is_asked_about(invited: Path, run: Run) -> None:
    """Both are named, with what she said ready to be recorded; nothing is guessed."""
    mail(invited, "1", "laval@example.org", "Non, désolée")
    [waiting] = data(run, invited, "replies", "mail")["waiting"]
    assert waiting["sessions"] == [SESSION, OTHER]
    assert waiting["record"] == "besrour replies --record ca-laval --session SESSION --answer no"
    shown = said(run, invited, "replies", "mail", lang="fr")
    assert "plusieurs séances attendent sa réponse" in shown and f"quelle séance? {SESSION}, {OTHER}" in shown


def test_a_message_that_holds_no_answer_is_looked_at_once(invited: Path, run: Run) -> None:
    """--looked-at takes it off the list, by the writer's name; somebody without a message is refused."""
    mail(invited, "1", "laval@example.org", "Will there be slides?")
    assert "Will there be slides?" in said(run, invited, "replies", "mail")
    assert "slides" in said(run, invited, "replies", "mail", "--dry-run", "--session", SESSION)
    assert "for you to look at" not in said(run, invited, "replies", "--looked-at", "Universite Laval")
    assert data(run, invited, "replies", "mail")["waiting"] == []
    refused = run("replies", "--looked-at", "ca-laval", cwd=invited, now=LATER)
    assert refused.returncode == 1 and "no message of “ca-laval” waits" in refused.stderr


def test_a_stranger_who_answers_is_shown_until_looked_at(invited: Path, run: Run) -> None:
    """Somebody answers a letter from an address of nobody: it is stored nowhere; a number takes it off."""
    mail(invited, "1", "new@else.example", "Oui", "Re: x", f"<{'b' * 32}@example.org>")
    [waiting] = data(run, invited, "replies", "mail")["waiting"]
    assert (waiting["member"], waiting["record"]) == ("", "")
    command = f"besrour replies --looked-at {waiting['message']}"
    assert "new@else.example" in said(run, invited, "replies", "mail")
    assert b"else.example" not in (invited / "replies.yaml").read_bytes()
    assert command in said(run, invited, "replies")
    assert command not in said(run, invited, *command.split()[1:])
    assert data(run, invited, "replies", "mail")["waiting"] == []


def test_a_request_for_a_pause_waits_until_she_is_paused(invited: Path, run: Run) -> None:
    """The line to write is shown; an answer does not settle it, the roster does."""
    mail(invited, "1", "alberta@example.org", "", "unsubscribe")
    mail(invited, "2", "ottawa@example.org", "pause svp")
    shown = said(run, invited, "replies", "mail")
    assert "write yes in the column paused of ca-alberta" in shown and "--record ca-alberta" not in shown
    assert f"first name somebody else below required: in {SESSION}" in shown
    looked = said(run, invited, "replies", "--looked-at", "ca-ottawa")
    assert looked.startswith("1 message is marked as looked at.") and "ca-ottawa" not in looked
    record(run, invited, "ca-alberta", "yes")
    [waiting] = data(run, invited, "replies")["waiting"]
    assert waiting["pause"] and waiting["member"] == "ca-alberta"
    roster = invited / "sessions/members.csv"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(re.sub("(?m)^(ca-alberta,.*,)$", r"\1yes", text), encoding="utf-8")
    assert roster.read_text(encoding="utf-8") != text
    assert data(run, invited, "replies")["waiting"] == []


@pytest.mark.small
@pytest.mark.parametrize(("who", "role"), [("ca-ottawa", "host"), ("ca-memorial", "facilitator")])
def test_a_required_person_who_declines_is_the_first_line(
    who: str, role: str, invited: Path, run: Run
) -> None:
    """In replies, with who could do it and the line to paste; in check as a warning; gone once replaced."""
    first = record(run, invited, who, "no").splitlines()
    assert (
        first[0].startswith(f"{SESSION}: ") and f"({who}) cannot come, and is required as {role}" in first[0]
    )
    [missing] = data(run, invited, "replies")["missing"]
    assert (missing["member"], missing["role"]) == (who, role)
    assert 1 <= len(missing["candidates"]) <= 3
    best = missing["candidates"][0]
    assert any(best["line"] in line and best["name"] in line for line in first[:6])
    problems = data(run, invited, "check")["problems"]
    [problem] = [p for p in problems if p["code"] == "required-declined"]
    assert problem["warning"] and who in problem["what"] and best["line"] in problem["remedy"]
    file = invited / "sessions" / f"{SESSION}.yaml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(rf"(?m)^  {role}: .*$", f"  {best['line']}", text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    assert data(run, invited, "replies")["missing"] == []
    assert "required-declined" not in said(run, invited, "check")


def test_everybody_is_listed_by_name_before_the_counts(invited: Path, run: Run) -> None:
    """Who comes, perhaps, not, and who is silent, within the terminal's width, in both languages."""
    for who, answer in (("ca-laval", "yes"), ("bw-1", "maybe"), ("ca-queens", "no")):
        record(run, invited, who, answer)
    shown = said(run, invited, "replies")
    order = [
        "Yes (1): Université Laval (ca-laval)",
        "Perhaps (1): ",
        "(bw-1)",
        "No (1): Queen’s",
        "No answer (36):",
    ]
    assert [shown.index(each) for each in order] == sorted(shown.index(each) for each in order)
    assert "University of Ottawa (ca-ottawa, host)" in shown
    assert shown.index("No answer (36):") < shown.index("Region ")
    assert all(len(line) <= 80 for line in shown.splitlines() if "(" in line and ": " in line), shown
    assert f"{OTHER}  39 invited, nobody has answered" in shown
    french = said(run, invited, "replies", "--session", OTHER, lang="fr")
    assert "Sans réponse (39)\u00a0:" in french and SESSION not in french


def test_the_roster_is_listed_and_one_person_shown_whole(invited: Path, run: Run) -> None:
    """Ids whole, answers in brief; by group; and one by id, name or address."""
    record(run, invited, "ca-laval", "yes")
    lines = said(run, invited, "members").splitlines()
    at = next(n for n, line in enumerate(lines) if "ca-laval" in line)
    assert lines[at].startswith("Université Laval") and "Quebec City" in lines[at]
    assert "fr en cafe working-group" in lines[at + 1] and "1 yes, 1 open" in lines[at + 1]
    assert all(len(line) <= 80 for line in lines) and any("ca-saskatchewan" in line for line in lines)
    members = data(run, invited, "members", "--group", "Advisory")["members"]
    assert members and all("advisory" in m["groups"] for m in members)
    letter(invited, "ca-laval")
    for word in ("ca-laval", "universite laval", "Laval <LAVAL@example.org>"):
        [person] = data(run, invited, "members", word)["members"]
        assert person["id"] == "ca-laval" and person["letters"][0]["session"] == SESSION
        assert [a["state"] for a in person["answers"]] == ["accepted", "silent"]
    whole = said(run, invited, "members", "ca-laval", lang="fr")
    assert "langues\u00a0: français, anglais" in whole and f"{SESSION}, " in whole and "oui" in whole


def test_who_is_not_clear_is_asked_about(invited: Path, run: Run) -> None:
    """Two people of one name or mailbox, nobody at all, a group nobody is in: refused, with who is meant."""
    name = lambda line: line.replace("Dalhousie University", "Memorial University")  # noqa: E731
    first_line("sessions/members.csv", name, 2)(invited)
    for words in (("members",), ("replies", "--session", SESSION, "--answer", "yes", "--record")):
        refused = run(*words, "memorial university", cwd=invited, now=LATER)
        assert refused.returncode == 2 and "ca-memorial, ca-dalhousie" in refused.stderr
    unknown = run("members", "Universite Lavall", cwd=invited, now=LATER, lang="fr")
    assert unknown.returncode == 2 and "ca-laval (Université Laval)" in unknown.stderr
    nobody = run("members", "--group", "cafes", cwd=invited, now=LATER)
    assert nobody.returncode == 2 and "advisory, cafe, working-group" in nobody.stderr
    both = run("members", "ca-laval", "--group", "cafe", cwd=invited, now=LATER)
    assert both.returncode == 2


def test_names_and_addresses_are_taken_where_a_person_is_meant(invited: Path, run: Run) -> None:
    """What is recorded and written has the id, whatever was typed."""
    assert "the answer of ca-laval is “yes”" in record(run, invited, "Université Laval", "yes")
    assert "ca-laval" in (invited / "replies.yaml").read_text(encoding="utf-8")
    (invited / "own.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    assert data(run, invited, "busy", "own.ics", "--member", "laval@example.org")["member"] == "ca-laval"
    asked = run("replies", "--accept", "universite laval", "--session", SESSION, cwd=invited, now=LATER)
    assert asked.returncode == 1 and "“ca-laval” asks for no other time" in asked.stderr
