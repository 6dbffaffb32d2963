"""The words for days of the week in English and French, and what they stand for."""

from __future__ import annotations

from besrour_cli.model.language import fold_case

__all__ = ["DAY_WORDS", "days_of"]

DAY_WORDS: dict[str, tuple[int, ...]] = {}
for _number, _names in enumerate(
    (
        "mon monday mondays lun lundi lundis",
        "tue tues tuesday tuesdays mar mardi mardis",
        "wed wednesday wednesdays mer mercredi mercredis",
        "thu thur thurs thursday thursdays jeu jeudi jeudis",
        "fri friday fridays ven vendredi vendredis",
        "sat saturday saturdays sam samedi samedis",
        "sun sunday sundays dim dimanche dimanches",
    )
):
    for _name in _names.split():
        DAY_WORDS[_name] = (_number,)
for _name in ("weekend", "weekends", "fin de semaine", "fins de semaine"):
    DAY_WORDS[_name] = (5, 6)
for _name in ("weekdays", "weekday", "jours ouvrables", "en semaine"):
    DAY_WORDS[_name] = (0, 1, 2, 3, 4)
for _name in ("daily", "every day", "tous les jours"):
    DAY_WORDS[_name] = (0, 1, 2, 3, 4, 5, 6)
"""Folded words to days of the week, Monday 0."""


def days_of(text: str) -> tuple[int, ...]:
    """The days that a word stands for (``weekend``: two); none for another word."""
    return DAY_WORDS.get(fold_case(text).strip(". "), ())
