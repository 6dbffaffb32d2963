"""What stands on paper beside what was meant: pieces, pictures on another scale, and what is around."""

from __future__ import annotations

import pytest

from besrour_cli.model.evaluation.printed import PrintedDocument, PrintedPiece, PrintedShape
from besrour_cli.model.message import msg
from besrour_cli.report_check.expected import ExpectedChart, Picture
from besrour_cli.report_check.page_blocks import PagePicture, PictureElement
from besrour_cli.report_check.printed.paper_faults import PaperFault, PaperMeant, paper_faults
from besrour_cli.report_check.printed.paper_order import PaperPiece
from besrour_cli.report_check.printed.same_shapes import shape_faults

BLUE, RED = (0, 0, 255), (255, 0, 0)
PAGE = PagePicture(
    "Bars. Two of them.",
    (
        PictureElement("rect", {"x": "0", "y": "0", "width": "40", "height": "10", "fill": "#0000ff"}),
        PictureElement("rect", {"x": "0", "y": "20", "width": "0", "height": "10", "fill": "#0000ff"}),
        PictureElement("circle", {"cx": "95", "cy": "5", "r": "5", "fill": "#0000ff"}),
        PictureElement("path", {"d": "none"}),
        PictureElement("text", {"x": "1"}, "East"),
    ),
    line=1,
    column=1,
)
HALF = (PrintedShape(10, 10, 30, 15, BLUE), PrintedShape(55, 10, 60, 15, BLUE))
"""The bar and the dot at half their size, somewhere on a sheet; a bar of no length is not drawn."""


def test_a_picture_on_another_scale_is_the_same_picture() -> None:
    """Half as large and moved; what draws nothing is nowhere looked for."""
    assert list(shape_faults(HALF, PAGE)) == []


@pytest.mark.parametrize(
    ("shapes", "fault"),
    [
        (HALF[:1], ("1 ▭", "2 ▭")),
        (
            (HALF[0], HALF[1]._replace(fill=RED)),
            ("▭ 90.0 0.0 100.0 10.0 #ff0000", "▭ 90.0 0.0 100.0 10.0 #0000ff"),
        ),
        ((HALF[0], HALF[1]._replace(fill=None)), ("▭ 90.0 0.0 100.0 10.0", "▭ 90.0 0.0 100.0 10.0 #0000ff")),
        (
            (HALF[0]._replace(x1=35), HALF[1]),
            ("▭ 0.0 0.0 50.0 10.0 #0000ff", "▭ 0.0 0.0 40.0 10.0 #0000ff"),
        ),
    ],
)
def test_another_picture_is_told_by_its_first_other_shape(
    shapes: tuple[PrintedShape, ...], fault: tuple[str, str]
) -> None:
    """One less, another colour, none, or a bar that is longer."""
    assert list(shape_faults(shapes, PAGE)) == [fault]


def test_a_picture_that_draws_nothing_is_right_with_nothing_on_paper() -> None:
    """Where all bars are empty."""
    nothing = PAGE._replace(elements=PAGE.elements[1:2])
    assert list(shape_faults((), nothing)) == []
    assert list(shape_faults(HALF[:1], nothing)) == [("1 ▭", "0 ▭")]


CHART = ExpectedChart(Picture.FUNNEL, msg("Bars"), msg("Two of them."), (), ())
MEANT = PaperMeant(
    title="Report – Café",
    language="en",
    pieces=(
        PaperPiece("h1", "Report"),
        PaperPiece("p", "Café · Centre"),
        PaperPiece("figure", PAGE.name, CHART),
        PaperPiece("th", "Region"),
        PaperPiece("td", "1 000"),
    ),
    pictures=(PAGE,),
    foot="an invented year",
    first="Café · Centre",
)
DRAWN = PrintedPiece("Figure", "Ea\nst", 1, PAGE.name, HALF)
PRINTED = PrintedDocument(
    title="Report – Café",
    language="en-CA",
    pieces=(
        PrintedPiece("H1", "Report", 1),
        PrintedPiece("P", "Café ·\nCentre", 1),
        PrintedPiece("P", " ", 1),
        DRAWN,
        PrintedPiece("TH", "Region", 2),
        PrintedPiece("TD", "1 000", 2),
    ),
    around=(PrintedPiece("", "an invented year 1/2", 1), PrintedPiece("", "Region", 2)),
)


def with_piece(at: int, piece: PrintedPiece) -> PrintedDocument:
    """The honest paper with another piece in a place."""
    return PRINTED._replace(pieces=(*PRINTED.pieces[:at], piece, *PRINTED.pieces[at + 1 :]))


def test_an_honest_paper_has_no_fault() -> None:
    """Empty lines, ends of lines, page numbers at the foot, and a heading that a further page repeats."""
    assert list(paper_faults(PRINTED, MEANT)) == []


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (PRINTED._replace(title="Report – Tea"), PaperFault(1, "Report – Tea", "Report – Café")),
        (with_piece(5, PrintedPiece("TD", "10 00", 2)), PaperFault(2, "10 00", "1 000")),
        (
            with_piece(3, DRAWN._replace(alt="Bars. Twoof them.")),
            PaperFault(1, "Bars. Twoof them.", PAGE.name),
        ),
        (with_piece(3, DRAWN._replace(text="West")), PaperFault(1, "West", "East")),
        (
            with_piece(3, DRAWN._replace(shapes=HALF[:1])),
            PaperFault(1, f"{PAGE.name} 1 ▭", f"{PAGE.name} 2 ▭"),
        ),
        (
            PRINTED._replace(around=(PrintedPiece("", "a secret\nword", 2),)),
            PaperFault(2, "a secret word", "an invented year"),
        ),
    ],
)
def test_what_is_printed_otherwise_is_told_with_its_page(
    document: PrintedDocument, fault: PaperFault
) -> None:
    """The title, a blank within a number, what a picture is called, says and draws, and a stray word."""
    assert list(paper_faults(document, MEANT)) == [fault]


def test_a_figure_whose_page_has_no_picture_is_compared_by_its_name_alone() -> None:
    """The missing picture is a fault of the page, and told there."""
    assert list(paper_faults(PRINTED, MEANT._replace(pictures=()))) == []
