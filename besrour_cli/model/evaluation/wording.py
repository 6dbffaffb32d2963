"""Words as tools give them back, compared: capitals, accents, signs and blanks make no difference."""

from __future__ import annotations

import re
from functools import lru_cache

from besrour_cli.model.language import fold_case


@lru_cache(maxsize=8192)
def folded_words(text: str) -> str:
    """The letters and digits of a text as they are compared: ``Qu’avez-vous`` is ``qu avez vous``."""
    return " ".join(re.split(r"[\W_]+", fold_case(text))).strip()
