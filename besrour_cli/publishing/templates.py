"""Templates handed in as texts: filled in safely, their mistakes reported with file and line.

The mapping's names are those of the templates folder. Where the coordinator's own file replaces a shipped
one, the mapping may hold the shipped one as ``shipped/NAME`` too: the coordinator's file, if it has blocks
but no ``extends``, then changes only the blocks it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.message import Message, msg
from besrour_cli.publishing.documents.markup import escape
from besrour_cli.publishing.late_facts import LateFact, LateFactChanged, check_marks
from besrour_cli.publishing.template_reasons import failure_reason, refusal_reason, syntax_reason
from besrour_cli.publishing.template_sandbox import LONGEST, TemplateSandbox

FOLDER = "templates/"
SHIPPED = "shipped/"
_BLOCK = re.compile(r"{%-?\s*block\b")
_EXTENDS = re.compile(r"{%-?\s*extends\b")
_TAGS_ONLY = re.compile(r"^[ \t]*((?:{[%#](?:(?![%#]}).)*[%#]}[ \t]*)+)\n", re.MULTILINE)
_NAMES = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")


def _fact(value: object) -> object:
    """What a template prints: facts are shielded, so that no name or title acts as markup."""
    if isinstance(value, (Markup, jinja2.Undefined)):
        return value
    if isinstance(value, LateFact):
        return Markup(value.__html__())
    return Markup(escape(str(value)))


class _CompiledSources(jinja2.BytecodeCache):
    """What sources were compiled to: ``check`` fills in the same templates for hundreds of letters."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same template with the same text, if there is one."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a code that was just made."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_PROSE, _FRAMES = _CompiledSources(), _CompiledSources()
"""Apart, since facts are printed otherwise in prose and in frames, and the code says how."""


