"""The page that checks statements: one file in all languages, which needs no network and asks nobody else.

It holds the public keys alone, and no person's name; what is checked with it stays in the reader's browser.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from besrour_cli.model.language import LANGUAGES, Text, completed, worded
from besrour_cli.model.programme import Programme
from besrour_cli.publishing.content_policy import compact, content_policy, stripped
from besrour_cli.publishing.letters.template_facts import text_in
from besrour_cli.publishing.output_words import output_words
from besrour_cli.publishing.statements.signed_text import CONTEXT, MARK
from besrour_cli.publishing.templates import Templates

OUTPUT = "check"
"""What the page is called in the words of a further language."""
ROLES: Mapping[str, Text] = {
    "facilitator": {"en": "facilitation", "fr": "animation"},
    "host": {"en": "welcome", "fr": "accueil"},
    "interpreter": {"en": "interpretation", "fr": "interprétation"},
    "speaker": {"en": "talk", "fr": "exposé"},
    "notetaker": {"en": "notes", "fr": "prise de notes"},
}


def check_page(programme: Programme, public: Sequence[str], templates: Mapping[str, str]) -> bytes:
    """The page as HTML, for statements that one of the public keys signed.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` for a mistake in a template.
    """
    source = Templates(templates)
    languages = tuple(dict.fromkeys((*LANGUAGES, *worded(programme.languages, OUTPUT))))
    roles = {role: " / ".join(completed(names, languages, OUTPUT).values()) for role, names in ROLES.items()}
    facts: dict[str, object] = {
        "languages": languages,
        "words": output_words(languages, OUTPUT),
        "programme": {code: text_in(programme.names, code) for code in languages},
        "organiser": {code: text_in(programme.contact.name, code) for code in languages},
        "email": programme.contact.email,
        "data": json.dumps({"keys": list(public), "roles": roles, "context": CONTEXT}, ensure_ascii=False),
        "mark": MARK,
    }
    style = compact(source.frame("statements/check.css", facts))
    script = compact(source.frame("statements/check.js", facts))
    facts |= {"style": Markup(style), "script": Markup(script), "policy": content_policy(style, script)}
    return f"{stripped(source.frame('statements/check.html', facts))}\n".encode()
