"""The page on templates lists what templates can use: nothing is missing from it."""

from __future__ import annotations

import dataclasses
import re

import support.publishing.letter_programme as given
from besrour_cli.publishing.letters import change_facts, letters, newsletter, reading_facts, template_facts
from support.checkout import ROOT

PAGE = (ROOT / "docs" / "en" / "reference" / "templates.md").read_text("utf-8")
LISTED = set(re.findall(r"`([a-z_]+)`", PAGE))


def test_every_name_is_listed() -> None:
    """Top-level names, the fields of each value, and what the frames know of a half."""
    names: set[str] = set()
    for module in (change_facts, reading_facts, template_facts, newsletter):
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and dataclasses.is_dataclass(value)
                and value.__module__ == module.__name__
            ):
                names.update(field.name for field in dataclasses.fields(value))
    names.update(letters.LanguageSection._fields, newsletter.NewsletterSection._fields)
    member, places = given.MEMBERS[0], reading_facts.distinct_places(given.MEMBERS)
    names.update(
        template_facts.letter_facts(given.PROGRAMME, given.SESSION, given.SLOT, member, places, "en")
    )
    names.update(newsletter.newsletter_facts(given.PROGRAMME, given.PLAN, given.utc(2027, 1, 5), "en"))
    assert names <= LISTED, sorted(names - LISTED)


def test_every_block_is_listed() -> None:
    """Each block of each shipped template."""
    blocks = {b for source in given.templates().values() for b in re.findall(r"{%-? block (\w+)", source)}
    assert blocks <= LISTED, sorted(blocks - LISTED)


def test_both_languages_have_the_same_blocks() -> None:
    """What can be changed in one language can be changed in the other."""
    shipped = given.templates()
    for name, source in shipped.items():
        if ".en." in name:
            twin = shipped[name.replace(".en.", ".fr.")]
            assert re.findall(r"{%-? block (\w+)", source) == re.findall(r"{%-? block (\w+)", twin), name
