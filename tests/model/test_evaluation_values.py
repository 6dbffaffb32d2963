"""Values of an evaluation that are asked for what they do not have."""

from __future__ import annotations

import pytest

from besrour_cli.model.evaluation.form import EvaluationForm, Item, ItemKind
from besrour_cli.model.evaluation.report import Figure, FigureKind
from besrour_cli.model.message import msg


def test_a_form_has_the_items_that_it_has() -> None:
    """By their ids; another one is no item, and no first or last one in its stead."""
    words = {"en": "What else?", "fr": "Quoi d’autre?"}
    form = EvaluationForm({"en": "Form"}, words, tuple(Item(n, ItemKind.COMMENT, words) for n in "ab"))
    assert form.item("b").id == "b"
    with pytest.raises(KeyError, match="c"):
        form.item("c")


def test_a_figure_that_is_hidden_or_unknown_has_no_value() -> None:
    """Whoever works with it must not get the number that was masked."""
    words = msg("{name}", name="people")
    figure = Figure(id="came", kind=FigureKind.COUNT, label=words, formula=words, values=(7.0,))
    assert figure.is_shown and figure.value == 7.0
    for without in (
        figure.with_mask("<10"),
        Figure(id="came", kind=FigureKind.COUNT, label=words, formula=words),
    ):
        assert not without.is_shown
        with pytest.raises(ValueError, match="came"):
            _ = without.value
