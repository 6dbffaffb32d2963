"""What a template may name: every fact's type, from which the names behind a dot follow."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.publishing.letters import newsletter, template_facts
from besrour_cli.publishing.letters.change_facts import ChangeFacts
from besrour_cli.publishing.letters.letters import LanguageSection
from besrour_cli.publishing.letters.reading_facts import ReadingFacts
from besrour_cli.publishing.letters.statement_facts import StatementFacts

Kind = Any
"""A type as annotations write it; ``None`` where nothing is known of a value."""

LETTER: Mapping[str, Kind] = {
    "reader": template_facts.ReaderFacts,
    "own": ReadingFacts,
    "before": ReadingFacts | None,
    "change": ChangeFacts | None,
    "places": tuple[ReadingFacts, ...],
    "session": template_facts.SessionFacts,
    "platform": template_facts.PlatformFacts,
    "organiser": template_facts.OrganiserFacts,
    "programme": str,
    "tzdata": str,
    "clock_changed": bool,
    "table": str,
}
NEWSLETTER: Mapping[str, Kind] = {
    "programme": str,
    "month": str,
    "coming": tuple[newsletter.NewsletterEntry, ...],
    "later": tuple[newsletter.NewsletterEntry, ...],
    "pending": tuple[newsletter.PendingSession, ...],
    "held": tuple[newsletter.NewsletterEntry, ...],
    "cancelled": tuple[newsletter.NewsletterEntry, ...],
    "groups": tuple[newsletter.NewsletterGroup, ...],
    "call": newsletter.CallFacts | None,
    "organiser": template_facts.OrganiserFacts,
    "tzdata": str,
}
POST: Mapping[str, Kind] = {
    "kind": str,
    "session": template_facts.SessionFacts,
    "own": ReadingFacts,
    "anchor": ReadingFacts,
    "places": tuple[ReadingFacts, ...],
    "organiser": template_facts.OrganiserFacts,
    "programme": str,
    "page": str,
}
STATEMENT: Mapping[str, Kind] = get_type_hints(StatementFacts)
STATEMENT_LETTER: Mapping[str, Kind] = {
    **{name: STATEMENT[name] for name in ("programme", "organiser", "page")},
    "languages": tuple[str, ...],
}
LETTER_FRAME: Mapping[str, Kind] = {"halves": tuple[LanguageSection, ...], "subject": str}
NEWSLETTER_FRAME: Mapping[str, Kind] = {"halves": tuple[newsletter.NewsletterSection, ...], "subject": str}
LOOP = (
    "index",
    "index0",
    "revindex",
    "revindex0",
    "first",
    "last",
    "length",
    "depth",
    "depth0",
    "previtem",
    "nextitem",
    "cycle",
    "changed",
)
"""The names behind ``loop`` inside a loop of Jinja's."""


def known_in(name: str) -> Mapping[str, Kind] | None:
    """The top-level names of a template, by its file name; None for files that are no template of ours."""
    stem, _, ending = name.partition(".")
    if stem == "posts/post":
        return POST
    if stem in ("statements/statement", "statements/letter"):
        return STATEMENT if stem.endswith("statement") else STATEMENT_LETTER
    if stem == "newsletter":
        return NEWSLETTER if ending.endswith(".md") else NEWSLETTER_FRAME
    if stem == "subject" or (stem == "letter" and not ending.endswith(".md")):
        return LETTER_FRAME
    return LETTER if stem == "letter" or stem in tuple(LetterKind) else None


def fields(kind: Kind) -> Mapping[str, Kind] | None:
    """The names behind a dot and their types; None where anything may follow (a text has methods)."""
    kind = without_none(kind)
    if isinstance(kind, type) and (hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields")):
        return get_type_hints(kind)
    return None


def without_none(kind: Kind) -> Kind:
    """An optional type without its ``None``."""
    origin: Any = get_origin(kind)
    if origin in (Union, UnionType):
        return next((part for part in get_args(kind) if part is not NoneType), None)
    return kind


def element(kind: Kind) -> Kind:
    """The type of what a loop over a value of a type yields."""
    kind = without_none(kind)
    origin: Any = get_origin(kind)
    return get_args(kind)[0] if origin is tuple and get_args(kind) else None
