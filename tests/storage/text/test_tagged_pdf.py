"""A tagged PDF is read by its tags: cells are cells, pictures have their shapes, what is no PDF is none."""

from __future__ import annotations

import random

import typst

from besrour_cli.storage.text.tagged_pdf import read_tagged_pdf

SOURCE = """
#set document(title: "Two cells", date: none)
#set text(lang: "fr")
#set page(footer: [seen by nobody], height: 6cm)
= An official offer
Words in #strong[two] tags.
#table(columns: 2, table.header[A][B], [1], [22])
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'><rect x='10' y='10' width='20'
height='30' fill='#01665e'/><text x='50' y='20' font-family='Libertinus Serif'>17</text></svg>"),
format: "svg", width: 5cm, alt: "A bar")
"""


def compiled() -> bytes:
    """A PDF by typst."""
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.compile(SOURCE.encode(), font_paths=fonts, format="pdf", pdf_standards=["ua-1"])


def test_every_piece_has_its_tag_and_its_letters() -> None:
    """In the order in which it is read aloud; joined letters are letters; the foot of a page is around."""
    document = read_tagged_pdf(compiled())
    assert document is not None and (document.title, document.language) == ("Two cells", "fr")
    pieces = [(each.tag, " ".join(each.text.split())) for each in document.pieces if each.text.strip()]
    assert pieces == [
        ("H1", "An official offer"),
        ("P", "Words in two tags."),
        ("TH", "A"),
        ("TH", "B"),
        ("TD", "1"),
        ("TD", "22"),
        ("Figure", "17"),
    ]
    assert {each.text for each in document.around} - {""} == {"seen by nobody"}


def test_a_picture_has_its_name_its_shapes_and_their_fills() -> None:
    """A bar of 20 by 30 in a picture that is 5 cm wide and has 100 units."""
    document = read_tagged_pdf(compiled())
    assert document is not None
    [picture] = [each for each in document.pieces if each.tag == "Figure"]
    [bar] = picture.shapes
    unit = 5 / 2.54 * 72 / 100
    assert picture.alt == "A bar" and bar.fill == (0x01, 0x66, 0x5E)
    assert abs(bar.x1 - bar.x0 - 20 * unit) < 0.1 and abs(bar.bottom - bar.top - 30 * unit) < 0.1


def test_what_is_no_pdf_is_none() -> None:
    """Nor half a one, nor another kind of file."""
    data = compiled()
    for other in (b"", b"%PDF-1.7\n", b"<html></html>", data[: len(data) // 2]):
        assert read_tagged_pdf(other) is None


def test_a_mangled_pdf_is_read_or_is_none() -> None:
    """Never a traceback."""
    data, rng = compiled(), random.Random(7)
    for _ in range(40):
        mangled = bytearray(data)
        for _ in range(rng.randint(1, 30)):
            mangled[rng.randrange(len(mangled))] = rng.randrange(256)
        read_tagged_pdf(bytes(mangled))
