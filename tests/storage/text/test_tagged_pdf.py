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


def by_hand(drawing: str, tags: str = "<</S/P/K 0>>", pages: dict[int, str] | None = None) -> bytes:
    """A PDF of one page as a careless program writes it: what is drawn, and the tree of its tags."""
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>",
        4: f"<</Type/StructTreeRoot/K[{tags}]>>",
        5: f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream",
        6: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **(pages or {}),
    }
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in objects.items())
    return f"%PDF-1.7\n{body}trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n".encode()


def test_what_a_careless_program_draws_is_read_as_far_as_it_is_tagged() -> None:
    """Words outside of all tags are told apart; an end without a beginning, a path of no points."""
    drawing = (
        "EMC /Span BMC BT /F 10 Tf 10 80 Td (outside) Tj ET EMC "
        "/P <</MCID 0>> BDC BT /F 10 Tf 10 50 Td (inside) Tj ET h f EMC"
    )
    document = read_tagged_pdf(by_hand(drawing))
    assert document is not None
    assert [(each.tag, each.text.strip(), each.shapes) for each in document.pieces] == [
        ("P", "inside", ()),
        ("", "outside", ()),
    ]


def test_what_is_nested_without_end_is_not_read() -> None:
    """Sixty tags within one another are read, a hundred are not; nor is a tree of pages that has no end."""
    drawing = "/P <</MCID 0>> BDC BT /F 10 Tf 10 50 Td (deep) Tj ET EMC"

    def nested(tag: str, depth: int) -> str:
        return f"<</S/{tag}/K " * depth + "0" + ">>" * depth

    for tag in ("Div", "P"):
        document = read_tagged_pdf(by_hand(drawing, nested(tag, 60)))
        assert document is not None and [each.text.strip() for each in document.pieces] == ["deep"]
        assert read_tagged_pdf(by_hand(drawing, nested(tag, 100))) is None
    pages = {n: f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>" for n in range(10, 1_510)}
    assert read_tagged_pdf(by_hand(drawing, pages={2: "<</Type/Pages/Kids[10 0 R]>>", **pages})) is None
