"""Numbers and percentages as a language writes them."""

from __future__ import annotations

_COMMA = frozenset({"fr"})
"""Languages that write a decimal comma, and a no-break space before the percent sign."""


def number_text(value: float, language: str, digits: int = 0) -> str:
    """A number with at most ``digits`` decimals, without trailing zeros: ``16.5``, in French ``16,5``."""
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language in _COMMA else text


def percent_text(share: float, language: str) -> str:
    """A share between 0 and 1 as a percentage with at most one decimal: ``12.5%``, in French ``12,5 %``."""
    return number_text(share * 100, language, 1) + ("\u00a0%" if language in _COMMA else "%")
