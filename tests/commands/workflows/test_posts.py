"""Texts to paste that lint would refuse are never written: own words, a link to join, no hour at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from besrour_cli.commands.workflows.posts import make_posts, subject_of, times_of
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.storage.resources import shipped_template
from support.commands.told import AT, opened

JANUARY = "2027-01-cafe"
LINK = "https://meet.example.org/j/1"


def _with_words(folder: Path, words: str, *, instead: bool = False) -> None:
    """Own wording of the texts in both languages: some words after what there is, or in its place."""
    (folder / "templates/posts").mkdir(parents=True)
    for language in ("en", "fr"):
        text = shipped_template(f"posts/post.{language}.md")
        own = words if instead else f"{text}\n{words}\n"
        (folder / f"templates/posts/post.{language}.md").write_text(own, encoding="utf-8")


def test_a_link_to_join_in_own_words_stops_every_text(two_cafes: Path) -> None:
    """Whoever reads the text could come in: neither the posts nor the times alone are given."""
    _with_words(two_cafes, f"[{LINK}]({LINK})")
    workspace = opened(two_cafes)
    subject = subject_of(workspace, workspace.session(JANUARY), AT, None, None)
    with pytest.raises(DiagnosticsError, match="lint finds mistakes") as refused:
        make_posts(subject, with_poster=False)
    assert {problem.spot.path for problem in refused.value.problems} >= {f"out/posts/{JANUARY}/web.txt"}
    with pytest.raises(DiagnosticsError, match="lint finds mistakes"):
        times_of(subject)


def test_a_text_without_the_hour_is_no_invitation(two_cafes: Path) -> None:
    """Nobody could come by it: the mistake says how to word it."""
    _with_words(two_cafes, "**{{ session.title }}** {{ session.series }}", instead=True)
    workspace = opened(two_cafes)
    subject = subject_of(workspace, workspace.session(JANUARY), AT, None, None)
    with pytest.raises(DiagnosticsError) as refused:
        make_posts(subject, with_poster=False)
    [problem, *_] = [each for each in refused.value.problems if each.code == "post-hour"]
    assert "every hour stands before its place" in str(problem.remedy)
