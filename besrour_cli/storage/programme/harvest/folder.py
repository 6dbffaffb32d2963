"""The notes of tables below ``responses/`` of a folder: what of them is for everybody, by session."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Sequence
from typing import NamedTuple

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import LANGUAGES, Text, fold_case
from besrour_cli.model.meeting.harvest import HarvestLink, SessionHarvest
from besrour_cli.model.message import Message, msg
from besrour_cli.storage import resources
from besrour_cli.storage.programme.harvest.markdown import SheetHeadings, parse_markdown
from besrour_cli.storage.programme.harvest.notes import TableNotes, WrittenText
from besrour_cli.storage.programme.harvest.public import (
    PublicRules,
    language_words,
    link_against,
    missing_languages,
    reason_against,
)
from besrour_cli.storage.programme.harvest.yaml_notes import parse_yaml
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile, read_page

RESPONSES = "responses"
LIMIT = 500_000
"""Bytes of one file of notes; ten tables write a hundredth of it."""
_MARKDOWN, _YAML = (".md", ".markdown"), (".yaml", ".yml")
_MOST_FILES = 500


class FolderHarvest(NamedTuple):
    """What everybody may read of each session, and what of the notes stays in its file, as warnings."""

    sessions: dict[str, SessionHarvest]
    problems: tuple[Diagnostic, ...]


def read_harvest(folder: str, sessions: Collection[str], rules: PublicRules) -> FolderHarvest:
    """The notes in ``responses/`` of a folder and in its folders, in order of their paths.

    ``sessions`` are the ids of all sessions. Files that are no notes of tables are left to others.
    """
    harvests: dict[str, SessionHarvest] = {}
    problems: list[Diagnostic] = []
    headings: SheetHeadings | None = None
    for path in _paths(folder):
        page = read_page(os.path.join(folder, path), path, limit=LIMIT)
        if path.endswith(_MARKDOWN):
            headings = headings or sheet_headings(folder)
            notes = parse_markdown(page, headings, rules.languages)
        else:
            notes = parse_yaml(page, rules.languages)
        if notes is None:
            continue
        session = _session(page, notes, sessions)
        if session:
            known = harvests.get(session, SessionHarvest(session))
            harvests[session] = _added(known, page, notes, rules)
        problems += (problem._replace(warning=True) for problem in page.problems)
    return FolderHarvest(dict(sorted(harvests.items())), tuple(problems))


def sheet_headings(folder: str | None) -> SheetHeadings:
    """The headings that ``besrour tables`` prints, in both languages, her own words among them."""
    sources = resources.templates(folder)
    found: dict[str, set[str]] = {"notes": set(), "themes": set(), "ideas": set(), "wishes": set()}
    for name in ("tables/words.toml", "shipped/tables/words.toml"):
        try:
            words = tomllib.loads(sources.get(name, ""))
        except tomllib.TOMLDecodeError:  # which besrour tables says
            continue
        for code in LANGUAGES:
            own = words.get(code)
            if isinstance(own, dict):
                for key, texts in found.items():
                    texts.add(fold_case(str(own.get(key, ""))))
    public = found["themes"] | found["ideas"]
    return SheetHeadings(
        frozenset(found["notes"] - {""}), frozenset(public - {""}), frozenset(found["wishes"] - {""})
    )


def _paths(folder: str) -> Sequence[str]:
    """The files below ``responses/`` that may be notes; links and hidden ones are left out."""
    top, found = os.path.join(folder, RESPONSES), []
    for here, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            path = os.path.join(here, name)
            is_notes = name.lower().endswith(_MARKDOWN + _YAML) and not name.startswith((".", "~"))
            if is_notes and os.path.isfile(path) and not os.path.islink(path):
                found.append(os.path.relpath(path, folder).replace(os.sep, "/"))
    return found[:_MOST_FILES]


def _session(page: SourceFile, notes: TableNotes, sessions: Collection[str]) -> str:
    """The session that notes are about: as they say, else as their path does; "" where neither does."""
    if notes.session in sessions:
        return notes.session
    if notes.session:
        near = scalars.similar(notes.session, sorted(sessions))
        page.report(
            "harvest-session",
            notes.session_line,
            1,
            msg("there is no session “{id}”", id=notes.session),
            msg("a similar one exists: {word}", word=near)
            if near
            else msg("the files in sessions/ give the names"),
            width=len(page.line(notes.session_line)),
            warning=True,
        )
        return ""
    inside = [name for name in sessions if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w])", page.path)]
    longest = max(inside, key=len, default="")
    if not longest:
        page.report(
            "harvest-session",
            0,
            0,
            msg("these notes do not say which session they are about"),
            msg("add a line such as session: 2027-01-cafe below the title"),
            warning=True,
        )
    return longest


def _added(known: SessionHarvest, page: SourceFile, notes: TableNotes, rules: PublicRules) -> SessionHarvest:
    """A session's harvest with what one more file has for everybody; the same point counts once."""
    points, sources = list(known.points), dict(known.sources)
    for written in notes.points:
        text = _public(page, written, rules)
        if text and text not in points:
            sources |= {f"point.{len(points)}.{code}": each.source(page) for code, each in written.items()}
            points.append(text)
    links = {link.kind: link for link in known.links}
    for kind, urls in notes.links.items():
        if _links_are_public(page, urls, rules):
            links[kind] = HarvestLink(kind, _for_all({code: each.text for code, each in urls.items()}, rules))
    return SessionHarvest(known.session, tuple(points), tuple(links[kind] for kind in sorted(links)), sources)