class Templates:
    """One set of templates, compiled once and used for every letter."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._known: dict[str, nodes.Template | tuple[Diagnostic, ...]] = {}
        self._prose = self._environment(finalize=_fact, bytecode_cache=_PROSE)
        self._frames = self._environment(
            autoescape=lambda name: bool(name and name.endswith(".html")), bytecode_cache=_FRAMES
        )

    def _environment(self, **settings: Any) -> TemplateSandbox:
        environment = TemplateSandbox(
            loader=jinja2.FunctionLoader(self._load),
            undefined=jinja2.StrictUndefined,
            cache_size=-1,
            **{"autoescape": True, **settings},
        )
        environment.filters["sentence"] = sentence
        return environment

    def _load(self, name: str) -> tuple[str, str, None] | None:
        source = self._sources.get(name)
        if source is None:
            return None
        shipped = SHIPPED + name
        if shipped in self._sources and _BLOCK.search(source) and not _EXTENDS.search(source):
            source = '{% extends "' + shipped + '" %}' + source
        return _TAGS_ONLY.sub(_without_line_end, source), FOLDER + name, None

    def languages_of(self, name: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Those of some languages in which there is a template ``NAME.LANGUAGE.md``."""
        return tuple(code for code in languages if f"{name}.{code}.md" in self._sources)

    def tree(self, name: str) -> nodes.Template | None:
        """A template's syntax tree, or None where there is none that can be read."""
        read = self.read(name) if name in self._sources else ()
        return read if isinstance(read, nodes.Template) else None

    def read(self, name: str) -> nodes.Template | tuple[Diagnostic, ...]:
        """A template's syntax tree, read once, nothing filled in; or what is wrong with its syntax."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> nodes.Template | tuple[Diagnostic, ...]:
        environment = self._prose if name.endswith(".md") else self._frames
        try:
            with self._reported(name, {}):
                environment.get_template(name)  # compiled, and remembered for the letters
                found = self._load(name)
                assert found is not None
                return environment.parse(found[0], name, found[1])
        except DiagnosticsError as error:
            return error.problems

    def prose(self, name: str, facts: Mapping[str, object]) -> str:
        """A prose template filled in, still markup; facts in it are shielded."""
        return self._render(self._prose, name, facts)

    def frame(self, name: str, facts: Mapping[str, object]) -> str:
        """A frame filled in: HTML escapes facts, text does not."""
        return self._render(self._frames, name, facts)

    def _render(self, environment: TemplateSandbox, name: str, facts: Mapping[str, object]) -> str:
        environment.begin()
        with self._reported(name, facts):
            text = environment.get_template(name).render(facts)
            check_marks(text)
        if len(text) > LONGEST:
            raise self._trouble(
                "template-size",
                name,
                0,
                msg("the letter becomes longer than 2 million characters"),
                msg("look for a loop that repeats too much"),
            )
        return text

    @contextmanager
    def _reported(self, name: str, facts: Mapping[str, object]) -> Iterator[None]:
        """Turn whatever a template does wrong into a problem with its file and line."""
        try:
            yield
        except jinja2.TemplateSyntaxError as error:
            raise self._trouble(
                "template-syntax",
                error.name or name,
                error.lineno,
                msg("the template cannot be read: {reason}", reason=syntax_reason(error.message or "")),
                msg("compare the line with the shipped template"),
            ) from error
        except jinja2.TemplateNotFound as error:
            raise self._trouble(
                "template-missing",
                str(error.name or name),
                0,
                msg("there is no template “{name}”", name=str(error.name or name)),
                msg("add the file to templates/, or correct the name"),
            ) from error
        except jinja2.UndefinedError as error:
            raise self._undefined(name, error, facts) from error
        except LateFactChanged as error:
            raise self._trouble(
                "template-late",
                *self._late(_where(error, name)),
                msg("the reader’s name is put in when each letter is made: no filter or comparison knows it"),
                msg("write {words} alone, without a filter", words="{{ reader.name }}"),
            ) from error
        except SecurityError as error:
            raise self._trouble(
                "template-forbidden",
                *_where(error, name),
                msg(
                    "the template asks for something it may not touch: {reason}",
                    reason=refusal_reason(str(error)),
                ),
                msg("use only the names that docs/en/reference/templates.md lists"),
            ) from error
        except Exception as error:  # a template is the coordinator's program and may raise anything
            raise self._trouble(
                "template-failed",
                *_where(error, name),
                msg("the template cannot be filled in: {reason}", reason=failure_reason(error)),
                msg("mend the line, or remove the file to use the shipped one"),
            ) from error

    def _late(self, where: tuple[str, int]) -> tuple[str, int]:
        """The place where a late fact was changed: the error’s, or the first line that names the reader."""
        path, line = where
        rows = self._sources.get(path.removeprefix(FOLDER), "").splitlines()
        return path, line or next((n for n, row in enumerate(rows, 1) if "reader.name" in row), 0)

    def _undefined(
        self, name: str, error: jinja2.UndefinedError, facts: Mapping[str, object]
    ) -> DiagnosticsError:
        match = _NAMES.search(str(error))
        wrong = next(filter(None, match.groups()), "") if match else ""
        near = get_close_matches(wrong, sorted(_known_names(facts)), 1)
        what = (
            msg("the template names “{name}”, which does not exist", name=wrong)
            if wrong
            else msg("the template cannot be filled in: {reason}", reason=failure_reason(error))
        )
        remedy = (
            msg("write “{name}”", name=near[0])
            if near
            else msg("use only the names that docs/en/reference/templates.md lists")
        )
        return self._trouble("template-name", *_where(error, name), what, remedy, wrong)

    def _trouble(
        self, code: str, name: str, line: int, what: Message, remedy: Message, word: str = ""
    ) -> DiagnosticsError:
        path = name if name.startswith(FOLDER) else FOLDER + name
        lines = self._sources.get(path.removeprefix(FOLDER), "").splitlines()
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        column = text.find(word) + 1 if word and word in text else len(text) - len(text.lstrip()) + 1
        width = len(word) if word and word in text else max(1, len(text.strip()))
        problem = Diagnostic(
            code,
            SourceLocation(path, line, column if line else 0),
            what=what,
            remedy=remedy,
            text=text,
            width=width,
        )
        return DiagnosticsError(msg("a template has a mistake"), [problem])


def _without_line_end(match: re.Match[str]) -> str:
    """A line of nothing but tags leaves no line behind: its line end moves into the last tag.

    Jinja's ``trim_blocks`` would also join the lines of a paragraph that ends with a tag.
    """
    tags = match.group(1).rstrip(" \t")
    end = -3 if tags[-3] in "+-" else -2
    return f"{tags[:end]}\n{tags[end:]}"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _where(error: BaseException, name: str) -> tuple[str, int]:
    """The template file and line an error came from: the innermost frame that is a template's."""
    found, at = (FOLDER + name, 0), error.__traceback__
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        if file.startswith(FOLDER):
            found = (file, at.tb_lineno)
        at = at.tb_next
    return found


def _known_names(facts: Mapping[str, object]) -> set[str]:
    """The names a template may have meant: those of the facts, and of the fields of each."""
    names = set(facts)
    for value in facts.values():
        example = value[0] if isinstance(value, tuple) and value else value
        if is_dataclass(example):
            names.update(field.name for field in fields(example))
    return names
