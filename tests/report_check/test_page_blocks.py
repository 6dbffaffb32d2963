"""A page is taken apart as people read it, whatever way its elements are written."""

from __future__ import annotations

import math

from besrour_cli.report_check.page_blocks import PageBlock, PagePart, PagePicture, PictureElement, page_blocks


def told(parts: list[PagePart]) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Tag, text and figures of each block."""
    return [(each.tag, each.text, each.figures) for each in parts if isinstance(each, PageBlock)]


def test_text_outside_of_any_paragraph_is_read_too() -> None:
    """Words that somebody put between two paragraphs are no secret, and have their place."""
    parts = page_blocks("<p>One.</p>\n  all came\n<p>Two.</p>")
    assert told(parts) == [("p", "One.", ()), ("text", "all came", ()), ("p", "Two.", ())]
    assert isinstance(parts[1], PageBlock) and (parts[1].line, parts[1].column) == (1, 12)


def test_a_figure_belongs_to_its_block_and_one_outside_to_none() -> None:
    """A mark around a number of a sentence is that sentence's; one that floats is text."""
    page = '<p>Of <data value="people.came">49</data> people.<br/></p><data value="people.invited">60</data>'
    assert told(page_blocks(page)) == [
        ("p", "Of 49 people.", (("people.came", "49"),)),
        ("text", "60", ()),
    ]


def test_an_element_of_a_picture_may_be_closed_in_either_way() -> None:
    """``<rect/>`` and ``<rect></rect>`` draw the same, and a group around them nothing."""
    inside = '<rect width="5"/><rect width="5"></rect><g><text x="1">East</text></g>'
    [picture] = page_blocks(f'<svg aria-label="A  chart">{inside}</svg>')
    assert isinstance(picture, PagePicture) and picture.name == "A chart"
    assert [each.attributes for each in picture.all("rect")] == [{"width": "5"}] * 2
    assert [each.text for each in picture.all("text")] == ["East"]


def test_an_attribute_that_is_no_number_is_no_place() -> None:
    """It is as far from every place as one that is missing."""
    element = PictureElement("rect", {"x": "12.5", "width": "wide"})
    assert element.number("x") == 12.5
    assert math.isnan(element.number("width")) and math.isnan(element.number("height"))