def _public(page: SourceFile, written: dict[str, WrittenText], rules: PublicRules) -> Text:
    """A text in both languages; {} where something stands against it, as reported."""
    if not written:
        return {}
    for each in written.values():
        if reason := reason_against(each.text, rules):
            _report(page, each, reason, msg("write it without that, if everybody is to read it"))
            return {}
    for code in missing_languages(written, rules):
        first = next(iter(written.values()))
        page.report(
            "harvest-half-missing",
            first.line,
            first.column,
            msg(
                "this is not published: it lacks its translation into {language}",
                language=language_words(code),
            ),
            _translation_remedy(page, code),
            width=first.width,
            warning=True,
        )
        return {}
    return {str(code): written[code].text for code in rules.languages}


def _report(page: SourceFile, written: WrittenText, reason: tuple[str, Message], remedy: Message) -> None:
    """Report what is not published, why, and what to write instead."""
    code, why = reason
    page.report(
        code,
        written.line,
        written.column,
        msg("this is not published: {why}", why=why),
        remedy,
        width=written.width,
        warning=True,
    )


def _translation_remedy(page: SourceFile, code: str) -> Message:
    if page.path.endswith(_YAML):
        return msg("add {code}: and the text; besrour translates nothing", code=code)
    return msg("add a line below it, indented: - {code}: and the text; besrour translates nothing", code=code)


def _links_are_public(page: SourceFile, urls: dict[str, WrittenText], rules: PublicRules) -> bool:
    for each in urls.values():
        if reason := link_against(each.text, rules):
            _report(page, each, reason, msg("write the address that everybody may open"))
            return False
    if "" not in urls and (missing := missing_languages(urls, rules)):
        first = next(iter(urls.values()))
        page.report(
            "harvest-half-missing",
            first.line,
            first.column,
            msg(
                "this link is not published: it has no address in {language}",
                language=language_words(missing[0]),
            ),
            msg("add that one, or write one address for all"),
            width=first.width,
            warning=True,
        )
        return False
    return bool(urls)


def _for_all(urls: Text, rules: PublicRules) -> Text:
    """An address for each language."""
    return {str(code): urls.get(code) or urls.get("") or "" for code in rules.languages}
