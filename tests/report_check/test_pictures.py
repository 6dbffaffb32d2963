"""Charts that draw something else than their numbers: each fault is told as drawn and as it ought to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from besrour_cli.model.message import Message
from besrour_cli.report_check.answer_figures import answer_figures
from besrour_cli.report_check.answering_sections import confidence, trouble
from besrour_cli.report_check.attendance_figures import attendance_figures
from besrour_cli.report_check.attending_sections import activity, returning
from besrour_cli.report_check.checked_figure import CheckedFigures
from besrour_cli.report_check.expected import ExpectedChart, Picture, ShownFigures, Words
from besrour_cli.report_check.masks import masked_figures
from besrour_cli.report_check.page_blocks import PagePicture, page_blocks
from besrour_cli.report_check.pictures import picture_faults
from support.evaluation.made_report import translated
from support.evaluation.year_of_values import answered_year, pages_of

Damage = Callable[[PagePicture], PagePicture]
Faults = list[tuple[str, str]]
Look = Callable[[Picture, Damage], Faults]


def say(words: Words) -> str:
    """Words in English."""
    return translated(words, "en") if isinstance(words, Message) else words["en"]


@pytest.fixture(scope="module")
def look() -> Look:
    """What is wrong with a chart of an honest report, once it is damaged."""
    rows = answered_year(lambda values: {**values, "fair": "15"[values["used"] == "idea"]})
    parts = page_blocks(pages_of(rows)["report.en.html"])
    figures = CheckedFigures()
    attendance_figures(figures, rows)
    answer_figures(figures, rows)
    shown = ShownFigures(figures, masked_figures(figures, [parts], hide_below=rows.hide_below))
    sections = [write(shown, rows) for write in (activity, returning, confidence, trouble)]
    charts = [each for section in sections for each in section.blocks if isinstance(each, ExpectedChart)]
    pictures = [part for part in parts if isinstance(part, PagePicture)]
    drawn = {chart.picture: (chart, part) for chart, part in zip(charts, pictures, strict=True)}

    def found(kind: Picture, damage: Damage) -> Faults:
        chart, picture = drawn[kind]
        return list(picture_faults(damage(picture), chart, shown, "en", say))

    return found


def unchanged(picture: PagePicture) -> PagePicture:
    """The picture as it is."""
    return picture


def without(tag: str, at: int = -1) -> Damage:
    """The picture without one of its elements of a tag."""

    def damage(picture: PagePicture) -> PagePicture:
        gone = picture.all(tag)[at]
        return picture._replace(elements=tuple(each for each in picture.elements if each is not gone))

    return damage


def with_(tag: str, at: int, **attributes: str) -> Damage:
    """The picture with other attributes of one of its elements of a tag."""

    def damage(picture: PagePicture) -> PagePicture:
        old = picture.all(tag)[at]
        new = old._replace(attributes={**old.attributes, **attributes})
        return picture._replace(elements=tuple(new if each is old else each for each in picture.elements))

    return damage


def without_words(picture: PagePicture) -> PagePicture:
    """The picture without any text."""
    return picture._replace(elements=tuple(each for each in picture.elements if each.tag != "text"))


@pytest.mark.parametrize("kind", list(Picture))
def test_a_chart_that_draws_its_numbers_has_no_fault(look: Look, kind: Picture) -> None:
    """Each of the five kinds, as the page has it."""
    assert look(kind, unchanged) == []


def test_a_chart_that_is_called_otherwise_is_told_by_its_name(look: Look) -> None:
    """Those who hear the page would hear of another chart."""
    [(shown, expected)] = look(Picture.FUNNEL, lambda picture: picture._replace(name="From here to there."))
    assert shown == "From here to there." and expected.startswith("From invitation to answer.")


@pytest.mark.parametrize(
    ("kind", "tag", "drawn", "meant"),
    [
        (Picture.STRIP, "rect", "7 rect", "8 rect"),
        (Picture.RATIOS, "rect", "0 rect", "1 rect"),
        (Picture.RATIOS, "circle", "3 circle", "4 circle"),
        (Picture.FUNNEL, "rect", "2 rect", "3 rect"),
        (Picture.THEN_NOW, "circle", "1 circle", "2 circle"),
        (Picture.DIVERGING, "rect", "1 rect", "2 rect"),
    ],
)
def test_an_element_that_is_missing_is_counted(
    look: Look, kind: Picture, tag: str, drawn: str, meant: str
) -> None:
    """A square, a dot, a bar, a ring, a segment."""
    assert (drawn, meant) in look(kind, without(tag))


def test_a_line_between_two_medians_that_is_missing_is_counted(look: Look) -> None:
    """The ring and the dot alone do not say which belong together."""

    def damage(picture: PagePicture) -> PagePicture:
        thin = [each for each in picture.elements if each.attributes.get("stroke-width") != "2.5"]
        return picture._replace(elements=tuple(thin))

    assert look(Picture.THEN_NOW, damage) == [("0 line", "1 line")]


@pytest.mark.parametrize("fill", ["#ffffff", "white", ""])
def test_a_square_too_pale_for_its_count_is_a_fault(look: Look, fill: str) -> None:
    """A fill that is no colour in digits is read as white."""
    faults = look(Picture.STRIP, with_("rect", 0, fill=fill))
    assert [shown for shown, _ in faults] == [f"strip.s0.north: {fill}"]
    assert faults[0][1].startswith("#") and faults[0][1] != "#ffffff"


def test_a_segment_in_the_colour_of_another_answer_is_a_fault(look: Look) -> None:
    """Who disagrees is not to look as if she agreed."""
    [(shown, expected)] = look(Picture.DIVERGING, with_("rect", 5, fill="#123456"))
    assert shown == "item.fair.points.1: #123456" and expected.startswith("#")


def test_a_wide_segment_without_its_number_is_a_fault(look: Look) -> None:
    """There was room for it."""

    def damage(picture: PagePicture) -> PagePicture:
        number = next(n for n, each in enumerate(picture.all("text")) if n > 5 and each.text == "10")
        return without("text", number)(picture)

    assert ("item.fair.points.1: ", "10") in look(Picture.DIVERGING, damage)


def test_an_axis_without_marks_places_no_dot(look: Look) -> None:
    """No words at all: every word is missing, and no dot is where it ought to be."""
    faults = look(Picture.RATIOS, without_words)
    assert ("", "North") in faults and ("", "1.25") in faults
    assert sum(shown.startswith("cx ") for shown, _ in faults) == 4
