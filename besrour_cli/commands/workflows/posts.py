"""Texts to paste about a session: made, checked as lint checks announcements, written below out/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.feedback.announcements.lint import lint
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer, UsageError
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState
from besrour_cli.publishing.posts.post import (
    PostKind,
    PostSubject,
    list_of_times,
    post_languages,
    post_texts,
    text_messages,
)
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.programme.secrets.open_meetings import programme_secrets

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.place import Place
    from besrour_cli.model.programme import Session
    from besrour_cli.publishing.posts.gsm7 import TextMessage


class MadePosts(NamedTuple):
    """The texts of one session by name, the text messages by language, and all files below out/."""

    session: Session
    texts: dict[str, str]
    messages: dict[str, TextMessage]
    files: dict[str, bytes]


def subject_of(
    workspace: Workspace, session: Session, moment: datetime, place: Place | None, language: str | None
) -> PostSubject:
    """What the posts are made of, in one language or in all that there are; a session that is over has none.

    Raises NegativeAnswer for such a session and one that is called off, UsageError for another language.
    """
    templates = resources.templates(workspace.folder)
    languages = post_languages(workspace.programme, templates)
    if language is not None and language not in languages:
        raise UsageError(
            msg("there are no posts in “{language}”", language=language),
            msg("write one of these: {choices}", choices=", ".join(languages)),
        )
    slot = workspace.slot(session)
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(
            msg("“{id}” is called off", id=session.id),
            msg("besrour send writes to those who were told of it"),
        )
    if slot.start <= moment:
        raise NegativeAnswer(msg("“{id}” has begun: nobody can be invited to it any more", id=session.id))
    return PostSubject(
        programme=workspace.programme,
        session=session,
        slot=slot,
        place=place or workspace.programme.anchor,
        languages=tuple(code for code in languages if language in (None, code)),
        templates=templates,
    )


def make_posts(subject: PostSubject, *, with_poster: bool) -> MadePosts:
    """Every text, checked, and the poster where it is wanted; nothing is written."""
    texts = post_texts(subject)
    problems = [
        problem for name, text in _read_by_lint(subject, texts) for problem in _problems(subject, name, text)
    ]
    if problems:
        raise DiagnosticsError(msg("the texts are not written: lint finds mistakes in them"), problems)
    files = {f"{folder_of(subject)}/{name}.txt": f"{text}\n".encode() for name, text in texts.items()}
    if with_poster:
        from besrour_cli.publishing.posts.poster import poster

        files[f"{folder_of(subject)}/{PostKind.POSTER}.pdf"] = poster(subject)
    return MadePosts(subject.session, texts, text_messages(subject), files)


def _read_by_lint(subject: PostSubject, texts: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The texts as lint can read them: without further languages, which say what English says.

    Those were compared with it; where posts are wanted in one of them alone, lint reads the English ones.
    """
    built_in = tuple(code for code in subject.languages if code in LANGUAGES) or LANGUAGES[:1]
    if built_in == subject.languages:
        return texts.items()
    return post_texts(subject._replace(languages=built_in)).items()


def times_of(subject: PostSubject) -> str:
    """The list of times alone, checked; nothing is written."""
    text = list_of_times(subject)
    built_in = tuple(code for code in subject.languages if code in LANGUAGES)
    if problems := _problems(subject, PostKind.TIMES, list_of_times(subject._replace(languages=built_in))):
        raise DiagnosticsError(msg("the texts are not written: lint finds mistakes in them"), problems)
    return text


def write_posts(workspace: Workspace, subject: PostSubject, made: MadePosts) -> None:
    """Write the files, and take away those of the session that an earlier run left there."""
    atomic_files.write_all(workspace.folder, made.files, clear=[folder_of(subject)])


def folder_of(subject: PostSubject) -> str:
    """The folder of a session's posts, below the programme folder."""
    return f"out/posts/{subject.session.id}"


def _problems(subject: PostSubject, name: str, text: str) -> list[Diagnostic]:
    """What lint finds in a text, what it does not understand, and an hour that is not the session's."""
    path = f"{folder_of(subject)}/{name}.txt"
    # a text message has no year: its next such day is meant
    near = subject.slot.start.date() - timedelta(days=30)
    verdict = lint(text, path, near, secrets=programme_secrets(subject.programme))
    problems = [finding for finding in verdict.findings if not finding.warning]
    # the days are those of the letters, and compared; lint may read a list of days and hours otherwise
    apart = {(each.at - subject.slot.start) % timedelta(days=1) for each in verdict.moments}
    if apart != {timedelta()}:
        problems.append(
            Diagnostic(
                code="post-hour",
                spot=SourceLocation(path),
                what=msg("an hour in this text is not that of the session"),
                remedy=msg("word templates/posts/ so that every hour stands before its place"),
            )
        )
    return problems
