"""Words around a report that are no figures: titles, the mark of an example, what participants are asked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import NamedTuple

WORDS = "report/words.toml"


class PageWords(NamedTuple):
    """The words of one language; the template of words has one table a language with these keys."""

    title: str
    until: str
    annex: str
    data_table: str
    other_language: str
    invented: str
    read_back_title: str
    read_back_intro: str
    is_this: str
    how: str
    contact: str
    quote: str


def page_words(templates: Mapping[str, str], language: str) -> PageWords:
    """The words of a language, as ``report/words.toml`` has them."""
    table = tomllib.loads(templates[WORDS])[language]
    return PageWords(**{key: str(table[key]) for key in PageWords._fields})
