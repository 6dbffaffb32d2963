"""What comments are about: sheets for two coders, codes that come back, agreement as a count and by kappa."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from besrour_cli.model.evaluation.agreement import agreement, cohens_kappa
from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.storage.evaluation.comments_csv import emit_comments
from besrour_cli.storage.evaluation.read import read_evaluation
from besrour_cli.storage.programme.evaluation.load_form import load_form

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.small
FORM = load_form("", ["en", "fr"])


def comment(number: int, first: Sequence[str] = (), second: Sequence[str] = ()) -> EvaluationComment:
    """A comment with the codes of two coders."""
    return EvaluationComment(
        id=str(number),
        wave="2027-01-cafe",
        source="comment",
        language="fr",
        text=f"L’heure, {number}",
        first=tuple(first),
        second=tuple(second),
    )


def with_comments(folder: Path, comments: Sequence[EvaluationComment]) -> None:
    """Put comments into a programme folder."""
    (folder / "responses").mkdir()
    (folder / "responses" / "comments.csv").write_bytes(emit_comments(comments, None))


def sheet(path: Path, codes: Sequence[str]) -> Path:
    """A coder’s sheet filled in, as a French spreadsheet saves it."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    filled = [rows[0], *([*row[:-1], code] for row, code in zip(rows[1:], codes, strict=True))]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(filled)
    path.write_bytes(stream.getvalue().encode("cp1252"))
    return path


def test_two_coders_work_apart_and_are_compared(fresh: Path, run: Run) -> None:
    """Neither sees the other’s codes; what comes back is taken over, and the counts are right."""
    with_comments(fresh, [comment(n, ("time",) if n == 1 else ()) for n in range(1, 13)])
    assert run("codes", "--write", cwd=fresh).returncode == 0
    first, second = fresh / "out/codes/first.csv", fresh / "out/codes/second.csv"
    assert "time" in first.read_text(encoding="utf-8")
    assert "time" not in second.read_text(encoding="utf-8")
    assert first.stat().st_mode & 0o777 == 0o600
    sheet(first, ["time"] * 6 + ["trust, time"] * 2 + ["use"] * 3 + [""])
    sheet(second, ["Time"] * 5 + ["use"] + ["time trust"] * 2 + ["use"] * 2 + ["time"] * 2)
    trial = json.loads(run("codes", str(first), str(second), "--dry-run", "--json", cwd=fresh).stdout)
    assert (trial["changed"], trial["compared"], trial["same"]) == (12, 11, 9)
    assert read_evaluation(str(fresh), FORM).comments[5].second == ()
    shown = run("codes", str(first), str(second), cwd=fresh)
    assert "9 of 11 (81.8%)" in shown.stdout
    comments = read_evaluation(str(fresh), FORM).comments
    assert (comments[5].first, comments[5].second) == (("time",), ("use",))
    assert comments[11].first == ()
    again = json.loads(run("codes", str(first), "--json", cwd=fresh).stdout)
    assert again["changed"] == 0
    assert "81,8\u00a0%" in run("codes", cwd=fresh, lang="fr").stdout


def test_few_comments_are_counted_and_not_reckoned_in_percent(fresh: Path, run: Run) -> None:
    """Three of four is three of four."""
    with_comments(
        fresh, [comment(1, "a", "a"), comment(2, "b", "b"), comment(3, "a", "a"), comment(4, "a", "b")]
    )
    shown = run("codes", cwd=fresh).stdout
    assert "3 of 4;" in shown
    assert "%" not in shown


def test_a_sheet_that_is_not_one_is_refused(fresh: Path, run: Run) -> None:
    """An unknown number, a number twice, no coder’s column: all at once, nothing written."""
    with_comments(fresh, [comment(1), comment(2)])
    before = (fresh / "responses/comments.csv").read_bytes()
    path = fresh.parent / "sheet.csv"
    path.write_text("comment,first\n1,time\n1,use\n9,use\n", encoding="utf-8")
    answer = run("codes", str(path), cwd=fresh)
    assert answer.returncode == 1
    assert "sheet.csv:3:1" in answer.stderr
    assert "sheet.csv:4:1" in answer.stderr
    path.write_text("comment,codes\n1,time\n", encoding="utf-8")
    assert "“first” or “second”" in run("codes", str(path), cwd=fresh).stderr
    assert run("codes", str(path), "--write", cwd=fresh).returncode == 2
    assert (fresh / "responses/comments.csv").read_bytes() == before


def test_without_comments_it_is_said_where_they_come_from(fresh: Path, run: Run) -> None:
    """Nothing to work on is an exit code of its own."""
    answer = run("codes", cwd=fresh)
    assert (answer.returncode, "besrour collect" in answer.stderr) == (3, True)


def test_kappa_is_cohens() -> None:
    """The example of Cohen’s paper: 140 of 200 pairs agree, and kappa is 0.49."""
    table = {("a", "a"): 88, ("a", "b"): 14, ("a", "c"): 18, ("b", "a"): 10, ("b", "b"): 40, ("b", "c"): 10,
             ("c", "a"): 2, ("c", "b"): 6, ("c", "c"): 12}  # fmt: skip
    pairs = [pair for pair, count in table.items() for _turn in range(count)]
    assert cohens_kappa(pairs) == pytest.approx(0.4915, abs=5e-4)
    assert cohens_kappa([("a", "a"), ("b", "b")]) == 1
    assert cohens_kappa([("a", "b"), ("b", "a")]) == -1
    assert cohens_kappa([("a", "a"), ("a", "a")]) is None
    assert cohens_kappa([]) is None


def test_comments_that_one_coder_alone_coded_are_not_compared() -> None:
    """And the order of codes makes no difference."""
    result = agreement([comment(1, ("a", "b"), ("b", "a")), comment(2, ("a",)), comment(3, (), ("a",))])
    assert (result.compared, result.same) == (1, 1)
