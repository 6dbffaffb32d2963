"""The bilingual sign-up form: a Google Apps Script that builds it, and text to paste into other tools."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import LANGUAGES, in_order
from besrour_cli.model.message import msg

TEMPLATE = "sign-up.toml"


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"


class FormQuestion(NamedTuple):
    """One question: its title and help with all languages in them, and the answers to tick."""

    title: str
    help: str
    kind: QuestionKind
    required: bool
    options: tuple[str, ...]


class SignUpForm(NamedTuple):
    """The form: its title, what it says at the top, and its questions."""

    title: str
    about: str
    questions: tuple[FormQuestion, ...]


_ADD: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: "addTextItem",
    QuestionKind.LONG: "addParagraphTextItem",
    QuestionKind.ONE: "addMultipleChoiceItem",
    QuestionKind.SEVERAL: "addCheckboxItem",
}
_KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: "short text / texte court",
    QuestionKind.LONG: "long text / texte long",
    QuestionKind.ONE: "one choice / un seul choix",
    QuestionKind.SEVERAL: "several choices / plusieurs choix",
}
_REQUIRED = ", required / obligatoire"


def read_form(source: str, facts: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> SignUpForm:
    """The form of a template; ``facts`` maps a name in braces to its words by language.

    ``languages`` is the programme's order. Raises DiagnosticsError for a template that is not understood.
    """
    order = [language for language in in_order(languages, languages) if language in LANGUAGES]
    try:
        root = tomllib.loads(source)
        head = root["form"]
        questions = tuple(_question(each, facts, order) for each in root["question"])
        title = _words(head["title"], facts, order, " / ")
        return SignUpForm(title, _words(head.get("about", {}), facts, order, "\n"), questions)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        problem = Diagnostic(
            code="form-template",
            spot=SourceLocation(f"templates/{TEMPLATE}"),
            what=msg("the form’s template cannot be read: {reason}", reason=str(error)),
            remedy=msg("begin from the shipped one, and change its words only"),
        )
        raise DiagnosticsError(msg("there is a mistake in a template"), [problem]) from error


def _question(
    each: Mapping[str, Any], facts: Mapping[str, Mapping[str, str]], order: Sequence[str]
) -> FormQuestion:
    return FormQuestion(
        title=_words(each["title"], facts, order, " / "),
        help=_words(each.get("help", {}), facts, order, "\n"),
        kind=QuestionKind(each["kind"]),
        required=bool(each.get("required", False)),
        options=tuple(map(str, each.get("options", ()))),
    )


def _words(
    words: Mapping[str, str], facts: Mapping[str, Mapping[str, str]], order: Sequence[str], between: str
) -> str:
    """One text in all languages, the programme's first one first."""
    halves = []
    for language in order if words else ():
        half = words[language]
        for name, value in facts.items():
            half = half.replace(f"{{{name}}}", value[language])
        halves.append(half)
    return between.join(halves)


def apps_script(form: SignUpForm) -> bytes:
    """A script for script.google.com: run once, it builds the form with a sheet for its answers."""
    lines = [
        "// Paste into a new project on script.google.com, and run buildSignUpForm once.",
        "// Collez dans un nouveau projet sur script.google.com, puis exécutez buildSignUpForm une fois.",
        "function buildSignUpForm() {",
        f"  const form = FormApp.create({_js(form.title)});",
        f"  form.setDescription({_js(form.about)}).setAllowResponseEdits(true);",
    ]
    for question in form.questions:
        item = f"  form.{_ADD[question.kind]}().setTitle({_js(question.title)})"
        item += f".setHelpText({_js(question.help)})" if question.help else ""
        item += f".setChoiceValues({_js(list(question.options))})" if question.options else ""
        item += ".setRequired(true)" if question.required else ""
        lines.append(f"{item};")
    lines += [
        f"  const sheet = SpreadsheetApp.create({_js(form.title)});",
        "  form.setDestination(FormApp.DestinationType.SPREADSHEET, sheet.getId());",
        '  Logger.log("Form / formulaire: " + form.getPublishedUrl());',
        '  Logger.log("Answers / réponses: " + sheet.getUrl());',
        "}",
    ]
    return ("\n".join(lines) + "\n").encode()


def plain_text(form: SignUpForm) -> bytes:
    """The form as text, question by question, to paste into Microsoft Forms, LimeSurvey or a letter."""
    lines = [form.title, "", form.about]
    for number, question in enumerate(form.questions, 1):
        kind = _KINDS[question.kind] + (_REQUIRED if question.required else "")
        lines += ["", f"{number}. {question.title}", f"   [{kind}]"]
        lines += [f"   {line}" for line in question.help.split("\n") if line]
        lines += [
            f"   ( ) {option}" if question.kind is QuestionKind.ONE else f"   [ ] {option}"
            for option in question.options
        ]
    return ("\n".join(lines) + "\n").encode()


def _js(value: object) -> str:
    """A value as JavaScript writes it; nothing in it can end the script."""
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
